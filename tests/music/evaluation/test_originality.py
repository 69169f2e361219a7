"""Originality is counted over the pieces that have a melody, and what is copied shows."""

from dataclasses import replace

import numpy as np

from backend.music.evaluation.originality import compare
from backend.music.generation.originality import Originality
from backend.music.score import Role
from backend.music.training.index import build_index
from backend.music.training.shard import material_of_song
from tests.music.evaluation.pieces import shard, waltzing

MADE = shard("jazz", [waltzing(seed, 16) for seed in range(8)], held_out=4)
SONGS = [material_of_song(MADE, i) for i in range(8)]
INDEX = Originality([build_index(MADE)])


def test_copies_show_and_songs_of_ones_own_do_not():
    found = compare(INDEX, SONGS[4:], [*SONGS[:2], *SONGS[4:6]])
    assert found["real"]["pieces"] == found["composed"]["pieces"] == 4
    assert found["real"]["copying"] == 0
    assert found["real"]["share_copied"] == {"mean": 0, "p95": 0}
    assert found["real"]["longest"]["p95"] < found["limit"]
    assert found["composed"]["longest"]["p95"] == 96
    assert found["composed"]["copying"] == 0.5
    assert found["composed"]["share_copied"] == {"mean": 0.5, "p95": 1}


def test_pieces_without_a_melody_are_not_counted_as_original():
    song = SONGS[0]
    silent = replace(song, role=np.where(song.role == Role.MELODY, Role.PIANO, song.role))
    assert compare(INDEX, [song, silent], [silent])["real"]["pieces"] == 1
    nothing = compare(INDEX, [song], [silent])["composed"]
    assert nothing["pieces"] == 0
    assert nothing["longest"] == {"median": None, "p95": None}
    assert nothing["copying"] is None
