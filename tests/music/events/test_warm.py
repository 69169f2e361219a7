"""After `warm`, no file makes anything compile: every kernel has one signature."""

from numba.core.registry import CPUDispatcher

from backend.music import midi
from backend.music.errors import MusicError
from backend.music.events import encode, laying
from backend.music.events.warm import warm
from backend.music.midi import cutting, lines, pairing
from backend.music.score import Score
from backend.music.theory import counting, harmony, lining, skyline
from tests.music.midi.cases import CASES
from tests.music.scores import band

KERNELS = [
    kernel
    for module in (cutting, lines, pairing, counting, harmony, lining, laying)
    for kernel in vars(module).values()
    if isinstance(kernel, CPUDispatcher) and not kernel.__name__.startswith("_")
    # One that kernels share is part of theirs where they come from the cache.
    if kernel.py_func.__module__ == module.__name__
]


def test_nothing_is_left_to_compile():
    warm()
    compiled = {kernel: list(kernel.signatures) for kernel in KERNELS}
    assert all(compiled.values())
    for data in CASES.values():
        try:
            encode(midi.read(data))
        except MusicError:
            continue
    for score in (band(8), Score(480, ())):
        encode(score)
        for track in score.tracks:
            skyline(track, score.ticks_per_quarter)
    assert {kernel: list(kernel.signatures) for kernel in KERNELS} == compiled
