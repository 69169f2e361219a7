"""Requests survive JSON and refuse what cannot be done, naming the field."""

import json

import pytest

from backend.music.errors import BadRequestError
from backend.music.generation import (
    MOODS,
    ComposeRequest,
    ContinueRequest,
    HarmoniseRequest,
    RegenerateRequest,
    RerollRequest,
    RestyleRequest,
    instruments_from_text,
)
from backend.music.generation.requests import Blend, Plan, PlanBar
from backend.music.score import Key, Role

BAND = ((Role.PIANO, 4), (Role.DRUMS, 0))
PLAN = Plan(
    (
        PlanBar(((Role.DRUMS, 0), (Role.BASS, 4)), 3, 5, ("Dm7", "G7")),
        PlanBar(),
        PlanBar(chords=("Cmaj7",)),
    ),
    BAND,
)
COMMON = {
    "blend": Blend("rock", 0.25), "seed": 7, "temperature": 0.9, "top_p": 0.8, "candidates": 3,
}  # fmt: skip
FULL = [
    ComposeRequest(
        "jazz", 24, Key(2, True), 132.5, "3/4", BAND, "sad", (20.0, 80.0), 30, "| Dm7 | G7 |",
        PLAN, **COMMON,
    ),
    RestyleRequest("jazz", 75, frozenset({"melody", "chords"}), BAND, (50.0,), PLAN, **COMMON),
    ContinueRequest("jazz", 12, BAND, (50.0, 70.5), "| C |", PLAN, **COMMON),
    HarmoniseRequest("jazz", BAND, "calm", (50.0,), "| C |", PLAN, **COMMON),
    RegenerateRequest("jazz", 3, 6, (0, 2), (10.0,), "| C |", PLAN, **COMMON),
    RerollRequest("jazz", {"copied_bars": [3, 4]}, **COMMON),
]  # fmt: skip


@pytest.mark.parametrize("request_", FULL, ids=lambda r: type(r).__name__)
def test_a_request_survives_json(request_):
    """Every field is set, so that none can be forgotten on the way."""
    assert all(value is not None for value in request_.to_json().values())
    assert type(request_).from_json(json.loads(json.dumps(request_.to_json()))) == request_


@pytest.mark.parametrize(
    "request_",
    [ComposeRequest("jazz"), RestyleRequest("rock"), ContinueRequest("jazz"),
     HarmoniseRequest("jazz"), RegenerateRequest("jazz", 1, 4)],
    ids=lambda r: type(r).__name__,
)  # fmt: skip
def test_what_is_left_open_stays_open(request_):
    assert type(request_).from_json(request_.to_json()) == request_


def test_locks_are_read_from_text_and_may_be_none():
    read = RestyleRequest.from_json
    assert read({"genre": "rock", "keep": "melody, bass"}).keep == {"melody", "bass"}
    assert read({"genre": "rock", "keep": None}).keep == {"melody"}
    assert read({"genre": "rock", "keep": []}).keep == frozenset()


def test_disco_is_an_alias():
    assert ComposeRequest("Disco", blend=Blend.read({"genre": "hip-hop"})).genre == "electronic"


def test_numbers_may_arrive_as_text_and_energy_as_a_level():
    request = ComposeRequest.from_json({"genre": "jazz", "bars": "12", "tempo": "90", "energy": 40})
    assert (request.bars, request.tempo, request.energy) == (12, 90.0, (40.0,))


def test_without_bars_a_piece_is_as_long_as_its_plan():
    plan = {"bars": [{}] * 9}
    assert ComposeRequest.from_json({"genre": "jazz", "plan": plan}).bars == 9
    assert ComposeRequest.from_json({"genre": "jazz", "plan": {"bars": [{}]}}).bars == 4


@pytest.mark.parametrize(
    ("data", "named"),
    [
        ({"genre": None}, "genre"),
        ({"genre": "polka"}, "polka"),
        ({"bars": 3}, "bars"),
        ({"bars": 257}, "“bars” must be between 4 and 256, not 257"),
        ({"bars": 16.5}, "bars"),
        ({"bars": True}, "bars"),
        ({"tempo": 500}, "tempo"),
        ({"tempo": "fast"}, "tempo"),
        ({"tempo": float("nan")}, "tempo"),
        ({"key": "H minor"}, "H minor"),
        ({"key": 3}, "key"),
        ({"metre": "7/8"}, "7/8"),
        ({"colour": 1}, "colour"),
        ({"instruments": []}, "instrument"),
        ({"instruments": [{"role": "kazoo"}]}, "kazoo"),
        ({"instruments": [{"role": "piano", "program": 128}]}, "128"),
        ({"instruments": [{"role": "bass"}, {"role": "bass"}]}, "once"),
        ({"seed": -1}, "between 0 and 2147483647, not -1"),
        ({"top_p": 0}, "top_p"),
        ({"candidates": 9}, "candidates"),
        ({"blend": "rock"}, "blend"),
        ({"blend": {"genre": "rock", "weight": 2}}, "weight"),
        ({"blend": {"genre": "jazz"}}, "two genres"),
        ({"mood": "hungry"}, "hungry"),
        ({"register": 101}, "register"),
        ({"energy": []}, "energy"),
        ({"energy": [10, 120]}, "Point 2"),
        ({"energy": [10, "loud"]}, "Point 2"),
        ({"chords": "| Dm7 Gx7 |"}, "Bar 1, chord 2: “Gx7”"),
        ({"chords": "| C | Am F |", "metre": "3/4"}, "“F” is the second chord of bar 2"),
        ({"plan": {"bars": []}}, "plan"),
        ({"plan": {"bars": [{}, {"notes": {"kazoo": 3}}]}}, "kazoo"),
        ({"plan": {"bars": [{}, {"notes": {"bass": -1}}]}}, "Bar 2 of the plan: “notes of bass”"),
        ({"plan": {"bars": [{"loudness": 8}]}}, "Bar 1 of the plan: “loudness”"),
        ({"plan": {"bars": [{"swing": 8}]}}, "swing"),
        ({"plan": {"bars": [{"chords": ["C", "F", "G"]}]}}, "one or two"),
        ({"plan": {"bars": [{"chords": ["Q"]}]}}, "“Q”"),
        ({"plan": {"bars": [{}] * 9}, "bars": 8}, "9 bars"),
    ],
)
def test_a_bad_request_is_named(data, named):
    with pytest.raises(BadRequestError, match=named):
        ComposeRequest.from_json({"genre": "jazz", **data})


def test_bad_requests_about_a_source_are_named():
    with pytest.raises(BadRequestError, match="tempo"):
        RestyleRequest.from_json({"genre": "rock", "keep": "melody,tempo"})
    with pytest.raises(BadRequestError, match="last_bar"):
        RegenerateRequest("rock", 5, 4)
    with pytest.raises(BadRequestError, match="first_bar"):
        RegenerateRequest.from_json({"genre": "rock"})
    with pytest.raises(BadRequestError, match="track number"):
        RegenerateRequest.from_json(
            {"genre": "rock", "first_bar": 1, "last_bar": 2, "tracks": ["bass"]}
        )
    with pytest.raises(BadRequestError, match="copied bars"):
        RerollRequest("rock", {"copied_bars": []})


def test_the_moods_are_all_there_and_within_the_limits():
    assert list(MOODS) == [
        "happy", "sad", "calm", "tense", "epic", "dark", "romantic", "playful", "energetic",
        "dreamy",
    ]  # fmt: skip
    for name, mood in MOODS.items():
        low, high = mood.tempo
        request = ComposeRequest(
            "jazz",
            tempo=low,
            mood=f" {name.upper()}",
            energy=(mood.energy,),
            register=mood.register,
        )
        assert request.mood == name
        assert ComposeRequest("jazz", tempo=high).tempo > low
        assert mood.mode in ("major", "minor")


def test_instruments_are_read_from_text():
    assert instruments_from_text("piano, melody=73") == [
        {"role": "piano", "program": None},
        {"role": "melody", "program": 73},
    ]
    with pytest.raises(BadRequestError, match="loud"):
        instruments_from_text("piano=loud")
