"""Trains one network on the pieces of a published benchmark, and asks it for nats per frame."""

import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import keras
import numpy as np

from backend.music.lstm.carried import is_compiled
from backend.music.lstm.frame_network import FrameNetworkConfig, build_frame_network
from backend.music.training import frame_inputs as inputs
from backend.music.training.checkpoint import load_variables, read_note, save_run
from backend.music.training.frame_inputs import Piece
from backend.music.training.frame_settings import FrameSettings
from backend.music.training.frame_windows import (
    Window,
    batch_of_windows,
    mean_nats,
    nats_of,
    windows_of,
)
from backend.music.training.pace import learning_rate
from backend.music.training.state import FrameRun

MEASURED_FRAMES = 12_000  # of validation, while training


class FrameTrainer:
    """Trains on `train`, keeps the averaged weights that `valid` likes best in `folder`."""

    def __init__(
        self, train: Sequence[Piece], valid: Sequence[Piece], settings: FrameSettings, folder: Path
    ) -> None:
        keras.utils.set_random_seed(settings.seed)
        self.train, self.valid, self.settings, self.folder = train, valid, settings, folder
        pitches = train[0].roll.shape[1]
        config = FrameNetworkConfig(
            pitches, inputs.told_size(pitches), inputs.REFERENCES, inputs.COUNTS,
            settings.units, settings.units, settings.dropout, settings.input_dropout,
        )  # fmt: skip
        self.network = build_frame_network(config)
        self.optimizer = keras.optimizers.Adam(
            settings.learning_rate, global_clipnorm=1.0, use_ema=True, ema_momentum=settings.ema
        )
        self.optimizer.build(self.network.trainable_variables)
        loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True, reduction="sum")
        self.network.compile(self.optimizer, loss=loss, jit_compile=is_compiled())
        self.state = FrameRun()

    def done(self) -> float:
        """The share of the run that is behind us, by the clock or by updates."""
        by_clock = self.state.seconds / 60 / self.settings.minutes
        updates = self.settings.updates
        return min(max(by_clock, self.state.update / updates if updates else 0.0), 1.0)

    def run(self, report: Callable[[FrameRun, float], None]) -> None:
        """Go on from the last checkpoint, if there is one, to the end; then hold the best weights.

        `report(state, share done)` is called after each update.
        """
        self._resume()
        clock = time.process_time() - self.state.seconds
        saved = self.state.seconds
        while self.done() < 1:
            for windows in self._epoch():
                self._update(windows)
                self.state.seconds = time.process_time() - clock
                if self.done() * self.settings.measurements >= self.state.measured + 1:
                    self._measure()
                    self.state.seconds = time.process_time() - clock
                if self.state.seconds - saved > 60 or self.done() >= 1:
                    self._checkpoint()
                    saved = self.state.seconds
                report(self.state, self.done())
                if self.done() >= 1:
                    break
            else:
                self.state.epoch += 1
                self.state.batch_of_epoch = 0
        self.network.load_weights(self.folder / "best.weights.h5")

    def _epoch(self) -> Iterator[list[Window]]:
        rng = np.random.default_rng((self.settings.seed, self.state.epoch))
        windows = windows_of(self.train, self.settings, rng)
        # Windows of about equal length go together, so that little is padded.
        lengths = [stop - start + rng.uniform(0, 8) for _, start, stop in windows]
        order = np.argsort(lengths)
        starts = rng.permutation(np.arange(0, len(order), self.settings.batch))
        for start in starts[self.state.batch_of_epoch :]:
            self.state.batch_of_epoch += 1
            yield [windows[i] for i in order[start : start + self.settings.batch]]

    def _update(self, windows: list[Window]) -> None:
        rate = learning_rate(self.settings, self.state.update, self.done())
        self.optimizer.learning_rate.assign(rate)
        batch = batch_of_windows(windows)
        frames = sum(stop - start for _, start, stop in windows)
        target, weight = batch.pop("target"), batch.pop("weight")
        self.network.train_on_batch(batch, target, weight / np.float32(frames))
        self.state.update += 1

    def _measure(self) -> None:
        """Try the averaged weights on some of the validation pieces; keep them if they are best."""
        variables = self.network.trainable_variables
        current = [keras.ops.convert_to_numpy(v) for v in variables]
        self.optimizer.finalize_variable_values(variables)
        stride = max(sum(len(p.roll) for p in self.valid) // MEASURED_FRAMES, 1)
        nats = mean_nats(nats_of(self.network, self.valid[::stride]), first=False)
        if not math.isfinite(nats):
            raise FloatingPointError(
                f"The nats per frame became {nats} at update {self.state.update}; train again with "
                "a lower learning rate."
            )
        self.state.measured = int(self.done() * self.settings.measurements)
        if nats < self.state.best:
            self.state.best = nats
            self.folder.mkdir(parents=True, exist_ok=True)
            self.network.save_weights(self.folder / "best.weights.h5")
        for variable, value in zip(variables, current, strict=True):
            variable.assign(value)

    def _checkpoint(self) -> None:
        note = {"state": asdict(self.state), "settings": asdict(self.settings)}
        save_run(self.folder, self.state.update, self._variables(), note)

    def _resume(self) -> None:
        saved = read_note(self.folder)
        if saved is None:
            return
        # A run may be made longer or shorter on the way; anything else is another experiment, and
        # overwrites it.
        length = {"minutes": self.settings.minutes, "updates": self.settings.updates}
        if saved["settings"] | length != asdict(self.settings):
            return
        load_variables(self.folder, saved, self._variables())
        self.state = FrameRun(**saved["state"])
        self.state.measured = int(self.done() * self.settings.measurements)

    def _variables(self) -> list[Any]:
        """Weights, dropout's dice and the optimizer's memory with the average."""
        return [*self.network.variables, *self.optimizer.variables]
