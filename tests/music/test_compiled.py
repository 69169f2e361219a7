"""Kernels are compiled once, anew when any of them changes, and also where nobody may write."""

import shutil
import subprocess
import sys

from backend import paths
from backend.music import compiled


def sources(folder):
    """What `_cache_folder` names for a copy of the music."""
    program = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from backend.music import compiled; print(compiled._cache_folder())"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(folder)],
        capture_output=True, text=True, check=True, env={"NUMBA_CACHE_DIR": str(folder)},
    )  # fmt: skip
    return done.stdout.strip()


def test_the_cache_moves_when_a_kernel_changes(tmp_path):
    shutil.copytree(
        paths.ROOT / "backend", tmp_path / "backend", ignore=shutil.ignore_patterns("__pycache__")
    )
    first = sources(tmp_path)
    assert first.startswith(str(tmp_path))
    assert sources(tmp_path) == first
    step = tmp_path / "backend" / "music" / "lstm" / "step.py"
    step.write_text(step.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    second = sources(tmp_path)
    assert second != first
    other = tmp_path / "backend" / "music" / "midi" / "read.py"
    other.write_text(other.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert sources(tmp_path) == second


def test_where_nobody_may_write_the_cache_lasts_as_long_as_the_process(tmp_path, monkeypatch):
    monkeypatch.setattr(compiled.Path, "mkdir", _refuse)
    folder = compiled._cache_folder()
    assert "cadenza-kernels-" in folder
    shutil.rmtree(folder)


def _refuse(*_args, **_options):
    raise PermissionError


def test_every_file_with_a_kernel_is_watched():
    names = {path.name for path in compiled._sources()}
    assert {"step.py", "products.py", "sampler.py", "feed.py", "vocabulary.py"} <= names
