"""Recall: when the piece last went like this, and which event came next then.

Looking back whole bars sees patterns; a verse that returns after sixteen bars, or a phrase that
comes back elsewhere in the bar, is found by its content, as the match models of text compressors do
(Mahoney, "Adaptive weighing of context models for lossless data compression", 2005).
"""

import numpy as np
import numpy.typing as npt

from backend.music.compiled import kernel
from backend.music.events import Events

CONTEXT = 4  # Events that have to be the same before an earlier passage counts as the same.
LENGTHS = 7  # What the network is told of a match's length: 0 for none, else about its logarithm.
BUCKETS = 1 << 12

Ints = npt.NDArray[np.int64]


def signs_of(events: Events) -> Ints:
    """(n,) one number an event: its position, role and pitch. How long and loud does not count."""
    position, role = (events[name].astype(np.int64) for name in ("position", "role"))
    signs: Ints = position << 16 | role << 10 | events["pitch"]
    return signs


def recalls(events: Events) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.uint8]]:
    """What is recalled after each event of a song.

    Returns:
        (n,) the index of the event that came next when the piece last went like this, 0 (START)
        where it never did; and (n,) how long it has gone like that, in steps below LENGTHS.
    """
    pointers, lengths = _recalls(signs_of(events))
    return pointers, lengths


@kernel
def _recalls(signs: Ints) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.uint8]]:
    count = len(signs)
    pointers = np.zeros(count, np.int32)
    lengths = np.zeros(count, np.uint8)
    heads = np.full(BUCKETS, -1, np.int32)
    older = np.full(count, -1, np.int32)
    pointer = length = 0
    for at in range(count):
        pointer, length = recall_step(signs, at, heads, older, pointer, length)
        pointers[at] = pointer
        lengths[at] = length_step(length)
    return pointers, lengths


@kernel
def recall_step(
    signs: Ints,
    at: int,
    heads: npt.NDArray[np.int32],
    older: npt.NDArray[np.int32],
    pointer: int,
    length: int,
) -> tuple[int, int]:
    """Move on over event `at` of `signs`, the last one written.

    Args:
        signs: see `signs_of`; only `signs[: at + 1]` is read.
        at: grows by one from call to call.
        heads: (BUCKETS,) of −1 at first; `older`: (n,) of −1: where contexts stood, by their hash.
        older: see `heads`.
        pointer: what the step before returned; 0 at first.
        length: likewise.

    Returns:
        the index of the event that is recalled as the next one (0: none), and for how many events
        the two passages have been the same.
    """
    if at < CONTEXT - 1:
        return 0, 0
    mixed = 0
    for i in range(at - CONTEXT + 1, at + 1):
        mixed = mixed * 40503 + signs[i] & 0xFFFFFFFF
    bucket = (mixed ^ mixed >> 15) % BUCKETS
    if pointer > 0 and signs[pointer] == signs[at]:
        pointer, length = pointer + 1, length + 1
    else:
        before = heads[bucket]
        while before >= 0 and not _same(signs, before, at):
            before = older[before]
        pointer, length = (before + 1, 1) if before >= 0 else (0, 0)
    older[at] = heads[bucket]
    heads[bucket] = at
    return pointer, length


@kernel
def _same(signs: Ints, before: int, at: int) -> bool:
    for i in range(CONTEXT):  # noqa: SIM110 — Numba compiles loops, not generators
        if signs[before - i] != signs[at - i]:
            return False
    return True


@kernel
def length_step(length: int) -> int:
    """The length of a match as the network is told it: 0, then 1 + its logarithm to base 2."""
    step = 0
    while length > 0 and step < LENGTHS - 1:
        length >>= 1
        step += 1
    return step
