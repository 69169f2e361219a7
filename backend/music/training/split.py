"""The split: which songs are held out of training, those with a copy in training never."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from backend.music.lstm.inputs import GENRES
from backend.music.training.copies import Passages, copies_among, passages_of
from backend.music.training.shard import load_shard, save_shard

HELD_OUT_SHARE = 0.1  # of the songs, chosen by a hash of the song, so that the split never moves


@dataclass(frozen=True)
class Copy:
    """Two files ("genre/name") of different songs that share a tune, and how much of it, 0–1."""

    file: str
    like: str
    share: float


@dataclass(frozen=True)
class Split:
    """Per genre how many files are held out, and how many were not because of a copy."""

    held_out: dict[str, int]
    leaking: dict[str, int]
    copies: tuple[Copy, ...]


def is_held_out(song: str) -> bool:
    """Whether a song belongs to the songs never trained on, if no copy of it is trained on."""
    share = int(hashlib.md5(song.encode(), usedforsecurity=False).hexdigest()[:8], 16) / 0xFFFFFFFF
    return share < HELD_OUT_SHARE


def settle(folder: Path) -> Split:
    """Look for copies among all shards of a folder, and hold out no song whose copy is trained on.

    The songs held out are always some of those whose own id says so: what a model was trained on
    before a copy was found is never measured on.
    """
    paths = [folder / f"{g}.npz" for g in GENRES if (folder / f"{g}.npz").exists()]
    passages: list[Passages] = []
    names: list[tuple[str, str, str]] = []  # genre, file, song
    before: list[bool] = []
    for path in paths:  # One at a time: all shards need not fit into memory.
        shard = load_shard(path)
        found = passages_of(shard)
        passages.append(Passages(found.passage, found.file + len(names)))
        names += [(shard.genre, name, song) for name, song in shard.names]
        before += shard.songs["held_out"].tolist()
    pairs = [p for p in copies_among(passages) if names[p.first][2] != names[p.second][2]]
    family = _families((names[p.first][2], names[p.second][2]) for p in pairs)
    trained = {family.get(song, song) for _, _, song in names if not is_held_out(song)}
    leaking = [is_held_out(s) and family.get(s, s) in trained for _, _, s in names]
    held_out = [is_held_out(s) and not leak for (_, _, s), leak in zip(names, leaking, strict=True)]
    genres = np.array([genre for genre, _, _ in names])
    for path in paths:
        own = genres == path.stem
        if (np.array(held_out)[own] != np.array(before)[own]).any():
            _hold_out(path, np.array(held_out)[own])
    return Split(
        dict(Counter(genres[held_out].tolist())),
        dict(Counter(genres[leaking].tolist())),
        tuple(Copy(_file(names[p.first]), _file(names[p.second]), p.share) for p in pairs),
    )


def _hold_out(path: Path, held_out: npt.NDArray[np.bool_]) -> None:
    shard = load_shard(path)
    songs = shard.songs.copy()
    songs["held_out"] = held_out
    save_shard(replace(shard, songs=songs), path)


def _families(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For each song that has copies one name for all of them together."""
    parent: dict[str, str] = {}

    def root(song: str) -> str:
        while parent.setdefault(song, song) != song:
            parent[song] = song = parent[parent[song]]
        return song

    for one, other in pairs:
        parent[root(one)] = root(other)
    return {song: root(song) for song in list(parent)}


def _file(name: tuple[str, str, str]) -> str:
    return f"{name[0]}/{name[1]}"
