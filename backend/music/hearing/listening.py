"""A stream of samples through the network, window by window: what sounds when."""

from collections.abc import Callable, Iterable, Iterator

import numpy as np

from backend.music.errors import CancelledError
from backend.music.hearing.network import EDGE, HOP, STEP, WINDOW, Ear, Floats, Heard


def heard(
    ear: Ear,
    blocks: Iterable[Floats],
    *,
    on_progress: Callable[[int], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Heard:
    """Listen to mono samples at `network.RATE`; frame k is centred on sample k · HOP.

    Args:
        ear: the network.
        blocks: (n,) each, of any length; never more than a window of them is held.
        on_progress: is told how many samples have been heard.
        cancelled: whether to stop.

    Raises:
        CancelledError: it was stopped.
    """
    found: list[Heard] = []
    samples = 0
    for window, reached in _windows(blocks):
        if cancelled():
            raise CancelledError("Listening was stopped.")
        found.append(ear.hear(window))
        samples = reached
        on_progress(samples)
    frames = -(-samples // HOP)
    if not found:
        empty = np.zeros((0, 88), np.float32)
        return Heard(empty, empty)
    sounding, onsets = (np.concatenate(part)[:frames] for part in zip(*found, strict=True))
    return Heard(sounding, onsets)


def _windows(blocks: Iterable[Floats]) -> Iterator[tuple[Floats, int]]:
    """Overlapping windows, and how many samples they have reached together.

    The first begins EDGE frames before the first sample, so that its kept frames begin with it.
    """
    step, margin = STEP * HOP, EDGE * HOP
    held = np.zeros(margin, np.float32)
    heard_to = 0
    for block in blocks:
        held = np.concatenate((held, block))
        while len(held) >= WINDOW:
            heard_to += step
            yield held[:WINDOW], heard_to
            held = held[step:]
    total = heard_to + len(held) - margin
    while heard_to < total:
        heard_to = min(heard_to + step, total)
        yield np.pad(held[:WINDOW], (0, max(WINDOW - len(held), 0))), heard_to
        held = held[step:]
