"""Examples of hearing, rendered from songs of the house."""

from pathlib import Path

import pytest

from backend import paths
from backend.music.training.hearing.rendering import render
from backend.music.training.sources import Source
from tests.music.hearing.conftest import bundled_font

SONGS = ("hiphop-3", "rock-3", "electronic-3")


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three songs to train on, and one that is held out by its name."""
    out = tmp_path_factory.mktemp("examples")
    sources = [Source(paths.DEMOS / f"{name}.mid", name) for name in SONGS]
    broken = out / "broken.mid"
    broken.write_bytes(b"MThd")
    assert render([*sources, Source(broken, "broken")], [bundled_font()], out) == len(SONGS)
    return out
