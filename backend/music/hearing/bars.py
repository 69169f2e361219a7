"""Bars: how many beats they have, and which begins them by bass, harmony, accent and drums."""

import itertools
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from backend.music.hearing.hits import Hits, sureness
from backend.music.hearing.network import FRAME_SECONDS, LOWEST, Heard

Array = npt.NDArray[np.float64]

METRES: Final = (4, 3)  # beats a bar that are told apart; the first is likelier
_NEAR: Final = 3  # frames around a beat that belong to it
_BASS: Final = 52 - LOWEST  # pitches below this lead the harmony
# What a bar's first beat has more of than the others; less of the snare, which plays after it. The
# ear takes some of a kick and of a snare for low notes, so that the bass has half of its say.
_WEIGHTS: Final = {
    "bass": 0.5, "change": 1.0, "accent": 0.5, "kick": 0.5, "snare": -0.5, "crash": 0.5,
}  # fmt: skip
_DRUMS: Final = ("kick", "snare", "crash")
_PROOF: Final = 1.2  # how much better another metre than 4/4 has to fit


class Measure(NamedTuple):
    """Beats a bar, and the index of the first beat that begins one."""

    beats: int
    first: int


def measure(beats: Array, heard: Heard, strength: Array, hits: Hits) -> Measure:
    """The metre and the downbeats of a line of beats (seconds)."""
    signs = _signs(beats, heard, strength, hits)
    found = {metre: _fit(signs, metre) for metre in METRES}
    best = METRES[0]
    for metre in METRES[1:]:
        if found[metre][0] > _PROOF * found[best][0]:
            best = metre
    return Measure(best, found[best][1])


def _fit(signs: Array, metre: int) -> tuple[float, int]:
    """How far the first beats of bars stand out, in standard errors, and the best phase."""
    if len(signs) < 2 * metre:
        return 0.0, 0
    marks = [
        float(signs[phase::metre].mean() * np.sqrt(len(signs[phase::metre])))
        for phase in range(metre)
    ]
    return max(marks), int(np.argmax(marks))


def _signs(beats: Array, heard: Heard, strength: Array, hits: Hits) -> Array:
    """(beats,) how much each looks like the first of a bar; zero mean."""
    frames = len(strength)
    if not len(beats) or not frames:
        return np.zeros(0)
    at = np.clip(np.rint(beats / FRAME_SECONDS).astype(int), 0, frames - 1)
    around = np.clip(at[:, None] + np.arange(-_NEAR, _NEAR + 1), 0, frames - 1)
    bass = heard.onsets[around, :_BASS].max(axis=1).sum(axis=1, dtype=np.float64)
    accent = strength[around].max(axis=1)
    signs = {"bass": bass, "change": _changes(at, heard), "accent": accent}
    for drum in _DRUMS:
        signs[drum] = sureness(hits, drum, frames)[around].max(axis=1)
    return np.asarray(sum(w * _normal(signs[name]) for name, w in _WEIGHTS.items()), np.float64)


def _changes(at: npt.NDArray[np.int_], heard: Heard) -> Array:
    """How different the pitch classes are that sound after each beat from those before it."""
    edges = np.append(at, len(heard.sounding))
    classes = np.zeros((len(at), 12))
    for beat, (start, stop) in enumerate(itertools.pairwise(edges)):
        sounds = heard.sounding[start : max(stop, start + 1)].sum(axis=0, dtype=np.float64)
        np.add.at(classes[beat], (np.arange(len(sounds)) + LOWEST) % 12, sounds)
    classes /= np.maximum(np.linalg.norm(classes, axis=1, keepdims=True), 1e-9)
    likeness = (classes[1:] * classes[:-1]).sum(axis=1)
    return np.append(0.0, 1 - likeness)


def _normal(values: Array) -> Array:
    spread = float(values.std())
    return (values - values.mean()) / spread if spread > 0 else values * 0
