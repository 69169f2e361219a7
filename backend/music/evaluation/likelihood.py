"""Likelihood: how well songs that were never trained on are predicted, in nats per note.

The network is measured as it plays, by the same kernels, beside counting (a unigram and a 4-gram)
on exactly the same fields of the same events.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from backend.music.errors import MissingDataError
from backend.music.evaluation.ngram import ORDER, NGram
from backend.music.events import FIELDS
from backend.music.events import vocabulary as v
from backend.music.events.encoded import excerpt
from backend.music.lstm.bundle import Bundle
from backend.music.lstm.inputs import GENRES
from backend.music.lstm.reading import song_nats
from backend.music.lstm.reference import song_logits
from backend.music.lstm.runtime import Runtime
from backend.music.training.feeder import Song, song_of, target_weights
from backend.music.training.shard import Shard, piece_of

MOST_EVENTS = 60_000  # measured, so that a genre of many songs takes no longer than a small one
FEWEST, MOST_TYPICAL = 12, 60  # pieces that tell what is typical
MOST_LEARNT = 1_500_000  # events that the n-gram counts

Nats = dict[str, float]
Columns = npt.NDArray[np.int64]


def chosen_songs(songs: Sequence[Song], seed: int = 0) -> list[Song]:
    """Whole songs in a fixed random order, as many as MOST_EVENTS allows (at least one).

    Raises:
        MissingDataError: there is none.
    """
    if not songs:
        raise MissingDataError("No held-out songs. Preprocess more songs of this genre.")
    order = np.random.default_rng(seed).permutation(len(songs))
    sizes = np.cumsum([len(songs[i].fields) for i in order])
    count = max(int(np.searchsorted(sizes, MOST_EVENTS, side="right")), 1)
    return [songs[i] for i in order[:count]]


def network_nats(runtime: Runtime, songs: Sequence[Song], genre: str | None = None) -> Nats:
    """Nats per note in total and per field.

    The network is told that the songs are of `genre` (None: of the genre they came with).
    """
    told = None if genre is None else GENRES.index(genre)
    totals = [song_nats(runtime, s.fields, s.inputs, told).sum(axis=0) for s in songs]
    return _per_note(np.sum(totals, axis=0), songs)


def typical_nats(runtime: Runtime, shards: Sequence[Shard], bars: int) -> dict[str, float]:
    """What the network makes of real songs of its genre, cut to `bars` bars from their middle.

    Held-out songs, and training songs too where there are fewer than FEWEST of them.

    Returns:
        `mean` and `deviation` of the nats per note of a piece, and how many `pieces` there were.
    """
    held_out = [(s, int(i)) for s in shards for i in s.select(held_out=True)]
    learnt = [(s, int(i)) for s in shards for i in s.select(held_out=False)]
    chosen = held_out if len(held_out) >= FEWEST else held_out + learnt
    order = np.random.default_rng(0).permutation(len(chosen))[:MOST_TYPICAL]
    songs = [middle_of(chosen[i][0], chosen[i][1], bars) for i in order]
    found = [network_nats(runtime, [song])["total"] for song in songs]
    return {
        "mean": float(np.mean(found)),
        "deviation": float(np.std(found)),
        "pieces": len(found),
    }


def middle_of(shard: Shard, index: int, bars: int) -> Song:
    """The bars in the middle of a song of a shard, as a song of its own."""
    piece = piece_of(shard, index)
    return song_of(excerpt(piece, max((len(piece.plan) - bars) // 2, 0), bars), shard.genre)


def reference_nats(bundle: Bundle, songs: Sequence[Song]) -> Nats:
    """The same by the network's formula in single precision: slower, and nothing is rounded."""
    totals = np.zeros(len(FIELDS))
    for song in songs:
        masks = _masks(song.fields[1:])
        for index, logits in enumerate(song_logits(bundle, song.fields, song.inputs)):
            nats = _nats(logits, song.fields[1:, index].astype(np.int64))
            totals[index] += nats[masks[FIELDS[index]]].sum()
    return _per_note(totals, songs)


def learnt_songs(shards: Sequence[Shard], seed: int = 0) -> list[Columns]:
    """The fields (n, 5) of training songs in a fixed random order, up to MOST_LEARNT events."""
    chosen = [(shard, int(i)) for shard in shards for i in shard.select(held_out=False)]
    out: list[Columns] = []
    size = 0
    for place in np.random.default_rng(seed).permutation(len(chosen)):
        events = piece_of(*chosen[place]).events
        out.append(np.stack([events[f].astype(np.int64) for f in FIELDS], axis=1))
        size += len(events)
        if size >= MOST_LEARNT:
            break
    return out


def counting_nats(learnt: Sequence[Columns], songs: Sequence[Song], order: int = ORDER) -> Nats:
    """The same for an n-gram that counted the songs `learnt`."""
    totals = np.zeros(len(FIELDS))
    masks = [_masks(fields) for fields in learnt]
    for index, name in enumerate(FIELDS):
        counts = NGram(index, order)
        counts.learn(learnt, [m[name] for m in masks])
        for song in songs:
            events = song.fields.astype(np.int64)
            chances = counts.probabilities(events, events[:, index])
            totals[index] -= np.log(chances[_masks(song.fields)[name]]).sum()
    return _per_note(totals, songs)


def _nats(
    logits: npt.NDArray[np.float32], target: npt.NDArray[np.int64]
) -> npt.NDArray[np.float64]:
    shifted = (logits - logits.max(axis=1, keepdims=True)).astype(np.float64)
    nats: npt.NDArray[np.float64] = np.log(np.exp(shifted).sum(axis=1))
    nats -= shifted[np.arange(len(target)), target]
    return nats


def _masks(fields: npt.NDArray[np.integer]) -> dict[str, npt.NDArray[np.bool_]]:
    return {name: weight > 0 for name, weight in target_weights(fields.astype(np.int16)).items()}


def _per_note(totals: npt.NDArray[np.float64], songs: Sequence[Song]) -> Nats:
    notes = sum(int((song.fields[:, 1] < v.ROLES).sum()) for song in songs)
    per_note = totals / max(notes, 1)
    return {
        "total": float(per_note.sum()),
        **{f: float(n) for f, n in zip(FIELDS, per_note, strict=True)},
    }
