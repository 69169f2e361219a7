"""scripts/evaluate.py and scripts/benchmark.py: what they need and what they print."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from backend import paths
from backend.music import midi
from backend.music.evaluation.card import RESULTS
from backend.music.evaluation.speed_files import FEWEST_FILES, files_in, files_speed
from backend.music.evaluation.summary import MARKERS
from tests.music.evaluation.results import results
from tests.music.scores import band


def script(name: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(paths.ROOT / "scripts" / name), *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, cwd=paths.ROOT, timeout=300, check=False
    )


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A folder with the shipped jazz model alone."""
    shutil.copytree(paths.MODELS / "jazz", tmp_path / "model" / "jazz")
    return tmp_path / "model"


@pytest.mark.parametrize(
    ("name", "arguments", "cure"),
    [
        ("evaluate.py", ("polka", "--events", "no-such-folder"), "train.py polka"),
        ("evaluate.py", ("all", "--model-dir", "no-such-folder"), "train.py general"),
        ("evaluate.py", ("jazz", "--events", "no-such-folder"), "preprocess.py all"),
        ("evaluate.py", ("all", "--table", "--model-dir", "no-such-folder"), "evaluate.py all"),
        ("benchmark.py", ("--midi-dir", "no-such-folder"), "--midi-dir"),
        ("benchmark.py", ("--model-dir", "no-such-folder"), "train.py general"),
    ],
)
def test_what_is_missing_is_one_line_with_the_cure(name, arguments, cure):
    done = script(name, *arguments)
    assert done.returncode == 2
    assert cure in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_the_table_is_printed_and_put_into_the_readme(tmp_path, model):
    (model / "jazz" / RESULTS).write_text(json.dumps(results()))
    readme = tmp_path / "README.md"
    readme.write_text("\n".join(MARKERS), encoding="utf-8")
    done = script("evaluate.py", "all", "--table", "--model-dir", model, "--readme", readme)
    assert done.returncode == 0, done.stderr
    assert "jazz" in done.stdout
    assert "3.88" in readme.read_text(encoding="utf-8")


def test_preprocessing_is_timed_beside_the_others(tmp_path):
    pytest.importorskip("music21", reason="needs the packages of requirements.txt")
    (tmp_path / "one.mid").write_bytes(midi.write(band(16)))
    (tmp_path / "broken.mid").write_bytes(b"MThd and nothing more")
    assert len(files_in(tmp_path)) == FEWEST_FILES
    found = files_speed(tmp_path)
    assert found["files"] == FEWEST_FILES // 2  # the broken one counts for none of them
    assert found["ratio_to_miditok"] > 1
    assert found["ratio_to_music21"] > 5
    assert found["ratio_to_miditok"] == pytest.approx(
        found["cadenza_files_per_second"] / found["miditok_files_per_second"]
    )


@pytest.mark.slow
def test_the_benchmark_ends_with_its_ratios_as_json(model):
    pytest.importorskip("keras", reason="needs the packages of requirements.txt")
    done = script("benchmark.py", "--model-dir", model, "--rounds", 1, "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["sampler"]["ratio_to_naive"] > 20
    assert found["sampler"]["ratio_to_naive_by_field"] > found["sampler"]["ratio_to_naive"]
    assert found["compose"]["first_bar_seconds"] < found["compose"]["seconds"]
    assert found["preprocess"]["ratio_to_miditok"] > 1
