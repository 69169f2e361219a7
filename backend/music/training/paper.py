"""The paper's table: the network family trained on a published benchmark and tested as published.

Why the numbers are comparable. The papers give −log p(frame | all frames before it) in nats, the
mean over the frames of the test split, where a frame is one of the 2^88 sets of notes. Here a frame
is spelt in the only way that its notes in ascending order and an END allow; each symbol has a
softmax over the symbols that may still follow. The product over the symbols is therefore a
distribution over the same 2^88 sets (it sums to 1), and the sum of −log p over a frame's symbols is
−log p(frame | frames before) itself, neither a bound nor an estimate. Nothing is told that the file
does not hold: no beat, key or length; what the network looks back to is in the frames before.

As in the TCN experiments the mean is over frames, not pieces, and leaves out each piece's first
frame; the mean with it is given too. Transposing is done to training pieces only; validation and
test pieces are as distributed.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
from tqdm import tqdm

from backend.music.training.frame_inputs import piece_of
from backend.music.training.frame_settings import FrameSettings
from backend.music.training.frame_trainer import FrameTrainer
from backend.music.training.frame_windows import Nats, mean_nats, nats_of
from backend.music.training.frames import read_benchmark
from backend.music.training.state import FrameRun

SETTINGS = {
    "jsb": FrameSettings(minutes=9),
    # Twelve times as many frames, most of which repeat earlier ones: a smaller network hears each
    # oftener in the same time, and there is less to fear from learning by heart.
    "nottingham": FrameSettings(
        minutes=9, units=128, dropout=0.15, input_dropout=0.1, shift=5, stay=0.5
    ),
}
BAR = "{desc} {percentage:3.0f} %|{bar}| {elapsed}{postfix}"


def train_and_test(
    name: str,
    *,
    data: Path,
    runs: Path,
    networks: int,
    **given: Any,
) -> dict[str, Any]:
    """Train `networks` networks (seeds 0, 1, …) on a benchmark and test each and all together.

    Together: their probabilities of each frame are averaged, which gives a distribution again.
    `given` overrides SETTINGS where it is not None. Checkpoints go to `runs`, and a run that was
    stopped goes on from there.

    Returns:
        nats per frame of the test and validation split, and what made them.

    Raises:
        MissingDataError: the benchmark is not in `data`.
    """
    benchmark = read_benchmark(data, name)
    train, valid, test = (
        [piece_of(roll) for roll in split]
        for split in (benchmark.train, benchmark.valid, benchmark.test)
    )
    settings = replace(SETTINGS[name], **{k: v for k, v in given.items() if v is not None})
    found: list[dict[str, Nats]] = []
    parameters = 0
    for seed in range(networks):
        folder = runs / "paper" / f"{name}-{seed}"
        trainer = FrameTrainer(train, valid, replace(settings, seed=seed), folder)
        with tqdm(total=100, desc=f"{name} {seed + 1}", bar_format=BAR, mininterval=5.0) as bar:

            def report(state: FrameRun, done: float, bar: Any = bar) -> None:
                bar.set_postfix_str(f"{state.best:.3f} nats per validation frame", refresh=False)
                bar.update(done * 100 - bar.n)

            trainer.run(report)
        parameters = trainer.network.count_params()
        splits = {"valid": valid, "test": test}
        found.append({split: nats_of(trainer.network, splits[split]) for split in splits})
    return {
        "parameters": parameters,
        "settings": asdict(settings),
        "pieces": len(test),
        "frames": sum(len(p.roll) for p in test),
        "networks": [{split: _means(nats) for split, nats in each.items()} for each in found],
        "together": {
            split: _means(_together([each[split] for each in found])) for split in found[0]
        },
    }


def save(result: dict[str, Any], name: str, path: Path) -> None:
    """Put the result of one benchmark beside those of others."""
    path.parent.mkdir(parents=True, exist_ok=True)
    results = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    results[name] = result
    part = path.with_suffix(".part")
    part.write_text(json.dumps(results, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    part.replace(path)


def _means(nats: Nats) -> dict[str, float]:
    return {
        "without_first": round(mean_nats(nats, first=False), 4),
        "with_first": round(mean_nats(nats, first=True), 4),
    }


def _together(each: Sequence[Nats]) -> Nats:
    """The mean of probabilities, in nats."""
    return [
        np.log(len(each)) - np.logaddexp.reduce([-nats for nats in of_piece], axis=0)
        for of_piece in zip(*each, strict=True)
    ]
