"""What somebody writes about the music that they want, read into the fields of a generation."""

from typing import Any

from backend.music import prompt


def read(text: str) -> dict[str, Any]:
    """Chips, unknown words and the request.

    Raises:
        BadRequestError: the text is too long.
    """
    return prompt.parse(text).to_json()
