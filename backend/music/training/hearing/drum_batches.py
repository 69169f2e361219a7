"""Batches of the drums' training: pieces of examples, made worse, and which hits are in them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np

from backend.music.hearing.kit import KIT, places
from backend.music.hearing.network import FRAME_SECONDS, Floats
from backend.music.hearing.spectra import Levels
from backend.music.training.hearing.examples import (
    TRAINING,
    example_paths,
    read_drums,
    tuning_apart,
)
from backend.music.training.hearing.worse import worsened

FRAMES: Final = 640  # of a piece: 7.4 s
_BESIDE: Final = 0.5  # how much of a hit the frames beside it are
_LOOK: Final = 200  # batches after which the folder is looked through for new examples


def batches(folder: Path, size: int, rng: np.random.Generator) -> Iterator[tuple[Floats, Floats]]:
    """Levels (size, FRAMES, BANDS) and `targets` (size, FRAMES, 2 · KIT), for ever."""
    quiet: list[Levels] = []  # excerpts without drums, to mix in
    while True:
        paths = tuning_apart(example_paths(folder, TRAINING))[0]
        for _ in range(_LOOK):
            given: list[Floats] = []
            wanted: list[Floats] = []
            while len(given) < size:
                levels, hits = read_drums(paths[rng.integers(len(paths))])
                if not len(hits):
                    quiet = [*quiet[-63:], levels]
                    if rng.random() < 0.5:  # what has no drums teaches less
                        continue
                start = int(rng.integers(max(len(levels) - FRAMES, 0) + 1))
                other = quiet[rng.integers(len(quiet))] if quiet else levels * 0
                given.append(worsened(_piece(levels, start), _piece(other, start), rng))
                wanted.append(_piece(targets(hits, len(levels)), start))
            yield np.stack(given), np.stack(wanted)


def targets(hits: np.ndarray, frames: int) -> Floats:
    """(frames, 2 · KIT): 1 where a drum is struck, less beside it; then how hard, where struck.

    Args:
        hits: of `examples.PLAYED`.
        frames: of the example.
    """
    found = np.zeros((frames, 2 * len(KIT)), np.float32)
    drums, at = places(hits["pitch"]), np.rint(hits["on"] / FRAME_SECONDS).astype(int)
    told = (drums >= 0) & (at < frames)
    drums, at, hard = drums[told], at[told], hits["vel"][told] / 127
    for away in (-1, 1):
        beside = np.clip(at + away, 0, frames - 1)
        found[beside, drums] = _BESIDE
    found[at, drums] = 1
    np.maximum.at(found, (at, drums + len(KIT)), hard)
    return found


def _piece(whole: np.ndarray, start: int) -> Floats:
    piece = whole[start : start + FRAMES].astype(np.float32)
    return np.pad(piece, ((0, FRAMES - len(piece)), (0, 0)))
