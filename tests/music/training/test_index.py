"""The index of a shard holds the songs that were trained on, by name and bar, and no others."""

import json
import subprocess
import sys

from backend import paths
from backend.music.events.form import PARTS
from backend.music.generation.line import line_of_piece
from backend.music.generation.melody_index import INDEX, load_index
from backend.music.generation.originality import Originality
from backend.music.generation.planner import Planner
from backend.music.lstm.bundle import PLANS
from backend.music.training.index import build_index
from backend.music.training.shard import material_of_song, piece_of, save_shard
from tests.music.evaluation.pieces import shard, waltzing


def test_training_songs_are_in_the_index_and_held_out_songs_are_not():
    made = shard("jazz", [waltzing(seed, 30) for seed in range(6)], held_out=2)
    index = build_index(made)
    assert index.names == ("0", "1", "2", "3")
    originality = Originality([index])
    for i in range(6):
        line = line_of_piece(piece_of(made, i))
        record = originality.record_line(line)
        if i < 4:
            assert record["longest"] == len(line)
            assert record["song"] == str(i)
            assert record["bars"] == record["at"] == [1, 30]
            assert record["share_copied"] == 1
        else:
            assert record["longest"] < 20
    json.dumps(originality.record(piece_of(made, 0)))


def test_the_script_writes_an_index_for_every_genre_there_is(tmp_path):
    for genre in ("jazz", "folk"):
        made = shard(genre, [waltzing(seed, 12) for seed in range(3)], held_out=1)
        save_shard(made, tmp_path / "events" / f"{genre}.npz")
    folders = ("--events", tmp_path / "events", "--model-dir", tmp_path / "model")
    command = [sys.executable, paths.ROOT / "scripts" / "index.py", "all", *folders]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert "folk: 2 songs, 144 melody notes" in done.stdout
    assert "MB together" in done.stdout
    for genre in ("jazz", "folk"):
        assert load_index(tmp_path / "model" / genre / INDEX).names == ("0", "1")
        planner = Planner.load(tmp_path / "model" / genre / PLANS)
        assert len(planner.songs) == 2
        assert planner.form.notes.shape == (24, PARTS)


def test_material_has_the_line_of_the_piece():
    made = shard("jazz", [waltzing(1, 30)], held_out=0)
    line, material = line_of_piece(piece_of(made, 0)), material_of_song(made, 0)
    melody = material.role == 0
    assert line.onset.tolist() == material.onset[melody].tolist()
    assert line.bar.tolist() == material.bar[melody].tolist()
