"""Index: the training songs of a shard → the melody index that originality is looked up in."""

from pathlib import Path

import numpy as np

from backend.music.generation.line import line_of_piece, windows_of
from backend.music.generation.melody_index import MelodyIndex
from backend.music.training.shard import Shard, piece_of


def build_index(shard: Shard) -> MelodyIndex:
    """The lines of all songs that were trained on and have a melody; held-out songs stay out."""
    named = [
        (Path(shard.names[i][0]).stem, line_of_piece(piece_of(shard, int(i))))
        for i in shard.select(held_out=False)
    ]
    named = [(name, line) for name, line in named if len(line)]
    lines = [line for _, line in named]
    return MelodyIndex(
        genre=shard.genre,
        names=tuple(name for name, _ in named),
        notes=np.array([len(line) for line in lines], np.int64),
        windows=np.concatenate([np.zeros(0, np.uint16), *map(windows_of, lines)]),
        bars=np.concatenate([np.zeros(0, np.int64), *(line.bar for line in lines)]),
    )
