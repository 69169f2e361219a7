"""Plans: what a model's planner draws from, the bars of training songs without a single note."""

from collections.abc import Sequence

import numpy as np

from backend.music.score.score import Rows
from backend.music.training.shard import Shard

MOST_PLANS = 250  # songs whose plans travel with the weights


def plans_of(shards: Sequence[Shard]) -> tuple[Rows, Rows]:
    """The headers of up to 250 training songs (SONG) and their bars end to end (PLAN)."""
    songs, plans, at = [], [], 0
    for shard, index in some_songs(shards, MOST_PLANS):
        row = shard.songs[index].copy()
        plans.append(shard.plan[row["first_bar"] :][: row["bars"]])
        row["first_bar"], at = at, at + int(row["bars"])
        songs.append(row)
    return np.array(songs, shards[0].songs.dtype), np.concatenate(plans)


def some_songs(shards: Sequence[Shard], most: int) -> list[tuple[Shard, int]]:
    """Up to `most` training songs, always the same ones, as (shard, index)."""
    chosen = [(s, int(i)) for s in shards for i in s.select(held_out=False)]
    picked = np.random.default_rng(0).permutation(len(chosen))[:most]
    return [chosen[i] for i in picked]
