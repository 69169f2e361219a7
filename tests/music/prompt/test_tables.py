"""The tables agree with what the engine knows, and with themselves."""

import pytest

from backend.music.generation import requests
from backend.music.lstm.inputs import GENRES
from backend.music.prompt import parse
from backend.music.prompt.chords import is_chord
from backend.music.prompt.lexicon import _phrases, players, table
from backend.music.prompt.rules.metres import metres
from backend.music.prompt.rules.quantities import LIMITS
from backend.music.score import Key, Role, family_of
from backend.music.theory import half_position
from backend.music.theory.symbols import chord_of_symbol


def test_genres_are_those_of_the_models() -> None:
    tables = table("genres")
    assert set(tables["own"]) == set(GENRES)
    assert set(table("bands")["usual"]) == set(GENRES)
    named = {*tables["nearest"], *tables["flavour"], *table("artists")}
    named |= {form["genre"] for form in table("forms")["form"] if "genre" in form}
    assert named <= set(GENRES)


def test_every_genre_and_mood_has_a_usual_tempo() -> None:
    usual = table("tempos")["default"]
    assert set(usual) == {*GENRES, *table("moods")}
    assert set(table("moods")) == set(requests.MOODS)
    for name, mood in requests.MOODS.items():
        slowest, fastest = mood.tempo
        assert slowest <= usual[name] <= fastest, name


def test_limits_and_metres_are_those_of_the_request() -> None:
    assert metres() == requests.METRES
    assert LIMITS["bars"][:2] == requests.BARS
    assert LIMITS["tempo"][:2] == requests.TEMPO
    assert LIMITS["seed"][1] == requests.MOST_SEED


def test_metres_that_hold_one_chord_are_those_without_a_middle() -> None:
    whole = {m for m in requests.METRES if half_position(*map(int, m.split("/"))) is None}
    assert set(table("metres")["whole"]["metres"]) == whole


def test_players_are_roles_and_programs() -> None:
    lines = [*table("bands")["usual"].values(), *(b["players"] for b in table("bands")["set"])]
    for line in lines:
        band = players(line)
        roles = [role for role, _ in band]
        assert len(set(roles)) == len(roles), line
        assert set(roles) <= {role.label for role in Role}, line
        assert all(0 <= program <= 127 for _, program in band), line


def test_instruments_stand_under_the_role_of_their_sound() -> None:
    for role, lines in table("instruments").items():
        for program in map(int, lines):
            if role not in ("drums", "bass"):  # kits; and any low voice may be the bass
                assert family_of(program).label == role, program


def test_several_hundred_instrument_words() -> None:
    words = {p for p, sense in _phrases() if sense.kind == "player"}
    assert len(words) > 500


@pytest.mark.parametrize("kind", ["genre", "mood", "tempo", "loose tempo", "metre", "player",
                                  "band", "energy", "temperature", "register", "part"])  # fmt: skip
def test_no_phrase_means_two_things_of_one_kind(kind: str) -> None:
    meanings: dict[str, set[object]] = {}
    for phrase, sense in _phrases():
        if sense.kind == kind and not sense.weak:
            meanings.setdefault(phrase.lower(), set()).add(sense.value)
    meanings.pop("min", None)  # minor or minutes: what stands before it decides
    assert {phrase: found for phrase, found in meanings.items() if len(found) > 1} == {}


@pytest.mark.parametrize("quality", table("chords")["qualities"])
def test_every_chord_that_is_taken_is_known_to_the_theory(quality: str) -> None:
    assert is_chord("Bb" + quality + "/F")
    assert chord_of_symbol("Bb" + quality + "/F") > 0


@pytest.mark.parametrize("note", ["A", "Bb", "B", "C", "C#", "D", "Eb", "F#", "Gb", "Ab"])
@pytest.mark.parametrize("mode", ["major", "minor"])
def test_every_key_that_is_read_is_a_key(note: str, mode: str) -> None:
    value = parse(f"in {note} {mode}").request()["key"]
    assert Key.parse(value) == Key.parse(f"{note} {mode}")
