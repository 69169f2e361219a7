"""One training session: shards in, a bundle in `model/<genre>/` out, progress on the terminal."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from tqdm import tqdm

from backend.music.errors import MissingModelError
from backend.music.lstm.bundle import WEIGHTS
from backend.music.lstm.config import NetworkConfig
from backend.music.training.feeder import Song, songs_of
from backend.music.training.settings import TrainSettings
from backend.music.training.shard import shards_of

# The unlabelled folder is half of all events; half of it at a time leaves the genres more room.
GENERAL_MIX = {"general": 0.5, "reggae": 4.0, "blues": 2.0, "hiphop": 2.0}
# Genres of a few songs read some of their neighbours as well (as such, under their own names):
# genre → the share of each neighbour's songs shown per epoch.
NEIGHBOURS = {
    "hiphop": {"electronic": 0.3, "pop": 0.2},
    "blues": {"jazz": 0.3, "rock": 0.1},
    "reggae": {"pop": 0.2, "blues": 1.0, "hiphop": 0.5},
}
FINE_TUNING: dict[str, Any] = {
    "learning_rate": 5e-4,
    "epochs": 4,
    "measure_every": 100,
    "measure_events": 50_000,
    "batch": 48,
    "warm_up": 20,
}


def train(
    genre: str,
    *,
    events: Path,
    model_dir: Path,
    runs: Path,
    init: str | None,
    resume: bool,
    threads: int,
    units: int,
    **given: Any,
) -> float:
    """Train `genre` ("general": all shards there are) and write its bundle.

    Returns:
        the best measurement, in nats per note on held-out songs.

    Raises:
        MissingDataError: no events for the genre. MissingModelError: nothing to start from.
    """
    shards = shards_of(genre, events)
    near = {g: share for g, share in NEIGHBOURS.get(genre, {}).items() if _is_there(events, g)}
    if init and not (model_dir / init / WEIGHTS).exists():
        raise MissingModelError(
            f"{model_dir / init / WEIGHTS} is missing. Train it first: scripts/train.py {init}"
        )
    # Keras takes seconds to import: only now that there is something to train, and on what.
    from backend.music.training.publish import publish
    from backend.music.training.state import RunState
    from backend.music.training.trainer import Trainer
    from backend.music.training.watch import Watch

    use_threads(threads)
    settings = TrainSettings(mix=GENERAL_MIX if genre == "general" else near or None)
    if init:
        settings = replace(settings, **FINE_TUNING)
    settings = replace(settings, **{k: v for k, v in given.items() if v is not None})
    read = [*shards, *(shard for g in near for shard in shards_of(g, events))]
    songs = {s.genre: songs_of(s, held_out=False) for s in read}
    held_out = _interleave([songs_of(s, held_out=True) for s in shards])
    if not held_out:  # A genre of a few songs: its early stop needs something to look at.
        held_out = songs[genre][:1]
    config = NetworkConfig(units=units)
    watch = Watch(genre, shards, config)
    trainer = Trainer(songs, held_out, config, settings, runs / genre, watch)
    if init:
        trainer.start_from(model_dir / init / WEIGHTS)
    if resume:
        trainer.resume()
    with tqdm(
        total=trainer.updates, initial=trainer.state.update, desc=genre, mininterval=5.0
    ) as bar:

        def report(state: RunState, loss: float, done: float) -> None:
            bar.set_postfix_str(f"{loss:.3f} nats/note, held out {state.best:.3f}, {done:.0%} done")
            bar.update(1)

        trainer.run(report)
    publish(trainer, genre, shards, model_dir)
    return trainer.state.best


def _is_there(events: Path, genre: str) -> bool:
    return (events / f"{genre}.npz").exists()


def _interleave(groups: list[list[Song]]) -> list[Song]:
    """One song of each group in turn, so that a short measurement hears every genre."""
    rng = np.random.default_rng(0)
    queues = [[g[i] for i in rng.permutation(len(g))] for g in groups if g]
    out = []
    while any(queues):
        out += [q.pop() for q in queues if q]
    return out


def use_threads(threads: int) -> None:
    """Compute on so many cores (0: all), where the library lets one say so."""
    import keras

    backend = keras.backend.backend()
    if threads and backend == "tensorflow":
        import tensorflow as tf

        tf.config.threading.set_intra_op_parallelism_threads(threads)
        tf.config.threading.set_inter_op_parallelism_threads(threads)
    elif threads and backend == "torch":
        import torch

        torch.set_num_threads(threads)
