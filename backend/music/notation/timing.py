"""Names the notes of a written score by when they are heard, so that a page can follow them."""

from typing import Final
from xml.etree import ElementTree as ET

import numpy as np

from backend.music.notation.bars import Bar, bars_of_page
from backend.music.notation.values import QUARTER
from backend.music.score import Score

_NEAR: Final = 0.13  # quarters by which what is played may lie beside what is written


def timed(musicxml: bytes, score: Score) -> bytes:
    """The same MusicXML with an id on every sounding note: `t<from>-<to>-<number>`, in ticks.

    A note begins when it is played, not when it is written; where it goes on behind a tie, and
    where it ends, are the written places.

    Args:
        musicxml: of `score`, as `musicxml` or `lead_sheet` write it.
        score: what was written down.
    """
    root = ET.fromstring(musicxml)  # noqa: S314 — our own
    bars = bars_of_page(score)
    onsets = np.unique(np.concatenate([t.notes["onset"] for t in score.tracks]).astype(np.int64))
    near = round(_NEAR * score.ticks_per_quarter)
    number = 0
    for part in root.iter("part"):
        for bar, measure in zip(bars, part.iter("measure"), strict=True):
            for note, start, length in _sounding(measure):
                first, last = _tick(bar, start), _tick(bar, start + length)
                if not any(tie.get("type") == "stop" for tie in note.iter("tie")):
                    first = _nearest(onsets, first, near)
                note.set("id", f"t{first}-{max(last, first + 1)}-{number}")
                number += 1
    text: str = ET.tostring(root, "unicode")
    return text.encode()


def _sounding(measure: ET.Element) -> list[tuple[ET.Element, int, int]]:
    """(note, from, length) of all notes of a bar but the rests, in 24ths of a quarter."""
    found, at, before = [], 0, 0
    for child in measure:
        length = int(child.findtext("duration", "0"))
        if child.tag == "backup":
            at -= length
        elif child.tag == "note":
            if child.find("chord") is None:
                before, at = at, at + length
            if child.find("rest") is None:
                found.append((child, before, length))
    return found


def _tick(bar: Bar, place: int) -> int:
    """The tick of a place in a bar."""
    return bar.start + round(place * bar.ticks / (bar.metre.length or QUARTER))


def _nearest(onsets: "np.typing.NDArray[np.int64]", tick: int, near: int) -> int:
    """The onset next to a tick; the tick itself where none is near."""
    place = int(np.searchsorted(onsets, tick))
    beside = onsets[max(place - 1, 0) : place + 1].tolist()
    found = min(beside, key=lambda onset: abs(onset - tick), default=tick)
    return int(found) if abs(found - tick) <= near else tick
