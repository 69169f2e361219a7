"""What the API and the studio allow is what the engine allows, no more and no less."""

from typing import Any

import pytest

from backend.music.errors import BadRequestError
from backend.music.generation import (
    ComposeRequest,
    ContinueRequest,
    HarmoniseRequest,
    RegenerateRequest,
    Request,
    RestyleRequest,
)
from backend.web.api.wishes import (
    ContinuationIn,
    GenerationIn,
    HarmonisationIn,
    RegenerationIn,
    RestyleIn,
    Wishes,
)

KINDS: list[tuple[type[Request], type[Wishes], dict[str, Any]]] = [
    (ComposeRequest, GenerationIn, {}),
    (RestyleRequest, RestyleIn, {}),
    (ContinueRequest, ContinuationIn, {}),
    (HarmoniseRequest, HarmonisationIn, {}),
    (RegenerateRequest, RegenerationIn, {"first_bar": 1, "last_bar": 4}),
]
LIMITED = (
    "bars", "tempo", "temperature", "top_p", "seed", "strength", "candidates", "register",
)  # fmt: skip
OURS = ("file", "song_id", "take", "prompt", "as_take")  # what the engine never hears of
NUMBERS = [
    (kind, schema, needed, name)
    for kind, schema, needed in KINDS
    for name in LIMITED
    if name in kind.names()
]


@pytest.mark.parametrize(("kind", "schema", "needed", "name"), NUMBERS)
def test_numbers_have_the_same_limits(
    kind: type[Request], schema: type[Wishes], needed: dict[str, Any], name: str
) -> None:
    told = schema.model_json_schema()["properties"][name]
    kinds = {key: value for part in [told, *told.get("anyOf", [])] for key, value in part.items()}
    step = 0.01 if name in ("temperature", "top_p") else 1
    for value in (kinds["minimum"], kinds["maximum"]):
        kind.from_json({"genre": "jazz", **needed, name: value})
    for value in (kinds["minimum"] - step, kinds["maximum"] + step):
        with pytest.raises(BadRequestError):
            kind.from_json({"genre": "jazz", **needed, name: value})


@pytest.mark.parametrize(("kind", "schema", "needed"), KINDS)
def test_the_same_fields_with_the_same_defaults(
    kind: type[Request], schema: type[Wishes], needed: dict[str, Any]
) -> None:
    told = schema.model_json_schema()["properties"]
    told = {name: about for name, about in told.items() if name not in OURS}
    defaults = kind.from_json({"genre": "jazz", **needed}).to_json()
    assert set(told) == set(defaults)
    for name, value in defaults.items():
        if name not in ("genre", *needed):
            assert told[name]["default"] == value, name
