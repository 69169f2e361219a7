"""The players at the desk: each through effects of its own, then all through the master's."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

from backend.music.audio.effects import line_of, silence_in
from backend.music.audio.loudness import Sound
from backend.music.audio.playing import BLOCK, Block, played
from backend.music.score import Score
from backend.music.score.seconds import tempo_of

TAIL: Final = 30.0  # seconds that effects may ring on after the players, at most
_SILENT: Final = 1e-4  # −80 dB: from here on the tail is over


class Mixed(NamedTuple):
    """A moment of a piece: the players one by one, (players, 2, frames), and all together."""

    players: Block
    mix: Sound


def mixed(
    score: Score,
    soundfont: Path,
    rate: int,
    *,
    apart: bool,
    beside: Callable[[int], Sound] | None = None,
    seconds: float = 0.0,
    cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[Mixed]:
    """The score as it is played and mixed, block by block, until the last room is silent.

    Args:
        score: muted tracks have to be taken out beforehand.
        soundfont: see `soundfonts.soundfont`.
        rate: samples a second.
        apart: whether the players are wanted one by one; if not, they may come as one.
        beside: gives so many frames more of what plays beside them; one player more.
        seconds: for how long that plays.
        cancelled: asked once a block.

    Raises:
        UnusableScoreError, CancelledError: see `playing.played`.
    """
    tempo = tempo_of(score)
    chains = [track.effects for track in score.tracks]
    one_by_one = bool(chains) and (apart or any(chains))
    chains.append(score.mastering.chain if score.mastering else ())
    *lines, master = [line_of(chain, rate, BLOCK, tempo) for chain in chains]
    if beside:
        chains.append(score.recording.effects)

    def through(players: Block) -> Mixed:
        if one_by_one:
            for line, row in zip(lines, players, strict=False):
                row[:] = line(row)
        if beside:
            players = np.concatenate((players, beside(players.shape[2])[np.newaxis]))
        return Mixed(players, master(players.sum(axis=0)))

    blocks = played(score, soundfont, rate, apart=one_by_one, seconds=seconds, cancelled=cancelled)
    for block in blocks:
        yield through(block)
    longest = silence_in(chains, tempo) * rate
    quiet = 0
    for _ in range(round(TAIL * rate / BLOCK) if any(chains) else 0):
        if quiet > longest:
            break
        moment = through(np.zeros_like(block))
        quiet = quiet + BLOCK if float(np.abs(moment.mix).max()) < _SILENT else 0
        yield moment
