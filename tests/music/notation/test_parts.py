"""Parts beside one another: as long as the song, in its keys, in the clefs that players read."""

from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import music21
import numpy as np
import pytest

from backend import paths
from backend.music import midi
from backend.music.notation import lead_sheet, musicxml
from backend.music.notation.timing import timed
from backend.music.score import KEY_CHANGE, Key, Role, Score
from backend.music.theory.parts import with_roles
from tests.music.notation.players import part

SONGS = sorted(paths.DEMOS.glob("*.mid"))


def heard(data: bytes) -> list[int]:
    """The pitches that another program reads, one part after another."""
    read: Any = music21.converter.parseData(data)
    return [p.midi for part in read.parts for n in part.flatten().notes for p in n.pitches]


@pytest.mark.parametrize("path", SONGS, ids=lambda path: path.stem)
def test_the_lead_sheet_goes_on_to_the_end_of_the_song(path: Path) -> None:
    song = with_roles(midi.read(path.read_bytes()))
    sheet = lead_sheet(song)
    assert len(timed(sheet, song)) > len(sheet)
    bars = [len(list(ET.fromstring(xml).find("part") or ())) for xml in (sheet, musicxml(song))]
    assert bars[0] == bars[1]


def test_bars_without_the_tune_hold_rests_and_chords() -> None:
    tune = part((0, 480, 70), program=73, role=Role.MELODY)
    score = Score(480, (tune, part((0, 5760, 40), program=33)))
    bars = list(ET.fromstring(lead_sheet(score, chords=[(0, "C"), (3840, "F")])).iter("measure"))
    assert len(bars) == 3
    assert bars[2].findtext("harmony/root/root-step") == "F"
    assert [bool(bar.findall(".//rest[@measure='yes']")) for bar in bars] == [False, True, True]


def test_a_tune_on_keys_keeps_its_sound_on_one_staff() -> None:
    tune = part(*[(480 * n, 480, 40 + n) for n in range(40)], program=0, role=Role.MELODY)
    root = ET.fromstring(lead_sheet(Score(480, (tune,))))
    assert root.findtext("part-list/score-part/midi-instrument/midi-program") == "1"
    assert len(list(root.iter("clef"))) == 1


def test_a_piano_with_few_low_notes_among_many_has_two_staves() -> None:
    high = [(480 * n, 480, 72 + n % 5) for n in range(95)]
    low = [(480 * n, 480, 43) for n in range(5)]
    for notes, staves in ((high, 1), (high + low[:4], 1), (high + low, 2)):
        root = ET.fromstring(musicxml(Score(480, (part(*sorted(notes), program=0),))))
        assert len(list(root.iter("clef"))) == staves


@pytest.mark.parametrize(
    ("program", "pitch", "clef"),
    [
        (25, 52, ("G", "2", "-1")), (30, 40, ("G", "2", "-1")), (33, 28, ("F", "4", "-1")),
        (43, 40, ("F", "4", "-1")), (72, 86, ("G", "2", "1")), (72, 70, ("G", "2", None)),
        (42, 40, ("F", "4", None)), (73, 74, ("G", "2", None)),
    ],
)  # fmt: skip
def test_clefs_say_the_octave_and_pitches_stay(
    program: int, pitch: int, clef: tuple[str, str, str | None]
) -> None:
    data = musicxml(Score(480, (part((0, 480, pitch), (480, 480, pitch + 1), program=program),)))
    written = ET.fromstring(data).find("part/measure/attributes/clef")
    assert written is not None
    assert tuple(map(written.findtext, ("sign", "line", "clef-octave-change"))) == clef
    assert heard(data) == [pitch, pitch + 1]


def test_keys_change_at_their_bars() -> None:
    keys = np.array([(0, 3, True), (1930, 6, False), (5700, 11, False)], KEY_CHANGE)
    notes = [(0, 3840, 66), (3840, 1920, 66), (5760, 1920, 71)]
    band = (part(*notes, program=73), part((0, 60, 36), is_drum=True))
    data = musicxml(Score(480, band, keys=keys))
    found = [
        [(m.get("number"), key.findtext("fifths"), key.findtext("mode")) for key in m.iter("key")]
        for m in ET.fromstring(data).iter("measure")
    ]
    flute, drums = found[:4], found[4:]
    # The second begins a little late, the third before its bar line.
    assert flute == [[("1", "-6", "minor")], [("2", "6", "major")], [], [("4", "5", "major")]]
    assert [key for bar in drums for key in bar] == [("1", "0", None)]
    score: Any = music21.converter.parseData(data)
    read = score.parts[0].flatten()
    assert [k.sharps for k in read.getElementsByClass("KeySignature")] == [-6, 6, 5]
    # What is tied over the change keeps its name, so that it stays one note.
    names = [note.nameWithOctave for note in read.stripTies().notes]
    assert names == ["G-4", "F#4", "B4"]


def test_a_key_that_is_asked_for_holds_in_all_bars() -> None:
    keys = np.array([(0, 0, False), (1920, 7, False)], KEY_CHANGE)
    root = ET.fromstring(musicxml(Score(480, (part((0, 3840, 60)),), keys=keys), key=Key(2)))
    assert [key.findtext("fifths") for key in root.iter("key")] == ["2"]
