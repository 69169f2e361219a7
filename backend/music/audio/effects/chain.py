"""A chain of effects as one thing that sound goes through."""

import math
from collections.abc import Callable, Iterable, Sequence

from backend.music.audio.effects.biquads import HIGH_SHELF, LOW_SHELF, Filter, peaking, shelf
from backend.music.audio.effects.chorus import Ensemble
from backend.music.audio.effects.compressor import Squeeze
from backend.music.audio.effects.delay import LONGEST, Echoes, Tempo
from backend.music.audio.effects.drive import Valve
from backend.music.audio.effects.room import Room
from backend.music.audio.loudness import Sound
from backend.music.score.effects import (
    QUARTERS,
    AnyEffect,
    Chorus,
    Compressor,
    Delay,
    Drive,
    Equaliser,
    Reverb,
)

Line = Callable[[Sound], Sound]  # (2, frames) after (2, frames), in order


def line_of(chain: Sequence[AnyEffect], rate: int, frames: int, tempo: Tempo) -> Line:
    """What sound goes through block by block; effects that are switched off are left out.

    Args:
        chain: in the order in which the sound meets them.
        rate: samples a second.
        frames: of every block but the last.
        tempo: quarters a minute at a time in seconds.
    """
    stages = [_stage(effect, rate, frames, tempo) for effect in chain if effect.on]

    def through(sound: Sound) -> Sound:
        for stage in stages:
            sound = stage(sound)
        return sound

    return through


def silence_in(chains: Iterable[Sequence[AnyEffect]], tempo: Tempo) -> float:
    """Seconds of silence that may lie between two echoes; after more, nothing comes any more."""
    late = [0.0]
    for effect in (effect for chain in chains for effect in chain if effect.on):
        if isinstance(effect, Delay):
            late.append(min(QUARTERS[effect.note] * 60 / tempo(math.inf), LONGEST))
        elif isinstance(effect, Reverb):
            late.append(effect.predelay_ms / 1000)
    return sum(late)


def _stage(effect: AnyEffect, rate: int, frames: int, tempo: Tempo) -> Line:
    match effect:
        case Equaliser():
            return Filter(
                shelf(LOW_SHELF, effect.low_db, rate, high=False),
                peaking(effect.mid_hz, effect.mid_q, effect.mid_db, rate),
                shelf(HIGH_SHELF, effect.high_db, rate, high=True),
            )
        case Compressor():
            return Squeeze(effect, rate)
        case Drive():
            return Valve(effect, rate)
        case Chorus():
            return Ensemble(effect, rate)
        case Delay():
            return Echoes(effect, rate, tempo)
        case _:
            return Room(effect, rate, frames)
