"""Frame windows: pieces of a benchmark cut for training, and their nats when read whole."""

import itertools
from collections.abc import Sequence
from typing import Any

import keras
import numpy as np
import numpy.typing as npt

from backend.music.training import frame_inputs as inputs
from backend.music.training.frame_inputs import Piece
from backend.music.training.frame_settings import FrameSettings

Nats = list[npt.NDArray[np.float64]]  # for each piece, of each of its frames


Window = tuple[Piece, int, int]  # frames from … to (not included)


FRAMES_AT_ONCE = 6_000  # measured in one batch, padding included


def windows_of(
    pieces: Sequence[Piece], settings: FrameSettings, rng: np.random.Generator
) -> list[Window]:
    """Each piece cut into windows at a random place, transposed within the range of all pieces."""
    sounding = np.flatnonzero(np.any([p.roll.any(axis=0) for p in pieces], axis=0))
    out = []
    for piece in pieces:
        down, up = inputs.range_of(piece, int(sounding[0]), int(sounding[-1]))
        semitones = 0
        if rng.random() >= settings.stay:
            semitones = int(rng.integers(max(down, -settings.shift), min(up, settings.shift) + 1))
        moved = inputs.transposed(piece, semitones)
        frames = len(piece.roll)
        first = int(rng.integers(1, settings.steps + 1)) if frames > settings.steps else frames
        edges = [0, *range(first, frames, settings.steps), frames]
        out += [(moved, a, b) for a, b in itertools.pairwise(edges)]
    return out


def nats_of(network: keras.Model, pieces: Sequence[Piece]) -> Nats:
    """−log p(frame | frames before it in its piece) of every frame, whole pieces at a time."""
    nats: Nats = [np.zeros(0)] * len(pieces)
    group: list[int] = []
    order = sorted(range(len(pieces)), key=lambda i: len(pieces[i].roll))
    for place, i in enumerate(order):
        group.append(i)
        following = order[place + 1 : place + 2]
        if following and (len(group) + 1) * len(pieces[following[0]].roll) <= FRAMES_AT_ONCE:
            continue
        batch = batch_of_windows([(pieces[j], 0, len(pieces[j].roll)) for j in group])
        target, weight = batch.pop("target"), batch.pop("weight")
        log = keras.ops.convert_to_numpy(network.predict_on_batch(batch)).astype(np.float64)
        of_note = -np.take_along_axis(log, target[..., None], axis=-1)[..., 0] * weight
        longest = batch["told"].shape[1]
        frames = len(group) * longest
        of_frame = np.bincount(batch["frame"].ravel(), of_note.ravel(), frames).astype(np.float64)
        for row, j in enumerate(group):
            nats[j] = of_frame[row * longest :][: len(pieces[j].roll)]
        group = []
    return nats


def mean_nats(nats: Nats, *, first: bool) -> float:
    """Nats per frame over all frames of all pieces, with or without each piece's first."""
    return float(np.concatenate([n if first else n[1:] for n in nats]).mean())


def batch_of_windows(windows: Sequence[Window]) -> dict[str, Any]:
    """Windows side by side, filled up to the longest; see `frame_inputs.batch_of`."""
    longest = max(stop - start for _, start, stop in windows)
    return inputs.batch_of([inputs.window(*w) for w in windows], longest)
