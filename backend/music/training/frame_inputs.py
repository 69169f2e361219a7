"""Frame inputs: a piano roll → what the network is told and asked, frame by frame, note by note.

A frame is spelt as its sounding pitches from the lowest to the highest, then END. Everything told
about a frame comes from the frames before it, everything told about a note also from the notes
below it in its own frame.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from backend.music.training.frames import Roll

# Frames ago: the two before, and (in crotchets or quavers) one bar to sixteen.
LAGS = (1, 2, 4, 8, 12, 16, 32, 48, 64, 96)
# What a frame is compared with, note by note: some lags, and the passages most like the present.
FOLLOWED_LAGS = (1, 2, 16, 48, 64)
PASSAGES = 2
REFERENCES = len(FOLLOWED_LAGS) + PASSAGES
PHASES = (4, 6, 16, 48)  # the frame's number modulo these: beats and bars of the common metres
LONGEST = 16  # a passage that agrees for longer tells nothing more
COUNTS = 12  # notes below, at most


@dataclass(frozen=True)
class Piece:
    """A roll (frames, pitches) with the places to look back to.

    `passages` (frames, PASSAGES): the frame that followed the passage most like the last frames, or
    −1; `agreeing` (frames, PASSAGES): for how many frames that passage agreed.
    """

    roll: Roll
    passages: npt.NDArray[np.int32]
    agreeing: npt.NDArray[np.int32]


def piece_of(roll: Roll) -> Piece:
    """Find for each frame the two earlier places where the music went as it just went.

    The first is the one with the longest agreement, the second the longest among those that went on
    otherwise; the later one where two agree for equally long.
    """
    frames = len(roll)
    _, kind = np.unique(roll, axis=0, return_inverse=True)
    kind = kind.ravel()
    passages = np.full((frames, PASSAGES), -1, np.int32)
    agreeing = np.zeros((frames, PASSAGES), np.int32)
    run = np.zeros(frames, np.int32)  # run[s]: for how many frames s and before agree with t - 1
    for t in range(1, frames):
        equal = kind[: t - 1] == kind[t - 1]
        run[1 : t - 1] = run[: max(t - 2, 0)]
        run[: min(t - 1, 1)] = 0
        run[: t - 1] = np.where(equal, run[: t - 1] + 1, 0)
        # Of frames that agree for equally long the later one: the index breaks the tie.
        score = np.where(equal, run[: t - 1] * np.int64(frames) + np.arange(t - 1), -1)
        for i in range(PASSAGES):
            if not len(score) or score.max() < 0:
                break
            best = int(score.argmax())
            passages[t, i], agreeing[t, i] = best + 1, run[best]
            score[kind[1:t] == kind[best + 1]] = -1
    return Piece(roll, passages, np.minimum(agreeing, LONGEST))


def transposed(piece: Piece, semitones: int) -> Piece:
    """All notes higher by `semitones`; where music looks back to stays as it is."""
    return Piece(np.roll(piece.roll, semitones, axis=1), piece.passages, piece.agreeing)


def range_of(piece: Piece, lowest: int, highest: int) -> tuple[int, int]:
    """By how many semitones a piece may go down (≤ 0) and up (≥ 0) within two pitches."""
    sounding = np.flatnonzero(piece.roll.any(axis=0))
    if not len(sounding):
        return 0, 0
    return min(lowest - int(sounding[0]), 0), max(highest - int(sounding[-1]), 0)


def window(piece: Piece, start: int, stop: int) -> dict[str, npt.NDArray[Any]]:
    """The inputs and targets of frames start…stop−1.

    `told` (frames, told_size): the frames at LAGS and the two passages as rolls, for how long these
    agreed, and the phases. For each note or END, in order: `frame` (its frame in the window),
    `below` (notes, pitches) the notes of the frame below it, `count` how many, `last` (the highest
    of them + 1, or 0), `next` (notes, REFERENCES): the lowest note above `last` in each reference
    (`pitches` for none), higher by pitches + 1 where the reference agreed with the frame so far;
    `target` (`pitches` for END).
    """
    roll, pitches = piece.roll, piece.roll.shape[1]
    frames = np.arange(start, stop)
    looked = [_at(roll, frames - lag) for lag in LAGS]
    passages = [_at(roll, piece.passages[start:stop, i]) for i in range(PASSAGES)]
    told = np.concatenate(
        [
            *looked,
            *passages,
            *(piece.agreeing[start:stop, i, None] == np.arange(LONGEST + 1) for i in range(2)),
            *((frames % phase)[:, None] == np.arange(phase) for phase in PHASES),
        ],
        axis=1,
    )
    sounding = roll[start:stop]
    spelt = np.concatenate([sounding, np.ones((len(frames), 1), bool)], axis=1)
    frame, target = np.nonzero(spelt)
    # In order, the note before a note is in the list just before it, unless a frame starts there.
    opens = np.r_[True, frame[1:] != frame[:-1]]
    last = np.where(opens, 0, np.r_[0, target[:-1] + 1])
    below = sounding[frame] & (np.arange(pitches) < last[:, None])
    references = [looked[LAGS.index(lag)] for lag in FOLLOWED_LAGS] + passages
    return {
        "told": told,
        "frame": frame,
        "below": below,
        "count": np.minimum(below.sum(axis=1), COUNTS - 1),
        "last": last,
        "next": np.stack([_next(r[frame], below, last) for r in references], axis=1),
        "target": target,
    }


def told_size(pitches: int) -> int:
    """The width of `told`."""
    return (len(LAGS) + PASSAGES) * pitches + PASSAGES * (LONGEST + 1) + sum(PHASES)


def _at(roll: Roll, frames: npt.NDArray[np.integer[Any]]) -> Roll:
    """The roll at some frames; silence before the first."""
    at: Roll = roll[np.maximum(frames, 0)] & (frames >= 0)[:, None]
    return at


def _next(reference: Roll, below: Roll, last: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    pitches = reference.shape[1]
    above = reference & (np.arange(pitches) >= last[:, None])
    lowest = np.where(above.any(axis=1), above.argmax(axis=1), pitches)
    agrees = ((reference & ~above) == below).all(axis=1)
    followed: npt.NDArray[np.int64] = lowest + agrees * (pitches + 1)
    return followed


def batch_of(windows: Sequence[dict[str, npt.NDArray[Any]]], frames: int) -> dict[str, Any]:
    """Stack windows, padded to `frames` and to the most notes; `weight` is 0 where padded.

    `frame` becomes the frame's number among all frames of the batch, row after row.
    """
    notes = max(len(w["target"]) for w in windows)
    sizes = {name: frames if name == "told" else notes for name in windows[0]}
    batch = {
        name: np.stack([_padded(w[name], sizes[name]) for w in windows]) for name in windows[0]
    }
    batch["weight"] = np.stack(
        [(np.arange(notes) < len(w["target"])).astype(np.float32) for w in windows]
    )
    batch["frame"] += frames * np.arange(len(windows))[:, None]
    for name in ("told", "below"):
        batch[name] = batch[name].astype(np.float32)
    return batch


def _padded(array: npt.NDArray[Any], size: int) -> npt.NDArray[Any]:
    return np.pad(array, [(0, size - len(array)), *[(0, 0)] * (array.ndim - 1)])
