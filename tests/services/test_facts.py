"""What the library says of a song is what its notes say."""

from dataclasses import replace

import numpy as np

from backend.music.score import METRE, NOTE, TEMPO, Score, Track
from backend.services.facts import facts_of, players_of
from backend.services.sources import title_from
from tests.fakes import score_of


def test_facts_of_a_plain_song() -> None:
    facts = facts_of(score_of(8, tempo=90.0))
    opening = facts.pop("opening")
    assert facts == {
        "bars": 8,
        "seconds": 21.333,
        "tempo": 90.0,
        "metre": "4/4",
        "players": ["Flute", "Electric Bass (finger)"],
    }
    assert len(opening) == 8 * 5


def test_the_tempo_map_counts() -> None:
    score = score_of(2)
    changed = replace(score, tempos=np.array([(0, 120.0), (4 * 480, 60.0)], TEMPO))
    assert facts_of(changed)["seconds"] == 2 + 4


def test_the_first_metre_is_told() -> None:
    waltz = replace(score_of(3), metres=np.array([(0, 3, 4), (1440, 4, 4)], METRE))
    assert facts_of(waltz)["metre"] == "3/4"


def test_players_are_named_once_in_order() -> None:
    note = np.array([(0, 480, 60, 90)], NOTE)
    score = Score(
        480,
        (
            Track(note, program=24),
            Track(note, program=0, is_drum=True),
            Track(note, program=24),
            Track(note, program=40, is_drum=True),
            Track(note[:0], program=5),
        ),
    )
    assert players_of(score) == ["Acoustic Guitar (nylon)", "Drums", "Brush Kit"]


def test_a_title_is_read_from_the_name_of_a_file() -> None:
    assert title_from("My_old  tune.mid") == "My old tune"
    assert title_from("C:\\songs\\a.b.MID") == "a.b"
    assert title_from("/home/me/x.mid") == "x"
    assert title_from("") == title_from(".mid") == title_from("__.mid") == "Untitled"
    assert len(title_from("a" * 500)) == 80
