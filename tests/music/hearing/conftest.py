"""Recordings to test with: rendered here, with the SoundFont that comes with the packages."""

import importlib.util
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from backend import paths
from backend.music import midi
from backend.music.audio.formats import format_for
from backend.music.audio.rendering import audible, rendered
from backend.music.hearing.ears import Ears
from backend.music.score import Score
from backend.music.score.seconds import seconds_at


def bundled_font() -> Path:
    """The same sounds on every machine, whatever is installed on it."""
    package = importlib.util.find_spec("pretty_midi")
    assert package
    assert package.origin
    return Path(package.origin).with_name("TimGM6mb.sf2")


def demo(name: str, seconds: float) -> Score:
    """The beginning of a song of the house."""
    score = midi.read((paths.DEMOS / f"{name}.mid").read_bytes())
    grid = np.arange(score.end + 1)
    stop = int(np.searchsorted(seconds_at(score, grid), seconds))
    tracks = (replace(t, notes=t.notes[t.notes["onset"] < stop]) for t in score.tracks)
    return audible(replace(score, tracks=tuple(tracks)))


def record(score: Score, path: Path) -> Path:
    """Render a score into a file of the kind that its name says."""
    with rendered(score, bundled_font()) as sound:
        sound.write(path, format_for(path.suffix), tags={})
    return path


@pytest.fixture(scope="session")
def ears() -> Ears:
    return Ears.load()
