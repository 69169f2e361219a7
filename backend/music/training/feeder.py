"""Feeder: shards → endless batches of windows, each row of a batch reading its own song."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from backend.music.events import FIELDS, EncodedScore
from backend.music.events import vocabulary as v
from backend.music.lstm.inputs import (
    CONDITIONS,
    GENRES,
    LOOKED,
    SongInputs,
    count_features,
    song_inputs,
)
from backend.music.training.shard import Shard, piece_of

Batch = dict[str, Any]

# This share of songs is shown without its genre, so that one network also knows music in general.
UNLABELLED = 0.1


@dataclass(frozen=True)
class Song:
    """A song ready for windows: its fields as columns (n, 5) and all its inputs."""

    fields: npt.NDArray[np.int16]
    inputs: SongInputs


def songs_of(shard: Shard, held_out: bool) -> list[Song]:
    """Prepare the training or the held-out songs of a shard."""
    return [song_of(piece_of(shard, int(i)), shard.genre) for i in shard.select(held_out)]


def song_of(piece: EncodedScore, genre: str) -> Song:
    """Prepare an encoded piece."""
    header = (GENRES.index(genre), piece.key.minor, piece.tempo_step)
    fields = np.stack([piece.events[f].astype(np.int16) for f in FIELDS], axis=1)
    return Song(fields, song_inputs(piece.events, piece.plan, *header))


def target_weights(targets: npt.NDArray[np.int16]) -> dict[str, npt.NDArray[np.float32]]:
    """Which fields of each target event (…, 5) mean something: 1 or 0 per field."""
    position, _, _, duration, velocity = np.moveaxis(targets, -1, 0)
    sounding = position < v.LONGEST_BAR
    masks = {
        "position": position != v.START,
        "role": sounding,
        "pitch": sounding,
        "duration": sounding & (duration != v.NO_DURATION),
        "velocity": sounding & (velocity != v.NO_VELOCITY),
    }
    return {name: mask.astype(np.float32) for name, mask in masks.items()}


def batches(
    songs: Sequence[Song], batch: int, steps: int, rng: np.random.Generator | None
) -> Iterator[tuple[Batch, Batch, dict[str, npt.NDArray[np.float32]]]]:
    """One pass over songs as (inputs, targets, weights).

    Each row reads one song window by window and then takes the next; the last window of a song is
    padded with weight 0. With `rng` songs are shuffled and some lose their genre; without it the
    order is kept, and the pass covers every event exactly once.
    """
    order = list(range(len(songs))) if rng is None else rng.permutation(len(songs)).tolist()
    order.reverse()
    current: list[tuple[Song, bool] | None] = [None] * batch
    at = np.zeros(batch, np.int64)
    while True:
        inputs, targets, weights = _empty(batch, steps)
        busy = False
        for row in range(batch):
            song = current[row]
            if song is None and order:
                unlabelled = rng is not None and rng.random() < UNLABELLED
                song = current[row] = (songs[order.pop()], unlabelled)
                at[row] = 0
            if song is None:
                continue
            busy = True
            inputs["keep"][row] = at[row] > 0
            _fill(inputs, targets, weights, row, song, int(at[row]), steps)
            at[row] += steps
            if at[row] >= len(song[0].fields) - 1:
                current[row] = None
        if not busy:
            return
        inputs["counts"] = count_features(inputs.pop("planned"), inputs.pop("owed"))
        inputs["targets"] = targets
        yield inputs, {f: targets[:, :, i] for i, f in enumerate(FIELDS)}, weights


def _empty(batch: int, steps: int) -> tuple[Batch, npt.NDArray[np.int32], Batch]:
    shape = (batch, steps)
    inputs: Batch = {
        "events": np.zeros((*shape, 5), np.int32),
        "looked": np.zeros((*shape, LOOKED * 5), np.int32),
        "conditions": np.zeros((*shape, len(CONDITIONS)), np.int32),
        "planned": np.zeros((*shape, v.ROLES), np.uint8),
        "owed": np.zeros((*shape, v.ROLES), np.uint8),
        "keep": np.zeros((batch, 1), np.float32),
    }
    weights: Batch = {f: np.zeros(shape, np.float32) for f in FIELDS}
    return inputs, np.zeros((*shape, 5), np.int32), weights


def _fill(
    inputs: Batch,
    targets: npt.NDArray[np.int32],
    weights: Batch,
    row: int,
    labelled_song: tuple[Song, bool],
    start: int,
    steps: int,
) -> None:
    song, unlabelled = labelled_song
    stop = min(start + steps, len(song.fields) - 1)
    n = stop - start
    part = slice(start, stop)
    inputs["events"][row, :n] = song.fields[part]
    looked = song.fields[song.inputs.looked[part]]
    inputs["looked"][row, :n] = looked.reshape(n, -1)
    inputs["conditions"][row, :n] = song.inputs.conditions[part]
    if unlabelled:
        inputs["conditions"][row, :n, 0] = 0
    inputs["planned"][row, :n] = song.inputs.planned[part]
    inputs["owed"][row, :n] = song.inputs.owed[part]
    targets[row, :n] = song.fields[start + 1 : stop + 1]
    for name, weight in target_weights(song.fields[start + 1 : stop + 1]).items():
        weights[name][row, :n] = weight
