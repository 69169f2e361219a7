"""What the API and the studio allow is what the engine allows, no more and no less."""

import pytest

from backend.music.errors import BadRequestError
from backend.music.generation import ComposeRequest, RestyleRequest
from backend.web.api.asked import GenerationIn, RestyleIn

NUMBERS = [
    (ComposeRequest, GenerationIn, name)
    for name in ("bars", "tempo", "temperature", "top_p", "seed")
] + [
    (RestyleRequest, RestyleIn, name) for name in ("strength", "temperature", "top_p", "seed")
]  # fmt: skip


@pytest.mark.parametrize(("request_type", "schema", "name"), NUMBERS)
def test_numbers_have_the_same_limits(request_type: type, schema: type, name: str) -> None:
    told = schema.model_json_schema()["properties"][name]
    kinds = {key: value for part in [told, *told.get("anyOf", [])] for key, value in part.items()}
    step = 1 if name in ("bars", "tempo", "seed", "strength") else 0.01
    for value in (kinds["minimum"], kinds["maximum"]):
        request_type.from_json({"genre": "jazz", name: value})
    for value in (kinds["minimum"] - step, kinds["maximum"] + step):
        with pytest.raises(BadRequestError):
            request_type.from_json({"genre": "jazz", name: value})


@pytest.mark.parametrize(
    ("request_type", "schema"), [(ComposeRequest, GenerationIn), (RestyleRequest, RestyleIn)]
)
def test_the_same_fields_with_the_same_defaults(request_type: type, schema: type) -> None:
    told = schema.model_json_schema()["properties"]
    for name in ("file", "song_id", "take"):
        told.pop(name, None)
    defaults = request_type.from_json({"genre": "jazz"}).to_json()
    assert set(told) >= set(defaults)
    for name, value in defaults.items():
        if name not in ("genre", "keep"):
            assert told[name]["default"] == value, name
    assert told.get("keep", {}).get("default", ["melody"]) == ["melody"]
