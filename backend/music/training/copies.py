"""Copies: songs that share their tune under different names, found by passages of the melody.

A passage is a run of intervals, so that a copy in another key or rhythm is found as well.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from backend.music.score import Role
from backend.music.training.shard import Shard

PASSAGE = 12  # intervals
FEWEST_INTERVALS = 4  # different ones in a passage: scales and repeated notes are everybody's
MOST_SHARING = 30  # songs; a passage of more of them is a commonplace
# On 6,185 files 163 pairs of different song ids are beyond these limits; by their names about ten
# are neither arrangements nor medleys nor quotations. Of those with a tenth in common most are not.
FEWEST_SHARED = 10  # passages, about 22 notes on end
LEAST_SHARE = 0.15  # of the passages of the song that has fewer

BLOCK = 100_000  # notes looked through at once, which bounds the memory that takes

_MIX = np.random.default_rng(1).integers(1, 2**63, PASSAGE, np.uint64) | np.uint64(1)


class Passages(NamedTuple):
    """Which passage (a hash) is in the melody of which file: two columns, each pair once."""

    passage: npt.NDArray[np.uint64]
    file: npt.NDArray[np.int64]


class Pair(NamedTuple):
    """Two files by number, and the share of the shorter tune's passages that the other has."""

    first: int
    second: int
    share: float


def passages_of(shard: Shard) -> Passages:
    """The passages of all melodies of a shard; files are numbered as in it."""
    notes = np.flatnonzero(shard.events["role"] == Role.MELODY)
    file = np.searchsorted(shard.songs["first_event"], notes, "right") - 1
    pitch = shard.events["pitch"][notes].astype(np.int16)
    blocks = [
        _passages(pitch[start : start + BLOCK + PASSAGE], file[start : start + BLOCK + PASSAGE])
        for start in range(0, max(len(notes) - PASSAGE, 0), BLOCK)
    ]
    return _each_once(
        np.concatenate([np.zeros(0, np.uint64), *(b.passage for b in blocks)]),
        np.concatenate([np.zeros(0, np.int64), *(b.file for b in blocks)]),
    )


def _passages(pitch: npt.NDArray[np.int16], file: npt.NDArray[np.int64]) -> Passages:
    """The passages of melody notes in order, each as often as it comes."""
    windows = np.lib.stride_tricks.sliding_window_view(np.diff(pitch), PASSAGE)
    distinct = 1 + (np.diff(np.sort(windows, axis=1), axis=1) != 0).sum(axis=1)
    chosen = (file[PASSAGE:] == file[:-PASSAGE]) & (distinct >= FEWEST_INTERVALS)
    passage = (windows[chosen].astype(np.uint64) * _MIX).sum(axis=1, dtype=np.uint64)
    passage ^= passage >> np.uint64(31)
    return Passages(passage, file[:-PASSAGE][chosen])


def copies_among(passages: Sequence[Passages]) -> list[Pair]:
    """The pairs of files that share a tune, those that share most first."""
    if not any(len(p.file) for p in passages):
        return []
    passage, file = _each_once(
        np.concatenate([p.passage for p in passages]), np.concatenate([p.file for p in passages])
    )
    files = int(file.max()) + 1
    own = np.bincount(file, minlength=files)
    _, which, sharing = np.unique(passage, return_inverse=True, return_counts=True)
    some = (sharing[which] > 1) & (sharing[which] <= MOST_SHARING)
    which, file = which[some], file[some]
    pairs = []
    for apart in range(1, MOST_SHARING):
        same = which[apart:] == which[:-apart]
        pairs.append(file[:-apart][same] * files + file[apart:][same])
    pair, shared = np.unique(np.concatenate(pairs), return_counts=True)
    first, second = pair // files, pair % files
    share = shared / np.minimum(own[first], own[second])
    found = np.flatnonzero((shared >= FEWEST_SHARED) & (share >= LEAST_SHARE))
    found = found[np.argsort(-share[found], kind="stable")]
    columns = (first[found].tolist(), second[found].tolist(), share[found].tolist())
    return [Pair(*row) for row in zip(*columns, strict=True)]


def _each_once(passage: npt.NDArray[np.uint64], file: npt.NDArray[np.int64]) -> Passages:
    """Sorted by passage, then by file, without repetitions."""
    order = np.lexsort((file, passage))
    passage, file = passage[order], file[order]
    new = np.append(True, (np.diff(file) != 0) | (passage[1:] != passage[:-1]))[: len(file)]
    return Passages(passage[new], file[new])
