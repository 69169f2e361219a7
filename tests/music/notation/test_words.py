"""Words and sections: on the notes they are sung to, in the part of who sings them, and seen."""

from typing import Any
from xml.etree import ElementTree as ET

import music21
import numpy as np
import pytest

from backend.music.notation import lead_sheet, musicxml
from backend.music.notation.engraving import loaded
from backend.music.score import NOTE, Role, Score, Track


def line(onsets: list[int], pitch: int = 72, **options: object) -> Track:
    rows = np.zeros(len(onsets), NOTE)
    rows["onset"], rows["duration"], rows["pitch"], rows["velocity"] = onsets, 460, pitch, 90
    return Track(rows, **options)  # type: ignore[arg-type]


VOICE = line([480 * n for n in range(8)], program=52, name="Voice")
PIANO = line([240 * n for n in range(16)], 60, program=0, name="Piano")
HORN = line([240 + 960 * n for n in range(4)], program=60, name="Horn")


def sung(data: bytes) -> dict[str, list[tuple[int, str, str]]]:
    """(24ths from the beginning, syllabic, text) of each part that has words."""
    root = ET.fromstring(data)
    found = {}
    for part, name in zip(root.iter("part"), root.iter("part-name"), strict=True):
        at, words = 0, []
        for note in part.iter("note"):
            if (lyric := note.find("lyric")) is not None:
                words.append((at, lyric.findtext("syllabic", ""), lyric.findtext("text", "")))
            if note.find("chord") is None:
                at += int(note.findtext("duration", "0"))
        if words:
            found[name.text or ""] = words
    return found


def said(*syllables: str, step: int = 480) -> list[tuple[str, str]]:
    """(syllabic, text) of a voice that sings these, one a quarter."""
    lyrics = tuple((step * n, text) for n, text in enumerate(syllables))
    words = sung(musicxml(Score(480, (VOICE,), lyrics=lyrics)))["Voice"]
    return [(kind, text) for _, kind, text in words]


def test_spaces_part_words_as_karaoke_has_them() -> None:
    assert said("\n\nHel", "lo ", "\nbeau", "ti", "ful ", "world") == [
        ("begin", "Hel"), ("end", "lo"), ("begin", "beau"), ("middle", "ti"), ("end", "ful"),
        ("single", "world"),
    ]  # fmt: skip


def test_hyphens_join_words_that_have_no_spaces() -> None:
    words = [("begin", "Hel"), ("end", "lo"), ("single", "world")]
    assert said("Hel-", "lo", "world") == words
    assert said("Hel- ", "lo ", "world ") == words


def test_words_alone_are_words() -> None:
    assert said("Sing", "\nalong") == [("single", "Sing"), ("single", "along")]


def test_line_breaks_of_their_own_and_signs_that_xml_cannot_hold() -> None:
    lyrics = ((0, "Oh "), (240, "\n"), (480, "la\x07"), (960, "la"), (1200, " "))
    words = sung(musicxml(Score(480, (VOICE,), lyrics=lyrics)))["Voice"]
    assert words == [(0, "single", "Oh"), (24, "begin", "la"), (48, "end", "la")]


def test_words_stand_at_the_nearest_note_and_share_it() -> None:
    lyrics = ((490, "late "), (1440, "two "), (1500, "here "), (9000, "nowhere"))
    words = sung(musicxml(Score(480, (VOICE,), lyrics=lyrics)))["Voice"]
    assert words == [(24, "single", "late"), (72, "single", "two here")]


def test_words_far_from_every_note_stand_nowhere() -> None:
    assert not sung(musicxml(Score(480, (VOICE,), lyrics=((9000, "nowhere"),))))


def test_words_are_in_the_part_that_sings_them() -> None:
    lyrics = tuple((480 * n, "la ") for n in range(8))
    score = Score(480, (PIANO, HORN, VOICE), lyrics=lyrics)
    assert list(sung(musicxml(score))) == ["Voice"]
    tune = line([480 * n for n in range(8)], program=73, role=Role.MELODY, name="Tune")
    assert list(sung(musicxml(Score(480, (VOICE, tune), lyrics=lyrics)))) == ["Tune"]
    assert len(sung(lead_sheet(Score(480, (VOICE, tune), lyrics=lyrics)))["Tune"]) == 8


def test_a_tied_note_says_its_word_once() -> None:
    held = np.zeros(1, NOTE)
    held["onset"], held["duration"], held["pitch"], held["velocity"] = 240, 2400, 72, 90
    score = Score(480, (Track(held, program=52),), lyrics=((240, "Ah"),))
    assert list(sung(musicxml(score)).values()) == [[(12, "single", "Ah")]]


@pytest.mark.parametrize("write", [musicxml, lead_sheet])
def test_others_read_words_and_sections(write: Any) -> None:
    lyrics = ((0, "Hel"), (480, "lo "), (1920, "world"))
    markers = ((0, "Verse 1"), (2400, "<Chorus>"), (3000, "\x00"))
    score = Score(480, (VOICE, PIANO), lyrics=lyrics, markers=markers)
    data = write(score)
    read: Any = music21.converter.parseData(data)
    notes = read.parts[0].flatten().notes
    words = [(n.offset, w.syllabic, w.text) for n in notes for w in n.lyrics]
    assert words == [(0, "begin", "Hel"), (1, "end", "lo"), (4, "single", "world")]
    marks = read.flatten().getElementsByClass("RehearsalMark")
    assert [(mark.offset, mark.content) for mark in marks] == [(0, "Verse 1"), (5, "<Chorus>")]
    engraved = ET.fromstring(loaded(data).renderToSVG(1))
    shown = {text.text for text in engraved.iter() if text.text}
    assert {"Hel", "lo", "world", "Verse 1", "<Chorus>"} <= shown
