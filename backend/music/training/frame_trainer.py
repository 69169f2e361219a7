"""Trains one network on the pieces of a published benchmark, and asks it for nats per frame."""

import itertools
import json
import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np
import numpy.typing as npt

from backend.music.lstm.carried import is_compiled
from backend.music.lstm.frame_network import FrameNetworkConfig, build_frame_network
from backend.music.training import frame_inputs as inputs
from backend.music.training.frame_inputs import Piece

Nats = list[npt.NDArray[np.float64]]  # for each piece, of each of its frames
Window = tuple[Piece, int, int]  # frames from … to (not included)

MEASURED_FRAMES = 12_000  # of validation, while training
FRAMES_AT_ONCE = 6_000  # measured in one batch, padding included


@dataclass(frozen=True)
class FrameSettings:
    """How one network is trained.

    `minutes` of processor time, or `updates` if that is sooner (0: it is not); `steps`: frames
    before the gradient is cut; `shift`: semitones a training piece is transposed by at most;
    `stay`: the share that is not; `ema`: of the weights.
    """

    minutes: float
    updates: int = 0
    units: int = 256
    dropout: float = 0.4
    input_dropout: float = 0.2
    batch: int = 16
    steps: int = 128
    shift: int = 6
    stay: float = 0.3
    learning_rate: float = 2e-3
    final_share: float = 0.02
    warm_up: int = 50
    ema: float = 0.99
    measurements: int = 10
    seed: int = 0


@dataclass
class FrameRun:
    """Where a run stands; `seconds` of processor time, `best` in nats per validation frame."""

    update: int = 0
    epoch: int = 0
    batch_of_epoch: int = 0
    seconds: float = 0.0
    measured: int = 0
    best: float = math.inf


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
        settings = self.settings
        cosine = 0.5 + 0.5 * math.cos(math.pi * self.done())
        pace = settings.final_share + (1 - settings.final_share) * cosine
        warm = min(1.0, (self.state.update + 1) / settings.warm_up)
        self.optimizer.learning_rate.assign(settings.learning_rate * pace * warm)
        batch = _batch(windows)
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
        """Write what the run needs to go on; the note that names the variables is replaced last."""
        self.folder.mkdir(parents=True, exist_ok=True)
        file = self.folder / f"run-{self.state.update}.npz"
        np.savez(file, *(keras.ops.convert_to_numpy(v) for v in self._variables()))
        note = self.folder / "run.part"
        said = {
            "state": asdict(self.state), "settings": asdict(self.settings), "variables": file.name
        }  # fmt: skip
        note.write_text(json.dumps(said))
        note.replace(self.folder / "run.json")
        for old in self.folder.glob("run-*.npz"):
            if old != file:
                old.unlink()

    def _resume(self) -> None:
        note = self.folder / "run.json"
        if not note.exists():
            return
        saved = json.loads(note.read_text())
        # A run may be made longer or shorter on the way; anything else is another experiment, and
        # overwrites it.
        length = {"minutes": self.settings.minutes, "updates": self.settings.updates}
        if saved["settings"] | length != asdict(self.settings):
            return
        with np.load(self.folder / saved["variables"]) as values:
            for i, variable in enumerate(self._variables()):
                variable.assign(values[f"arr_{i}"])
        self.state = FrameRun(**saved["state"])
        self.state.measured = int(self.done() * self.settings.measurements)

    def _variables(self) -> list[Any]:
        """Weights, dropout's dice and the optimizer's memory with the average."""
        return [*self.network.variables, *self.optimizer.variables]


def windows_of(
    pieces: Sequence[Piece], settings: FrameSettings, rng: np.random.Generator
) -> list[Window]:
    """Each piece cut into windows at a random place, transposed within the range of all pieces."""
    sounding = np.flatnonzero(np.any([p.roll.any(axis=0) for p in pieces], axis=0))
    out = []
    for piece in pieces:
        down, up = inputs.range_of(piece, int(sounding[0]), int(sounding[-1]))
        semitones = 0
        if rng.random() >= settings.stay:
            semitones = int(rng.integers(max(down, -settings.shift), min(up, settings.shift) + 1))
        moved = inputs.transposed(piece, semitones)
        frames = len(piece.roll)
        first = int(rng.integers(1, settings.steps + 1)) if frames > settings.steps else frames
        edges = [0, *range(first, frames, settings.steps), frames]
        out += [(moved, a, b) for a, b in itertools.pairwise(edges)]
    return out


def nats_of(network: keras.Model, pieces: Sequence[Piece]) -> Nats:
    """−log p(frame | frames before it in its piece) of every frame, whole pieces at a time."""
    nats: Nats = [np.zeros(0)] * len(pieces)
    group: list[int] = []
    order = sorted(range(len(pieces)), key=lambda i: len(pieces[i].roll))
    for place, i in enumerate(order):
        group.append(i)
        following = order[place + 1 : place + 2]
        if following and (len(group) + 1) * len(pieces[following[0]].roll) <= FRAMES_AT_ONCE:
            continue
        batch = _batch([(pieces[j], 0, len(pieces[j].roll)) for j in group])
        target, weight = batch.pop("target"), batch.pop("weight")
        log = keras.ops.convert_to_numpy(network.predict_on_batch(batch)).astype(np.float64)
        of_note = -np.take_along_axis(log, target[..., None], axis=-1)[..., 0] * weight
        longest = batch["told"].shape[1]
        frames = len(group) * longest
        of_frame = np.bincount(batch["frame"].ravel(), of_note.ravel(), frames).astype(np.float64)
        for row, j in enumerate(group):
            nats[j] = of_frame[row * longest :][: len(pieces[j].roll)]
        group = []
    return nats


def mean_nats(nats: Nats, *, first: bool) -> float:
    """Nats per frame over all frames of all pieces, with or without each piece's first."""
    return float(np.concatenate([n if first else n[1:] for n in nats]).mean())


def _batch(windows: Sequence[Window]) -> dict[str, Any]:
    longest = max(stop - start for _, start, stop in windows)
    return inputs.batch_of([inputs.window(*w) for w in windows], longest)
