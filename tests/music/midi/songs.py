"""Real songs for the tests that want many: the MIDI files below `CADENZA_CORPUS` or `data/midi`."""

import os
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[3]


def songs(count: int) -> list[Path]:
    """About `count` files, spread evenly over the folders; skips the test where there are none."""
    folder = Path(os.environ.get("CADENZA_CORPUS", _ROOT / "data" / "midi"))
    files = sorted(folder.glob("**/*.mid"))
    if len(files) < count:
        pytest.skip(f"{folder} has {len(files)} songs, {count} are wanted (set CADENZA_CORPUS)")
    return files[:: len(files) // count][:count]
