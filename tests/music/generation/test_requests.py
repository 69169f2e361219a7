"""Requests survive JSON and refuse what cannot be done, naming the field."""

import pytest

from backend.music.errors import BadRequestError
from backend.music.generation import ComposeRequest, RestyleRequest, instruments_from_text
from backend.music.score import Key, Role


def test_a_compose_request_survives_json():
    request = ComposeRequest(
        "jazz", 24, Key(2, True), 132.5, "3/4", ((Role.PIANO, 4), (Role.DRUMS, 0)), 7, 0.9, 0.8
    )
    assert ComposeRequest.from_json(request.to_json()) == request


def test_a_restyle_request_survives_json():
    request = RestyleRequest("rock", 75, frozenset({"melody", "chords"}), 3)
    assert RestyleRequest.from_json(request.to_json()) == request
    assert RestyleRequest.from_json({"genre": "rock", "keep": "melody, bass"}).keep == {
        "melody", "bass",
    }  # fmt: skip


def test_disco_is_an_alias():
    assert ComposeRequest("Disco").genre == "electronic"


@pytest.mark.parametrize(
    ("data", "named"),
    [
        ({}, "genre"),
        ({"genre": "polka"}, "polka"),
        ({"genre": "jazz", "bars": 3}, "bars"),
        ({"genre": "jazz", "bars": 16.5}, "bars"),
        ({"genre": "jazz", "bars": True}, "bars"),
        ({"genre": "jazz", "tempo": 500}, "tempo"),
        ({"genre": "jazz", "tempo": "fast"}, "tempo"),
        ({"genre": "jazz", "tempo": float("nan")}, "tempo"),
        ({"genre": "jazz", "key": "H minor"}, "H minor"),
        ({"genre": "jazz", "metre": "7/8"}, "7/8"),
        ({"genre": "jazz", "colour": 1}, "colour"),
        ({"genre": "jazz", "instruments": []}, "instrument"),
        ({"genre": "jazz", "instruments": [{"role": "kazoo"}]}, "kazoo"),
        ({"genre": "jazz", "instruments": [{"role": "piano", "program": 128}]}, "128"),
        ({"genre": "jazz", "instruments": [{"role": "bass"}, {"role": "bass"}]}, "once"),
        ({"genre": "jazz", "seed": -1}, "seed"),
        ({"genre": "jazz", "top_p": 0}, "top_p"),
    ],
)
def test_a_bad_request_is_named(data, named):
    with pytest.raises(BadRequestError, match=named):
        ComposeRequest.from_json(data)


def test_an_unknown_lock_is_named():
    with pytest.raises(BadRequestError, match="tempo"):
        RestyleRequest.from_json({"genre": "rock", "keep": "melody,tempo"})


def test_instruments_are_read_from_text():
    assert instruments_from_text("piano, melody=73") == [
        {"role": "piano", "program": None},
        {"role": "melody", "program": 73},
    ]
    with pytest.raises(BadRequestError, match="loud"):
        instruments_from_text("piano=loud")
