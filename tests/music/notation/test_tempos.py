"""Tempos: a reader sees the lasting ones, and other programs play all of them."""

from typing import Any
from xml.etree import ElementTree as ET

import music21
import numpy as np
import pytest

from backend.music.notation import musicxml
from backend.music.notation.engraving import loaded
from backend.music.score import METRE, NOTE, TEMPO, Score, Track

BAR = 1920
MEI = "{http://www.music-encoding.org/ns/mei}"


def song(*tempos: tuple[int, float], bars: int = 16, metre: tuple[int, int] = (4, 4)) -> Score:
    rows = np.zeros(bars * 4, NOTE)
    rows["onset"], rows["duration"] = np.arange(bars * 4) * 480, 480
    rows["pitch"], rows["velocity"] = 72, 90
    metres = np.array([(0, *metre)], METRE)
    return Score(480, (Track(rows, program=73),), tempos=np.array([*tempos], TEMPO), metres=metres)


def seen(score: Score) -> list[tuple[int, str]]:
    """(bar, what a reader sees) of all marks and words."""
    root = ET.fromstring(musicxml(score))
    return [
        (int(measure.get("number", "0")), mark.text)
        for measure in root.iter("measure")
        for mark in measure.iter()
        if mark.tag in {"per-minute", "words"} and mark.text
    ]


def test_without_any_there_is_the_usual_one() -> None:
    assert seen(song()) == [(1, "120")]


def test_a_late_first_tempo_follows_the_usual_one() -> None:
    assert seen(song((4 * BAR, 90.0))) == [(1, "120"), (5, "90")]


def test_what_comes_after_the_end_is_left_out() -> None:
    assert seen(song((0, 100.0), (16 * BAR, 50.0), (40 * BAR, 60.0))) == [(1, "100")]


def test_a_recording_that_wavers_has_one_mark() -> None:
    drift = np.random.default_rng(7).uniform(-3, 3, 64)
    score = song(*[(480 * n, 100 + float(d)) for n, d in enumerate(drift)])
    ((bar, text),) = seen(score)
    assert bar == 1
    assert float(text) == pytest.approx(100, abs=2)


def test_a_lasting_change_is_marked_and_a_small_or_short_one_is_not() -> None:
    tempos = [(0, 120.0), (4 * BAR, 123.0), (6 * BAR, 80.0), (7 * BAR, 120.0), (10 * BAR, 130.0)]
    assert seen(song(*tempos)) == [(1, "120"), (11, "130")]


def test_a_jump_that_wavers_is_a_jump() -> None:
    tempos = [(0, 120.0), *[(4 * BAR + 480 * n, 140 + n % 3) for n in range(40)]]
    assert seen(song(*tempos)) == [(1, "120"), (5, "141")]


@pytest.mark.parametrize(("to", "words"), [(80, "rit."), (168, "accel.")])
def test_a_gradual_change_is_said_and_marked_where_it_ends(to: int, words: str) -> None:
    ramp = [(4 * BAR + 240 * n, 120 + (to - 120) * (n + 1) / 16) for n in range(16)]
    assert seen(song((0, 120.0), *ramp)) == [(1, "120"), (5, words), (6, str(to))]


def test_a_ritardando_before_the_old_tempo_and_one_at_the_end() -> None:
    slower = [(480 * n, 120.0 - 9 * (n + 1)) for n in range(4)]
    first = [(7 * BAR + tick, bpm) for tick, bpm in slower]
    last = [(15 * BAR + tick, bpm) for tick, bpm in slower]
    marks = seen(song((0, 120.0), *first, (8 * BAR, 120.0), *last))
    assert marks == [(1, "120"), (8, "rit."), (9, "120"), (16, "rit.")]


def test_beats_of_three_eighths_are_counted() -> None:
    score = song((0, 120.0), metre=(6, 8))
    assert seen(score) == [(1, "80")]
    assert ET.fromstring(musicxml(score)).find(".//beat-unit-dot") is not None


def test_all_tempos_are_played_by_others() -> None:
    tempos = [(0, 120.0), (BAR, 100.5), (BAR + 480, 90.0), (BAR + 960, 70.0), (6 * BAR, 150.0)]
    data = musicxml(song(*tempos))
    bars = ET.fromstring(loaded(data).getMEI()).iter(f"{MEI}measure")
    engraved: Any = [
        (n * BAR + (float(mark.get("tstamp", "")) - 1) * 480, float(mark.get("midi.bpm", "")))
        for n, bar in enumerate(bars)
        for mark in bar.iter(f"{MEI}tempo")
    ]
    assert engraved == [(tick, pytest.approx(bpm)) for tick, bpm in tempos]
    read: Any = music21.converter.parseData(data)
    marks = read.parts[0].flatten().getElementsByClass("MetronomeMark")
    heard = [(mark.offset * 480, mark.getQuarterBPM()) for mark in marks]
    assert heard == [(tick, pytest.approx(bpm)) for tick, bpm in tempos]
