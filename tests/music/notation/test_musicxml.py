"""MusicXML, read by others: every bar adds up, and what sounds is what was written."""

from pathlib import Path
from xml.etree import ElementTree as ET

import music21
import numpy as np
import pytest

from backend import paths
from backend.music import midi
from backend.music.errors import UnusableScoreError
from backend.music.notation import lead_sheet, musicxml
from backend.music.notation.spelling import chord_parts, spelt
from backend.music.score import METRE, Key, Role, Score
from tests.music.notation.players import part

SONGS = sorted(paths.DEMOS.glob("*.mid"))


def lengths(measure: ET.Element) -> dict[str, int]:
    """24ths that each voice of a bar holds."""
    held: dict[str, int] = {}
    for note in measure.iter("note"):
        if note.find("chord") is None:
            voice = note.findtext("voice", "")
            held[voice] = held.get(voice, 0) + int(note.findtext("duration", "0"))
    return held


@pytest.mark.parametrize("path", SONGS, ids=lambda path: path.stem)
def test_every_bar_of_every_voice_adds_up(path: Path) -> None:
    root = ET.fromstring(musicxml(midi.read(path.read_bytes()), key=Key(0)))
    for written in root.iter("part"):
        full = 0
        for measure in written.iter("measure"):
            if (time := measure.find("attributes/time")) is not None:
                beats, unit = time.findtext("beats", ""), time.findtext("beat-type", "")
                full = int(beats) * 96 // int(unit)
            held = set(lengths(measure).values())
            assert len(held) == 1, measure.get("number")
            assert held == {full} or measure.get("implicit") == "yes"


def test_ties_open_and_close() -> None:
    score = Score(480, (part((240, 2400, 60), program=40),))  # over the bar line
    notes = list(ET.fromstring(musicxml(score)).iter("note"))
    ties = [[tie.get("type") for tie in note.iter("tie")] for note in notes]
    assert ties[1:5] == [["start"], ["stop", "start"], ["stop", "start"], ["stop"]]
    assert (
        sum(int(n.findtext("duration", "0")) for n in notes if n.find("pitch") is not None) == 120
    )


def test_another_reader_hears_the_same_notes() -> None:
    eighths = [(240 * n, 240, 60 + 2 * n) for n in range(8)]
    triplets = [(1920 + 160 * n, 160, 72 - n) for n in range(3)]
    score = Score(480, (part(*eighths, *triplets, (2400, 1440, 67), program=73),), title="Reel")
    read = music21.converter.parseData(musicxml(score, chords=[(0, "C"), (1920, "F#m7b5")]))
    assert read.metadata.title == "Reel"
    heard = [(float(n.offset), n.pitch.midi) for n in read.flatten().stripTies().notes if n.isNote]
    wanted = [(onset / 480, pitch) for onset, _, pitch in [*eighths, *triplets, (2400, 0, 67)]]
    assert [pitch for _, pitch in heard] == [pitch for _, pitch in wanted]
    assert [at for at, _ in heard] == pytest.approx([at for at, _ in wanted])
    symbols = [s.figure for s in read.flatten().getElementsByClass("ChordSymbol")]
    assert symbols[0] == "C"
    assert len(symbols) == 2


def test_a_piano_has_two_staves_and_a_bass_its_clef() -> None:
    piano = part(*[(0, 480, 72), (0, 480, 48), (480, 480, 74), (480, 480, 43)], program=0)
    bass = part((0, 960, 36), program=33)
    root = ET.fromstring(musicxml(Score(480, (piano, bass))))
    first, second = root.iter("part")
    assert [clef.findtext("sign") for clef in first.iter("clef")] == ["G", "F"]
    assert [clef.findtext("sign") for clef in second.iter("clef")] == ["F"]
    assert first.find("measure/backup") is not None


def test_drums_are_written_where_drummers_look() -> None:
    root = ET.fromstring(musicxml(Score(480, (part((0, 60, 36), (480, 60, 42), is_drum=True),))))
    heads = [
        n.findtext("unpitched/display-step") for n in root.iter("note") if n.find("rest") is None
    ]
    assert heads == ["F", "G"]
    assert [n.findtext("notehead") for n in root.iter("note")][:2] == [None, "x"]


def test_a_change_of_metre_is_written_and_a_short_bar_marked() -> None:
    metres = np.array([(0, 4, 4), (960, 3, 4)], METRE)  # cut in the middle of its first bar
    score = Score(480, (part((0, 480, 60), (960, 1440, 64), program=73),), metres=metres)
    first, second = ET.fromstring(musicxml(score)).iter("measure")
    assert first.get("implicit") == "yes"
    assert second.findtext("attributes/time/beats") == "3"


def test_the_lead_sheet_is_the_tune() -> None:
    tune = part((0, 480, 70), program=0, role=Role.MELODY, name="Tune")
    rest = part(*[(120 * n, 120, 90) for n in range(8)], program=0)
    root = ET.fromstring(lead_sheet(Score(480, (rest, tune)), chords=[(0, "Bb7")]))
    assert [name.text for name in root.iter("part-name")] == ["Tune"]
    assert root.findtext("part/measure/harmony/root/root-alter") == "-1"


def test_players_who_take_turns_at_a_tune_share_its_lead_sheet() -> None:
    first = part((0, 480, 72), (480, 480, 74), role=Role.MELODY)
    second = part((960, 480, 76), (1440, 480, 77), role=Role.MELODY, program=40)
    doubled = part((0, 480, 60), (960, 480, 64), role=Role.MELODY)
    found = music21.converter.parseData(lead_sheet(Score(480, (first, second, doubled))))
    assert [note.pitch.midi for note in found.recurse().notes] == [72, 74, 76, 77]


def test_nothing_is_no_score() -> None:
    with pytest.raises(UnusableScoreError, match="no note"):
        musicxml(Score(480, ()))
    with pytest.raises(UnusableScoreError, match="no melody"):
        lead_sheet(Score(480, (part((0, 60, 36), is_drum=True),)))


def test_hostile_words_stay_words() -> None:
    score = Score(480, (part((0, 480, 60), name="<b>\x00\ud800Bass"),), title="A & B <i>\x07")
    root = ET.fromstring(musicxml(score))
    assert root.findtext("work/work-title") == "A & B <i>"
    assert root.findtext("part-list/score-part/part-name") == "<b>Bass"


@pytest.mark.parametrize(
    ("pitch", "key", "wanted"),
    [
        (61, Key(2), ("C", 1, 4)), (61, Key(8), ("D", -1, 4)), (66, Key(0), ("F", 1, 4)),
        (70, Key(0), ("B", -1, 4)), (68, Key(9, minor=True), ("G", 1, 4)),
        (71, Key(6), ("B", 0, 4)), (59, Key(0), ("B", 0, 3)), (0, Key(0), ("C", 0, -1)),
    ],
)  # fmt: skip
def test_spelling(pitch: int, key: Key, wanted: tuple[str, int, int]) -> None:
    assert tuple(spelt(pitch, key.fifths)) == wanted


def test_every_spelling_names_its_pitch() -> None:
    steps = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
    for fifths in range(-7, 8):
        for pitch in range(128):
            name = spelt(pitch, fifths)
            assert 12 * (name.octave + 1) + steps[name.step] + name.alter == pitch
            assert abs(name.alter) <= 2


def test_what_is_no_chord_has_no_symbol() -> None:
    assert chord_parts("N.C.") is None
    assert chord_parts("F#m7b5") == ("F", 1, "half-diminished", "m7b5")
