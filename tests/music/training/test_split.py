"""Copies of a tune under other names: none is held out while another is trained on."""

from dataclasses import replace

import numpy as np
import pytest

from backend.music.events import encode
from backend.music.score import Score
from backend.music.training import shard, split
from backend.music.training.doctor import describe_split
from tests.music.scores import band, notes

# Ids chosen for what their hash says.
HELD_OUT = [n for n in (f"song {i}" for i in range(200)) if split.is_held_out(n)]
TRAINED = [n for n in (f"song {i}" for i in range(200)) if not split.is_held_out(n)]


def tune(seed: int, up: int = 0, pace: float = 1.0) -> Score:
    """Forty bars of a tune like no other, perhaps in another key and rhythm."""
    pitches = 72 + np.random.default_rng(seed).integers(-7, 8, 120)
    line = notes(*((i * pace, 0.9 * pace, int(p) + up) for i, p in enumerate(pitches)))
    score = band(40)
    return replace(score, tracks=(replace(score.tracks[0], notes=line), *score.tracks[1:]))


def save(folder, genre, songs):
    """A shard of (song id, score), held out as the ids say."""
    names = [(f"{song}.mid", song) for song, _ in songs]
    pieces = [encode(score) for _, score in songs]
    held_out = [split.is_held_out(song) for song, _ in songs]
    shard.save_shard(shard.pack(genre, pieces, names, held_out), folder / f"{genre}.npz")


def held_out_in(folder, genre):
    made = shard.load_shard(folder / f"{genre}.npz")
    return {made.names[i][1] for i in made.select(held_out=True)}


def test_a_song_is_trained_on_if_its_copy_in_any_genre_is(tmp_path):
    save(tmp_path, "jazz", [(HELD_OUT[0], tune(1)), (HELD_OUT[1], tune(2))])
    save(tmp_path, "rock", [(TRAINED[0], tune(1, up=3, pace=0.5)), (TRAINED[1], tune(3))])
    settled = split.settle(tmp_path)
    assert held_out_in(tmp_path, "jazz") == {HELD_OUT[1]}
    assert held_out_in(tmp_path, "rock") == set()
    assert (settled.held_out, settled.leaking) == ({"jazz": 1}, {"jazz": 1})
    (copy,) = settled.copies
    assert {copy.file, copy.like} == {f"jazz/{HELD_OUT[0]}.mid", f"rock/{TRAINED[0]}.mid"}
    assert "because a copy of them is: 1 files" in describe_split(settled)


def test_copies_that_are_all_held_out_stay_so(tmp_path):
    save(tmp_path, "jazz", [(HELD_OUT[0], tune(1)), (HELD_OUT[1], tune(1)), (TRAINED[0], tune(2))])
    assert split.settle(tmp_path).leaking == {}
    assert held_out_in(tmp_path, "jazz") == {HELD_OUT[0], HELD_OUT[1]}


def test_copies_of_copies_stay_together(tmp_path):
    first, second = tune(1), tune(2)
    both = replace(
        first,
        tracks=(
            replace(
                first.tracks[0],
                notes=np.concatenate([first.tracks[0].notes, _later(second.tracks[0].notes)]),
            ),
            *first.tracks[1:],
        ),
    )
    songs = [(HELD_OUT[0], first), (HELD_OUT[1], both), (TRAINED[0], second)]
    save(tmp_path, "jazz", songs)
    split.settle(tmp_path)
    assert held_out_in(tmp_path, "jazz") == set()


def _later(rows):
    rows = rows.copy()
    rows["onset"] += 120 * 480
    return rows


def test_settling_twice_writes_nothing_anew(tmp_path):
    save(tmp_path, "jazz", [(HELD_OUT[0], tune(1)), (TRAINED[0], tune(1))])
    split.settle(tmp_path)
    before = (tmp_path / "jazz.npz").stat().st_mtime_ns
    split.settle(tmp_path)
    assert (tmp_path / "jazz.npz").stat().st_mtime_ns == before


@pytest.mark.parametrize("songs", [[], [("only", band(8))]])
def test_without_copies_there_is_nothing_to_settle(tmp_path, songs):
    if songs:
        save(tmp_path, "jazz", songs)
    assert split.settle(tmp_path).copies == ()
