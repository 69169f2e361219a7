"""Likelihood: how well songs that were never trained on are predicted, in nats per note.

The network is measured as it plays, by the NumPy runtime, beside counting (a unigram and a 4-gram)
on exactly the same fields of the same events.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from backend.music.errors import MissingDataError
from backend.music.evaluation.ngram import ORDER, NGram
from backend.music.events import FIELDS
from backend.music.events import vocabulary as v
from backend.music.lstm.inputs import GENRES, LOOKBACKS, count_features
from backend.music.lstm.runtime import Runtime
from backend.music.training.feeder import Song, target_weights
from backend.music.training.shard import Shard, piece_of

MOST_EVENTS = 60_000  # measured, so that a genre of many songs takes no longer than a small one
MOST_LEARNT = 1_500_000  # events that the n-gram counts
_ROWS = 24  # songs that the runtime reads side by side

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
    totals = np.zeros(len(FIELDS))
    told = None if genre is None else GENRES.index(genre)
    queue = sorted(songs, key=lambda song: -len(song.fields))  # rows of a batch end together
    for start in range(0, len(queue), _ROWS):
        totals += _read_together(runtime, queue[start : start + _ROWS], told)
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


def _read_together(
    runtime: Runtime, songs: Sequence[Song], genre: int | None
) -> npt.NDArray[np.float64]:
    """The nats of some songs, longest first, summed per field."""
    totals = np.zeros(len(FIELDS))
    rows = len(songs)
    state = runtime.start(rows)
    inputs = np.zeros((rows, 5 + 5 * len(LOOKBACKS) + 11), np.int64)
    for at in range(len(songs[0].fields) - 1):
        reading = sum(at < len(song.fields) - 1 for song in songs)
        if reading < rows:
            rows = reading
            state = type(state)(*(getattr(state, n)[:rows] for n in ("h1", "c1", "h2", "c2")))
            inputs = inputs[:rows]
        some = songs[:rows]
        looked = [song.fields[song.inputs.lookback[at]].reshape(-1) for song in some]
        inputs[:, :5] = [song.fields[at] for song in some]
        inputs[:, 5:20] = looked
        inputs[:, 20:] = [song.inputs.conditions[at] for song in some]
        if genre is not None:
            inputs[:, 20] = genre
        planned = np.stack([song.inputs.planned[at] for song in some])
        owed = np.stack([song.inputs.owed[at] for song in some])
        hidden = runtime.step(state, inputs, count_features(planned, owed))
        target = np.stack([song.fields[at + 1] for song in some]).astype(np.int64)
        weights = target_weights(target.astype(np.int16))
        for index, name in enumerate(FIELDS):
            logits = runtime.logits(hidden, index, target[:, :index].tolist())
            totals[index] += float((_nats(logits, target[:, index]) * weights[name]).sum())
    return totals


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
