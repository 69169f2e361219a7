"""Folders → shards: parts that are not made twice, duplicates, and what the doctor says."""

import signal
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from backend import paths
from backend.music import midi
from backend.music.errors import MissingDataError
from backend.music.training import corpus, crew, doctor, parts, shard
from backend.music.training.sources import sources_of
from tests.music.scores import band
from tests.music.training import readers


@pytest.fixture
def folder(tmp_path):
    """Sixty songs, in three parts of 25 at most; two are alike, and one is no MIDI."""
    jazz = tmp_path / "midi" / "jazz"
    jazz.mkdir(parents=True)
    for i in range(60):
        (jazz / f"song{i}.mid").write_bytes(midi.write(band(5 + i)))
    (jazz / "song3.mid").write_bytes((jazz / "song50.mid").read_bytes())
    (jazz / "song8.mid").write_bytes(b"not music")
    return jazz


def test_all_files_are_in_one_shard_once(folder, tmp_path):
    done = []
    report = corpus.make("jazz", sources_of(folder), tmp_path, workers=2, tick=done.append)
    assert sum(done) == 60
    assert (report["files"], report["kept"], report["unreadable"]) == (60, 58, 1)
    assert report["dropped"][corpus.DUPLICATE] == 1
    made = shard.load_shard(tmp_path / "jazz.npz")
    for i, (name, _) in enumerate(made.names):
        bars = len(shard.piece_of(made, i).plan)
        number = int(name.removeprefix("song").removesuffix(".mid"))
        assert bars == 5 + (50 if number == 3 else number)
    assert not (tmp_path / "jazz.parts").exists()
    assert doctor.is_current(tmp_path / "jazz.npz", sources_of(folder))
    assert "dropped 1: Duplicate of another file" in doctor.describe(report)


def test_the_number_of_workers_changes_nothing(folder, tmp_path):
    for workers in (1, 3):
        corpus.make("jazz", sources_of(folder), tmp_path / str(workers), workers=workers)
    one, three = (shard.load_shard(tmp_path / n / "jazz.npz") for n in ("1", "3"))
    assert one.names == three.names
    assert (one.events == three.events).all()


def test_only_missing_parts_are_read_again(folder, tmp_path):
    found = parts.parts_of(sources_of(folder), tmp_path / "jazz.parts")
    assert [len(p.sources) for p in found] == [25, 25, 10]
    crew.make_here(found[1:], 2, lambda _: None)
    crew.make_here([p for p in found if not p.path.exists()], 1, lambda _: None, readers.noting)
    read = (tmp_path / "midi" / "read.txt").read_text().split()
    assert read == [s.path.name for s in found[0].sources]


def test_a_part_of_other_files_is_another_part(folder, tmp_path):
    before = parts.parts_of(sources_of(folder), tmp_path)
    (folder / "song9.mid").write_bytes(midi.write(band(40)))
    after = parts.parts_of(sources_of(folder), tmp_path)
    assert [a == b for a, b in zip(before, after, strict=True)] == [True, True, False]


def test_a_killed_run_goes_on(folder, tmp_path):
    out = tmp_path / "events"
    script = paths.ROOT / "scripts" / "preprocess.py"
    order = [sys.executable, script, "jazz", "--workers", "1"]
    run = subprocess.Popen([*order, "--midi-dir", folder.parent, "--out", out])
    while run.poll() is None and not list(out.glob("jazz.parts/*.npz")):
        time.sleep(0.02)
    run.send_signal(signal.SIGKILL)
    assert run.wait() == -signal.SIGKILL
    report = corpus.make("jazz", sources_of(folder), out, workers=1)
    assert report["kept"] == 58


def test_nothing_to_keep_says_why(tmp_path):
    (tmp_path / "midi" / "jazz").mkdir(parents=True)
    short = replace(band(1), tracks=band(1).tracks[:1])
    (tmp_path / "midi" / "jazz" / "short.mid").write_bytes(midi.write(short))
    with pytest.raises(MissingDataError, match="Fewer than 32 notes"):
        corpus.make("jazz", sources_of(tmp_path / "midi" / "jazz"), tmp_path, workers=1)
