"""The table of prompts: what is understood of each, and that it can be asked for."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from backend.music.prompt import Prompt, parse

TABLE = tomllib.loads((Path(__file__).parent / "prompts.toml").read_text(encoding="utf-8"))


def test_the_table_is_large() -> None:
    assert len(TABLE) >= 500


@pytest.mark.parametrize("text", TABLE)
def test_a_prompt(text: str) -> None:
    assert understood(parse(text)) == TABLE[text]


def understood(prompt: Prompt) -> dict[str, Any]:
    """A prompt as the table writes it."""
    request = prompt.request()
    if "instruments" in request:
        band = (f"{p['role']} {p['program']}" for p in request["instruments"])
        request["instruments"] = ", ".join(band)
    unknown = [word.words for word in prompt.unknown]
    return request | ({"unknown": unknown} if unknown else {})
