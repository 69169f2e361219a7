"""Plans: what a model's planner draws from, the bars of training songs without a single note."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from backend.music.events.decode import decode
from backend.music.events.form import Form, form_of
from backend.music.score.score import Rows
from backend.music.theory.similarity import style_profile
from backend.music.training.shard import Shard, piece_of

MOST_PLANS = 250  # songs whose plans travel with the weights
MOST_PROFILES = 120  # songs that the style profile is averaged over


def save_plans(shards: Sequence[Shard], path: Path) -> int:
    """Write the plans of a bundle; returns of how many songs they are."""
    songs, plan, form = plans_of(shards)
    profile = np.mean(
        [style_profile(decode(piece_of(*s))) for s in some_songs(shards, MOST_PROFILES)], axis=0
    )
    np.savez_compressed(
        path,
        songs=songs,
        plan=plan,
        form_notes=form.notes,
        form_rhythms=form.rhythms,
        style_profile=profile.astype(np.float32),
    )
    return len(songs)


def plans_of(shards: Sequence[Shard]) -> tuple[Rows, Rows, Form]:
    """The headers of up to 250 training songs (SONG), their bars end to end (PLAN), their forms."""
    songs, plans, forms, at = [], [], [], 0
    for shard, index in some_songs(shards, MOST_PLANS):
        row = shard.songs[index].copy()
        plans.append(shard.plan[row["first_bar"] :][: row["bars"]])
        forms.append(form_of(piece_of(shard, index)))
        row["first_bar"], at = at, at + int(row["bars"])
        songs.append(row)
    form = Form(
        np.concatenate([f.notes for f in forms]), np.concatenate([f.rhythms for f in forms])
    )
    return np.array(songs, shards[0].songs.dtype), np.concatenate(plans), form


def some_songs(shards: Sequence[Shard], most: int) -> list[tuple[Shard, int]]:
    """Up to `most` training songs, always the same ones, as (shard, index)."""
    chosen = [(s, int(i)) for s in shards for i in s.select(held_out=False)]
    picked = np.random.default_rng(0).permutation(len(chosen))[:most]
    return [chosen[i] for i in picked]
