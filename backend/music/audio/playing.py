"""A score played by FluidSynth, block by block: every player's sound by itself, in one pass."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from backend.music.audio.fluidsynth import Synth
from backend.music.audio.timeline import timeline
from backend.music.errors import CancelledError, UnusableScoreError
from backend.music.score import Score
from backend.music.score.seconds import seconds_of

Block = npt.NDArray[np.float32]  # (players, 2, frames)

BLOCK: Final = 16_384  # frames: 0.4 s, small enough to stop soon and to stay in the cache
TAIL: Final = 8.0  # seconds that a last note and its room may ring on, at most
_SILENT: Final = 1e-4  # −80 dB: from here on the tail is over


def played(
    score: Score,
    soundfont: Path,
    rate: int,
    *,
    apart: bool = True,
    seconds: float = 0.0,
    cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[Block]:
    """The sound of each track of `score`, with its share of the room, until it has died away.

    Args:
        score: muted tracks have to be taken out beforehand.
        soundfont: see `soundfonts.soundfont`.
        rate: samples a second.
        apart: one row a track (beyond the 128th they share rows); else one row, all together,
            which costs less. The sum of the rows is the whole, either way.
        seconds: for how long at least; a score without notes is silence, one row.
        cancelled: asked once a block.

    Raises:
        UnusableScoreError: there are no notes, and nothing else lasts.
        CancelledError: asked to stop.
    """
    if not score.note_count and not seconds:
        raise UnusableScoreError("There is no note to play. Write or add some first.")
    events = timeline(score, rate)
    upcoming = next(events, None)
    last = round(max(seconds_of(score), seconds) * rate)
    rows = len(score.tracks) if apart else 1
    with Synth(soundfont, rate, len(score.tracks), rows) as synth:
        for channel, track in enumerate(score.tracks):
            synth.seat(channel, track.program, is_drum=track.is_drum)
        start, loud = 0, True
        while start < last or (loud and start < last + TAIL * rate):
            if cancelled():
                raise CancelledError("The rendering was stopped.")
            block: Block = np.zeros((synth.outputs, 2, BLOCK), np.float32)
            pens = _Pens(block)
            done = 0
            while done < BLOCK:
                while upcoming and upcoming.sample <= start + done:
                    synth.send(*upcoming[1:])
                    upcoming = next(events, None)
                until = min(upcoming.sample - start if upcoming else BLOCK, BLOCK)
                synth.process(until - done, *pens.at(done))
                done = until
            start += BLOCK
            loud = synth.voices > 0 or float(np.abs(block.sum(axis=0)).max()) > _SILENT
            yield block


class _Pens:
    """Where FluidSynth writes: its room is added to the same buffers as the dry sound."""

    def __init__(self, block: Block) -> None:
        outputs, sides, frames = block.shape
        starts = np.arange(outputs * sides, dtype=np.uintp).reshape(outputs, sides) * (4 * frames)
        self._dry = starts.ravel() + np.uintp(block.ctypes.data)
        # Of each output: reverb left and right, chorus left and right.
        self._effects = np.tile(self._dry.reshape(outputs, sides), (1, 2)).ravel()

    def at(self, frame: int) -> tuple[int, int]:
        """Addresses of the arrays of pointers to the buffers from `frame` on."""
        step = np.uintp(4 * frame)
        self._now = (self._dry + step, self._effects + step)  # held while they are written through
        return self._now[0].ctypes.data, self._now[1].ctypes.data
