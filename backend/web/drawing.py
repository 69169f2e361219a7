"""Lines for the drawings that pages carry as SVG: the opening bars of a song, a learning curve."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from flask import Flask

BARS = 8
WIDTH, HEIGHT = 200, 44  # of an opening, in its own units
_LEAST_ROWS = 12  # an octave: a tune of three notes does not fill the whole height


class Opening(NamedTuple):
    """Three paths, so that a list of hundreds is still small."""

    lines: str
    tune: str
    rest: str


class Curve(NamedTuple):
    """A line through places in a box of 640 × 240, with what its axes say."""

    line: str
    places: list[tuple[float, float]]
    best: int
    low: tuple[float, float]  # value, and where it stands
    high: tuple[float, float]
    last: float


def attach(app: Flask) -> None:
    """Give templates `opening_of` and `curve_of`; `_opening.html` and `_curve.html` draw them."""
    app.add_template_global(opening_of, "opening_of")
    app.add_template_global(curve_of, "curve_of")


def opening_of(marks: Sequence[Sequence[float]]) -> Opening:
    """Marks are (onset, pitch, length, leads), onset and length in bars, as `facts` keep them."""
    return _opening(tuple(map(tuple, marks)))


@lru_cache(maxsize=1000)  # some 5 KB each; a gallery shows the same ones again and again
def _opening(marks: tuple[tuple[float, ...], ...]) -> Opening:
    lines = "".join(f"M{bar * WIDTH / BARS:g} 0v{HEIGHT}" for bar in range(1, BARS))
    return Opening(lines, _boxes(marks, 1), _boxes(marks, 0))


def _boxes(marks: Sequence[Sequence[float]], leads: int) -> str:
    if not marks:
        return ""
    high, low = max(m[1] for m in marks), min(m[1] for m in marks)
    row = (HEIGHT - 4) / max(_LEAST_ROWS, high - low + 1)
    tall = max(1.6, min(row, 3.0)) * (1.25 if leads else 1)
    path = []
    for onset, pitch, length, lead in marks:
        if lead == leads:
            x, wide = onset / BARS * WIDTH, max(1.2, length / BARS * WIDTH - 0.6)
            y = 2 + (high - pitch) * row
            path.append(f"M{x:.1f} {y:.1f}h{wide:.1f}v{tall:.1f}h-{wide:.1f}z")
    return "".join(path)


def curve_of(points: Sequence[tuple[float, float]]) -> Curve:
    """Points are (events read, nats a note); there is at least one."""
    wide, high, left, top, right, bottom = 640, 240, 52, 16, 20, 40
    values = [value for _, value in points]
    least, most = min(values), max(values)
    room = (most - least) * 0.15 or 0.1
    last = max(x for x, _ in points) or 1.0

    def height(value: float) -> float:
        share = (most + room - value) / (most - least + 2 * room)
        return round(top + share * (high - top - bottom), 1)

    places = [(round(left + x / last * (wide - left - right), 1), height(y)) for x, y in points]
    return Curve(
        line="M" + "L".join(f"{x} {y}" for x, y in places),
        places=places,
        best=values.index(least),
        low=(least, height(least)),
        high=(most, height(most)),
        last=last,
    )
