"""Two voices on a staff: what is held is written held, and nothing else changes."""

from typing import Any
from xml.etree import ElementTree as ET

import music21
import numpy as np
import pytest

from backend.music.notation import lead_sheet, musicxml
from backend.music.notation.engraving import loaded
from backend.music.notation.timing import timed
from backend.music.score import NOTE, Role, Score, Track

Notes = list[tuple[int, int, int]]
TUNE: Notes = [(480 * n, 480, 72 + n % 5) for n in range(8)]


def song(notes: Notes, program: int = 46, **options: Any) -> Score:
    rows = np.array([(*note, 90) for note in sorted(notes)], NOTE)
    return Score(480, (Track(rows, program=program, **options),))


def voices(data: bytes) -> dict[str, list[tuple[int, tuple[str, ...], int]]]:
    """(bar, pitches, 24ths) of each written note or chord by voice; rests have no pitches."""
    found: dict[str, list[tuple[int, tuple[str, ...], int]]] = {}
    for number, measure in enumerate(ET.fromstring(data).iter("measure"), 1):
        for note in measure.iter("note"):
            line = found.setdefault(note.findtext("voice", ""), [])
            pitch = note.find("pitch")
            name = () if pitch is None else ("".join(t.text or "" for t in pitch),)
            if note.find("chord") is None:
                line.append((number, name, int(note.findtext("duration", "0"))))
            else:
                line[-1] = (number, line[-1][1] + name, line[-1][2])
    return found


def heard(data: bytes) -> list[tuple[float, float, int]]:
    """(onset, length, pitch) as another program reads them, in quarters."""
    read: Any = music21.converter.parseData(data)
    notes = read.stripTies().flatten().notes
    return sorted(
        (float(n.offset), float(n.quarterLength), p.midi) for n in notes for p in n.pitches
    )


@pytest.mark.parametrize("pitch", [60, 84])
def test_a_held_note_is_written_whole_below_or_above(pitch: int) -> None:
    notes = [*TUNE, (0, 1920, pitch), (1920, 960, pitch)]
    data = musicxml(song(notes))
    assert heard(data) == sorted((on / 480, long / 480, high) for on, long, high in notes)
    held = voices(data)["2" if pitch < 72 else "1"]
    assert [length for _, names, length in held if names][:2] == [96, 48]


def test_a_note_held_over_the_bar_line_is_tied_in_its_voice() -> None:
    notes = [(0, 960, 76), (960, 480, 77), (1440, 480, 79), (960, 1920, 60)]
    data = musicxml(song(notes))
    assert heard(data) == sorted((on / 480, long / 480, pitch) for on, long, pitch in notes)
    # In the second bar it sounds alone, and no other voice stands there with nothing but rests.
    assert {voice for voice, line in voices(data).items() for bar, *_ in line if bar == 2} == {"2"}
    ties = [e for e in ET.fromstring(loaded(data).getMEI()).iter() if e.tag.endswith("}tie")]
    assert [bool(tie.get("startid") and tie.get("endid")) for tie in ties] == [True]


def test_bars_without_held_notes_have_one_voice() -> None:
    found = voices(musicxml(song([*TUNE, (0, 1920, 60)])))
    assert {bar for bar, *_ in found["2"]} == {1}


def test_a_slurred_line_is_one_voice() -> None:
    slurred = [(240 * n, 470, 60 + 2 * n) for n in range(8)]
    assert set(voices(musicxml(song(slurred)))) == {"1"}
    alone = [*TUNE, (0, 1920, 60)]
    assert set(voices(musicxml(song(alone, program=73)))) == {"1"}  # a flute holds nothing
    assert set(voices(lead_sheet(song(alone, role=Role.MELODY)))) == {"1"}


def test_voices_never_cross() -> None:
    among = [(0, 1920, 66), (480, 480, 72), (960, 480, 60)]
    assert set(voices(musicxml(song(among)))) == {"1"}


def test_rests_of_both_voices_are_seen_once() -> None:
    notes = [(0, 960, 60), (0, 480, 72), (480, 480, 74)]
    rests = [
        (note.findtext("voice"), note.get("print-object"))
        for note in ET.fromstring(musicxml(song(notes))).iter("note")
        if note.find("rest") is not None
    ]
    assert rests == [("1", None), ("2", "no")]


def test_held_notes_end_for_the_page_when_they_end_for_the_ear() -> None:
    score = song([*TUNE, (0, 1920, 60)])
    names = [
        note.get("id", "") for note in ET.fromstring(timed(musicxml(score), score)).iter("note")
    ]
    assert "t0-1920-" in {name[:8] for name in names}
