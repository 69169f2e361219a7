"""The training loop: epochs over shards with checkpoints, measurements and an early stop."""

import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import keras
import numpy as np

from backend.music.errors import CollapsedError
from backend.music.events import FIELDS
from backend.music.lstm.bundle import Weights
from backend.music.lstm.carried import is_compiled
from backend.music.lstm.config import NetworkConfig
from backend.music.lstm.network import build_network, carried_states, carry
from backend.music.training.checkpoint import load_variables, read_note, save_run
from backend.music.training.feeder import Song, batches
from backend.music.training.measure import measure, weights_of
from backend.music.training.pace import learning_rate
from backend.music.training.settings import TrainSettings
from backend.music.training.state import RunState

COLLAPSES = 3  # measurements in a row at which nothing was music; a young network may have one


class Trainer:
    """Trains one network on songs; `folder` receives checkpoints.

    `watch` tells of weights how much of what they write is no music, 0 to 1; see `training.watch`.
    """

    def __init__(
        self,
        songs: dict[str, list[Song]],
        held_out: Sequence[Song],
        config: NetworkConfig,
        settings: TrainSettings,
        folder: Path,
        watch: Callable[[Weights], float] | None = None,
    ) -> None:
        keras.utils.set_random_seed(settings.seed)
        keras.mixed_precision.set_global_policy(settings.precision)
        self.songs, self.held_out = songs, held_out
        self.config, self.settings, self.folder = config, settings, folder
        self.watch = watch
        self.network = build_network(config, settings.batch, settings.steps, carried=True)
        self.optimizer = keras.optimizers.Adam(settings.learning_rate, global_clipnorm=1.0)
        losses = {
            f: keras.losses.SparseCategoricalCrossentropy(from_logits=True, reduction="sum")
            for f in FIELDS
        }
        self.network.compile(self.optimizer, loss=losses, jit_compile=is_compiled())
        self.state = RunState()
        shares = settings.mix or {}
        total = sum(
            shares.get(g, 1.0) * sum(len(s.fields) for s in songs) for g, songs in songs.items()
        )
        self.updates = math.ceil(settings.epochs * total / (settings.batch * settings.steps) * 1.02)

    def resume(self) -> bool:
        """Go on from the last checkpoint, if there is one."""
        saved = read_note(self.folder)
        if saved is None:
            return False
        self.optimizer.build(self.network.trainable_variables)
        load_variables(self.folder, saved, self._variables())
        self.state = RunState(**saved)
        return True

    def start_from(self, weights: Path) -> None:
        """Begin with another network's weights (fine-tuning)."""
        other = keras.saving.load_model(weights, compile=False)
        for layer in other.layers:
            values = layer.get_weights()
            if values:
                mine = self.network.get_layer(layer.name)
                for variable, value in zip(mine.trainable_variables, values, strict=True):
                    variable.assign(value)

    def checkpoint(self) -> None:
        """Write everything needed to go on to the same curve."""
        save_run(self.folder, self.state.update, self._variables(), asdict(self.state))

    def _variables(self) -> list[Any]:
        """Weights, carried states, dropout's dice and the optimizer's memory."""
        return [
            *self.network.variables, *carried_states(self.network), *self.optimizer.variables,
        ]  # fmt: skip

    def run(self, report: Callable[[RunState, float, float], None]) -> None:
        """Train until the epochs, the minutes or the patience are used up.

        `report(state, loss in nats per note, share done)` is called after each update.
        """
        clock = time.monotonic() - self.state.seconds
        saved = self.state.seconds
        for inputs, targets, weights in self._epochs():
            loss = self._update(inputs, targets, weights)
            state = self.state
            state.seconds = time.monotonic() - clock
            report(state, loss, self.done())
            if state.update % self.settings.measure_every == 0 or self.done() >= 1:
                self._measure()
            if state.seconds - saved > self.settings.checkpoint_minutes * 60:
                self.checkpoint()
                saved = state.seconds
            if self.done() >= 1 or self._tired():
                break
        self.checkpoint()

    def done(self) -> float:
        """The share of the run that is behind us, by updates or by the clock."""
        by_clock = self.state.seconds / 60 / self.settings.minutes if self.settings.minutes else 0.0
        return min(max(self.state.update / self.updates, by_clock), 1.0)

    def _epochs(self) -> Iterator[tuple[Any, Any, Any]]:
        while self.state.epoch < self.settings.epochs:
            rng = np.random.default_rng((self.settings.seed, self.state.epoch))
            songs = self._draw(rng)
            skipped = self.state.batch_of_epoch
            for i, batch in enumerate(
                batches(songs, self.settings.batch, self.settings.steps, rng)
            ):
                if i < skipped:  # Already seen before the interruption.
                    continue
                self.state.batch_of_epoch = i + 1
                yield batch
            self.state.epoch += 1
            self.state.batch_of_epoch = 0

    def _draw(self, rng: np.random.Generator) -> list[Song]:
        out: list[Song] = []
        for genre, songs in self.songs.items():
            share = (self.settings.mix or {}).get(genre, 1.0)
            whole, part = divmod(share, 1.0)
            out += songs * int(whole)
            count = round(part * len(songs))
            out += [songs[i] for i in rng.permutation(len(songs))[:count]]
        return out

    def _update(self, inputs: Any, targets: Any, weights: Any) -> float:
        settings = self.settings
        rate = learning_rate(settings, self.state.update, self.done())
        self.optimizer.learning_rate.assign(rate)
        carry(self.network, inputs.pop("keep"))
        scale = np.float32(1 / (settings.batch * settings.steps))
        scaled = {f: w * scale for f, w in weights.items()}
        result = self.network.train_on_batch(inputs, targets, scaled, return_dict=True)
        notes = float(weights["pitch"].sum())
        loss = float(result["loss"]) / float(scale) / max(notes, 1)
        if not math.isfinite(loss):
            raise FloatingPointError(
                f"The loss became {loss} at update {self.state.update}. Resume from the last "
                "checkpoint with a lower --learning-rate."
            )
        self.state.update += 1
        self.state.events += int(weights["position"].sum())
        if self.state.update % 20 == 0:
            self.state.trained.append((self.state.update, loss))
        return loss

    def _measure(self) -> None:
        carried = carried_states(self.network)
        kept = [np.array(keras.ops.convert_to_numpy(s)) for s in carried]
        nats = measure(
            self.network, self.held_out, self.settings.batch, self.settings.steps,
            self.settings.measure_events,
        )  # fmt: skip
        for variable, value in zip(carried, kept, strict=True):
            variable.assign(value)
        state = self.state
        seen = {"collapsed": self.watch(weights_of(self.network))} if self.watch else {}
        state.curve.append({"update": state.update, "events": state.events, **nats, **seen})
        self._refuse_collapse()
        if nats["total"] < state.best:
            state.best, state.best_update = nats["total"], state.update
            self.folder.mkdir(parents=True, exist_ok=True)
            self.network.save_weights(self.folder / "best.weights.h5")

    def _refuse_collapse(self) -> None:
        last = [point.get("collapsed", 0.0) for point in self.state.curve[-COLLAPSES:]]
        if len(last) == COLLAPSES and min(last) == 1:
            self.checkpoint()
            raise CollapsedError(
                f"Everything that the network wrote at its last {COLLAPSES} measurements was one "
                "note, silence or a loop. Train again with a lower --learning-rate, or look at the "
                f"songs: scripts/preprocess.py. The run is kept in {self.folder}."
            )

    def _tired(self) -> bool:
        since = (self.state.update - self.state.best_update) / self.settings.measure_every
        return math.isfinite(self.state.best) and since >= self.settings.patience
