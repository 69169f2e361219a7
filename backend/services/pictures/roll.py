"""Draws bars of a score as a piano roll: the tune in ink, the band in its colours, drums below."""

from typing import Final, NamedTuple

import numpy as np

from backend.music.score import Role, Score, Track
from backend.services.pictures.canvas import INK, LINE, Canvas

# The tracks in the order they are handed out in the studio; drums are graphite always.
_TRACKS: Final = ("#236baf", "#aa7e00", "#712d75", "#1d9793", "#ac5118", "#1a500e", "#d3636e")
_DRUMS: Final = "#586069"
_EDGE, _LANE, _ROW = 12, 64, 16  # pixels: above and below, for the drums, between their rows
_LEAST: Final = 24  # half tones that a roll is high at least
_CYMBALS: Final = frozenset((42, 44, 46, 49, 51, 52, 53, 55, 57, 59))
_BASS_DRUMS: Final = frozenset((35, 36))


class Area(NamedTuple):
    """Where a roll is drawn, in pixels."""

    x: float
    y: float
    wide: float
    tall: float


def colours_of(score: Score) -> list[str]:
    """The colour of each track."""
    pitched = iter(range(len(score.tracks)))
    return [_colour(track, 0 if track.is_drum else next(pitched)) for track in score.tracks]


def draw(canvas: Canvas, area: Area, score: Score, starts: list[int]) -> None:
    """Draw bars into an area; every call for one score has the same pitches at the same heights.

    Args:
        canvas: to draw on.
        area: where.
        score: with roles.
        starts: the ticks at which the bars begin, and the one at which the last ends.
    """
    first, end = starts[0], starts[-1]
    scale = area.wide / max(end - first, 1)
    for start in starts[1:-1]:
        canvas.box(area.x + (start - first) * scale, area.y, 1, area.tall, LINE)
    pitches = [int(p) for t in score.tracks if not t.is_drum for p in np.unique(t.notes["pitch"])]
    low, high = min(pitches, default=60), max(pitches, default=60)
    high = max(high, low + _LEAST)
    top = area.y + _EDGE
    row = (area.tall - _EDGE - _LANE) / (high - low + 1)
    drawn = zip(score.tracks, colours_of(score), strict=True)
    for track, colour in sorted(drawn, key=lambda one: one[0].role is Role.MELODY):
        leads = track.role is Role.MELODY
        tall = min(row, 14) * (0.95 if leads else 0.62)
        for onset, duration, pitch, _ in _within(track, first, end):
            x = area.x + (max(onset, first) - first) * scale
            if track.is_drum:
                y = area.y + area.tall - _EDGE - (2 - _drum_row(pitch)) * _ROW
                canvas.diamond(x, y, colour)
                continue
            long = min(onset + duration, end) - max(onset, first)
            y = top + (high - pitch + 0.5) * row - tall / 2
            canvas.box(x, y, max(long * scale - 1.5, 3), tall, colour, round_by=2)


def _within(track: Track, first: int, end: int) -> list[tuple[int, int, int, int]]:
    notes = track.notes
    stops = notes["onset"] + (0 if track.is_drum else notes["duration"])
    here = (notes["onset"] < end) & ((stops > first) | (notes["onset"] >= first))
    found: list[tuple[int, int, int, int]] = notes[here].tolist()
    return found


def _colour(track: Track, number: int) -> str:
    if track.is_drum:
        return _DRUMS
    return INK if track.role is Role.MELODY else _TRACKS[number % len(_TRACKS)]


def _drum_row(pitch: int) -> int:
    return 0 if pitch in _CYMBALS else 2 if pitch in _BASS_DRUMS else 1
