"""The score as a page shows it: systems without styles, and notes that say when they are heard."""

import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from backend import paths
from backend.music import midi
from backend.music.errors import CancelledError
from backend.music.notation import lead_sheet, musicxml
from backend.music.notation.screen import WIDTHS, systems
from backend.music.notation.timing import timed
from backend.music.score import NOTE, Score, Track

SONG = midi.read((paths.DEMOS / "pop-1.mid").read_bytes())


def score_of(*notes: tuple[int, int, int]) -> Score:
    rows = np.zeros(len(notes), NOTE)
    for row, (onset, duration, pitch) in zip(rows, notes, strict=True):
        row["onset"], row["duration"], row["pitch"], row["velocity"] = onset, duration, pitch, 90
    return Score(480, (Track(rows, program=73),))


def times(data: bytes) -> list[tuple[int, int]]:
    ids = re.findall(rb'id="t(\d+)-(\d+)-\d+"', data)
    return [(int(first), int(last)) for first, last in ids]


def test_notes_begin_when_they_are_played() -> None:
    score = score_of((0, 480, 60), (497, 470, 62), (1920, 960, 64))  # the second a little late
    assert times(timed(musicxml(score), score)) == [(0, 480), (497, 960), (1920, 2880)]


def test_what_goes_on_behind_a_tie_begins_at_the_bar_line() -> None:
    score = score_of((1440, 960, 60))
    assert times(timed(musicxml(score), score)) == [(1440, 1920), (1920, 2400)]


def test_every_note_that_is_played_is_found_by_its_time() -> None:
    found = {first for first, _ in times(timed(musicxml(SONG), SONG))}
    for track in SONG.tracks:
        for onset in np.unique(track.notes["onset"]).tolist():
            assert min(abs(onset - one) for one in found) <= 0.13 * SONG.ticks_per_quarter


@pytest.mark.parametrize("width", [WIDTHS[1], WIDTHS[5]])
def test_the_systems_hold_all_bars_in_order(width: int) -> None:
    told: list[float] = []
    found = systems(lead_sheet(SONG), SONG, width, told.append)
    assert found[0].first == 0
    assert [two.first - one.first for one, two in pairwise(found)] == [s.bars for s in found[:-1]]
    assert found[-1].first + found[-1].bars == 16
    assert all(system.height > 40 for system in found)
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_narrow_pages_have_more_systems() -> None:
    xml = lead_sheet(SONG)
    assert len(systems(xml, SONG, WIDTHS[0])) > len(systems(xml, SONG, WIDTHS[-1]))


def test_nothing_has_a_style_of_its_own_and_all_notes_keep_their_names() -> None:
    found = systems(musicxml(SONG), SONG, WIDTHS[5])
    seen = []
    for system in found:
        root = ET.fromstring(system.svg)
        tags = {element.tag.split("}")[1] for element in root.iter()}
        assert tags.isdisjoint({"style", "text", "script", "title", "foreignObject"})
        for element in root.iter():
            assert "style" not in element.attrib
            assert not any(name.startswith("on") for name in element.attrib)
            assert element.get("class", "score-").startswith("score-")  # none of the site's
            if element.get("class") == "score-note":
                seen.append(element.get("id", ""))
        used = {e.get("href", "#")[1:] for e in root.iter() if e.tag.endswith("use")}
        assert used <= {e.get("id") for e in root.iter()}
    assert len(seen) == len(set(seen)) == len(times(timed(musicxml(SONG), SONG)))


def test_who_needs_it_no_more_can_stop_it() -> None:
    def stop(_: float) -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        systems(lead_sheet(SONG), SONG, WIDTHS[0], stop)
