"""Piano rolls as pictures, for listening with the eyes: form, phrases, endings, who plays when."""

from pathlib import Path

import numpy as np

from backend.music.errors import UnusableScoreError
from backend.music.score import Role, Score, Track, bars_of

_COLOURS = (
    "#236baf", "#aa7e00", "#712d75", "#1d9793", "#ac5118", "#1a500e", "#d3636e", "#43504b",
)  # fmt: skip
_DRUMS = "#586069"
_INK, _LINE = "#141a18", "#c9d1cc"
_BARS_A_ROW = 16


def draw_roll(score: Score, path: Path) -> None:
    """Draw a score as PNG: sixteen bars a row, pitched parts above, a lane of drums below.

    Raises:
        UnusableScoreError: there is nothing to draw.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    tracks = [t for t in score.tracks if len(t.notes)]
    if not tracks:
        raise UnusableScoreError("There are no notes to draw.")
    bars = bars_of(score).rows
    lines = np.append(bars["start"], bars["start"][-1] + bars["length"][-1])
    rows = -(-len(bars) // _BARS_A_ROW)
    figure = Figure(figsize=(15, 3.6 * rows), layout="constrained")
    FigureCanvasAgg(figure)
    for row, axes in enumerate(np.atleast_1d(figure.subplots(rows, 1))):
        first, last = row * _BARS_A_ROW, min((row + 1) * _BARS_A_ROW, len(bars))
        for number, track in enumerate(tracks):
            colour = _DRUMS if track.is_drum else _COLOURS[number % len(_COLOURS)]
            _draw_track(axes, track, colour)
        axes.vlines(lines[first : last + 1], 0, 128, color=_LINE, lw=0.7, zorder=0)
        axes.set_xlim(lines[first], lines[last])
        axes.set_ylim(*_pitches(tracks))
        axes.set_xticks(lines[first:last], [str(bar + 1) for bar in range(first, last)], fontsize=8)
        if not row:
            axes.legend(loc="upper right", fontsize=8, ncols=len(tracks), frameon=False)
    figure.suptitle(score.title, color=_INK)
    figure.savefig(path, dpi=80)


def _draw_track(axes: object, track: Track, colour: str) -> None:
    notes = track.notes
    pitch = notes["pitch"].astype(np.int64)
    if track.is_drum:
        pitch = pitch // 2  # a lane of its own, under the lowest bass
    length = np.where(track.is_drum, notes["duration"].min(), notes["duration"])
    height = 1.6 if track.role is Role.MELODY else 0.9
    axes.barh(  # type: ignore[attr-defined]  # Matplotlib has no types here
        pitch, length, height, notes["onset"], color=colour, label=track.name, linewidth=0
    )


def _pitches(tracks: list[Track]) -> tuple[int, int]:
    heights = [
        (t.notes["pitch"].astype(int) // 2 if t.is_drum else t.notes["pitch"].astype(int))
        for t in tracks
    ]
    return min(int(h.min()) for h in heights) - 2, max(int(h.max()) for h in heights) + 4
