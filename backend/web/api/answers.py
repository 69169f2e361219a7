"""Answers that are no JSON, as the OpenAPI document tells them."""

from typing import Any


def stream(content_type: str, description: str, *, binary: bool = False) -> dict[int | str, Any]:
    """The responses of an operation for a signed-in user that answers with `content_type`."""
    schema = {"type": "string"} | ({"format": "binary"} if binary else {})
    return {
        200: {"description": description, "content": {content_type: {"schema": schema}}},
        401: {"description": "Not signed in"},
    }
