"""Originality: the longest passages of melody that a piece shares with the songs learnt from.

Only what was written here is judged. Where the tune is the user's own (a restyle that keeps it, a
harmonisation, the bars before a seam) it may be any song in the world, and to say so would be no
finding; but a passage that runs from the user's notes into written ones is followed through both,
and counts with the notes that were written.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from backend.music.events import EncodedScore
from backend.music.generation.line import (
    Integers,
    Line,
    line_of_piece,
    line_of_score,
    windows_of,
)
from backend.music.generation.melody_index import INDEX, MelodyIndex, load_index
from backend.music.generation.passages import SHORTEST, Passages, Search
from backend.music.lstm.inputs import GENRES
from backend.music.score import Score

LIMIT = 12  # notes; a shared passage of at least so many counts as copied
assert LIMIT >= SHORTEST


class Originality:
    """The melody indexes of all genres, ready to be asked. It is never changed by asking."""

    def __init__(self, indexes: Sequence[MelodyIndex]) -> None:
        self._songs = [(index.genre, name) for index in indexes for name in index.names]
        self._ends = np.cumsum(np.concatenate([index.notes for index in indexes]))
        self._bars = np.concatenate([index.bars for index in indexes]).astype(np.uint16)
        self._search = Search(np.concatenate([index.windows for index in indexes]))

    @classmethod
    def load(cls, model_dir: Path) -> "Originality | None":
        """All indexes of a folder of models, for they all began from the same general network.

        Returns:
            None if there is no index at all.

        Raises:
            IncompatibleModelError: one is damaged or of another version.
        """
        paths = [path for g in GENRES if (path := model_dir / g / INDEX).exists()]
        return cls([load_index(path) for path in paths]) if paths else None

    def record(
        self, piece: Score | EncodedScore, written: npt.NDArray[np.bool_] | None = None
    ) -> dict[str, Any]:
        """What a piece shares; `written` (bars,) says in which bars its melody was written here.

        Returns:
            `longest` shared passage in notes (0: none of nine or more), the `song` (file stem),
            its `genre` and `bars` [first, last] where it stands, `at` [first, last] bars of this
            piece (all None if there is none), `share_copied` of the bars with written melody that
            are among the `copied_bars`, the `limit` from which on a passage is copied, and
            `notes`, how many of melody were judged: with 0 there was nothing to judge. Bars count
            from 1, those of the song from its first that sounds.
        """
        line = line_of_score(piece) if isinstance(piece, Score) else line_of_piece(piece)
        if written is None:
            return self.record_line(line)
        inside = line.bar < len(written)
        return self.record_line(line, inside & written[np.where(inside, line.bar, 0)])

    def record_line(
        self, line: Line, written: npt.NDArray[np.bool_] | None = None
    ) -> dict[str, Any]:
        """`record` for a line, of which the `written` notes (n,) are judged."""
        judged = np.ones(len(line), np.bool_) if written is None else written
        found = self._search.passages(windows_of(line))
        before = np.append(0, np.cumsum(judged))
        length = before[found.end] - before[found.start]
        where: dict[str, Any] = dict.fromkeys(("song", "genre", "bars", "at"))
        if length.any():
            best = int(length.argmax())
            start, place = found.start[best], found.place[best]
            ends = np.flatnonzero(judged[start : found.end[best]])[[0, -1]]
            where["genre"], where["song"] = self._songs[self._ends.searchsorted(place, "right")]
            where["bars"] = _from_one(self._bars[place + ends])
            where["at"] = _from_one(line.bar[start + ends])
        bars = _copied_bars(line.bar, judged, found.only(length >= LIMIT))
        return {
            "longest": int(length.max(initial=0)),
            **where,
            "share_copied": len(bars) / max(len(np.unique(line.bar[judged])), 1),
            "copied_bars": _from_one(bars),
            "limit": LIMIT,
            "notes": int(judged.sum()),
        }


def _copied_bars(bar: Integers, judged: npt.NDArray[np.bool_], passages: Passages) -> Integers:
    """The bars whose written notes are copied by half or more, or that hold half of a passage."""
    copied = np.zeros(len(bar), np.bool_)
    bars = [np.zeros(0, np.int64)]
    for start, end in set(zip(passages.start.tolist(), passages.end.tolist(), strict=True)):
        copied[start:end] = True
        here, notes = np.unique(bar[start:end][judged[start:end]], return_counts=True)
        bars.append(here[2 * notes >= notes.sum()])
    there, notes = np.unique(bar[judged], return_counts=True)
    taken = np.bincount(bar[judged & copied], minlength=int(bar.max(initial=0)) + 1)[there]
    return np.unique(np.concatenate([*bars, there[2 * taken >= notes]]))


def _from_one(bars: npt.NDArray[np.integer]) -> list[int]:
    """Bars as people count them."""
    return [int(bar) + 1 for bar in bars]
