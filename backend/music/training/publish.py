"""Publish: a trained network → its bundle in `model/<genre>/`, whole or not at all."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import keras

from backend.music.errors import MissingDataError
from backend.music.evaluation.card import CURVE, write_card
from backend.music.generation.loops import LOOPS
from backend.music.generation.manners import manner_of
from backend.music.generation.melody_index import INDEX, save_index
from backend.music.lstm.bundle import CONFIG, PLANS, WEIGHTS, shrink
from backend.music.lstm.network import build_network
from backend.music.training.index import build_index
from backend.music.training.loops import loops_of
from backend.music.training.plans import save_plans
from backend.music.training.shard import Shard
from backend.music.training.trainer import Trainer


def publish(trainer: Trainer, genre: str, shards: Sequence[Shard], model_dir: Path) -> None:
    """Write the bundle of a finished run: the best weights measured and all that goes with them.

    What evaluation wrote about other weights is dropped with them.
    """
    best = trainer.folder / "best.weights.h5"
    if not best.exists():
        raise MissingDataError(f"{best} is missing: the run was too short to be measured once.")
    model_dir.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f".{genre}-", dir=model_dir))
    keras.mixed_precision.set_global_policy("float32")
    trainer.network.load_weights(best)
    plain = build_network(trainer.config, batch=1, steps=None, carried=False)
    for layer in (layer for layer in plain.layers if layer.trainable_variables):
        trained = trainer.network.get_layer(layer.name).trainable_variables
        for variable, value in zip(layer.trainable_variables, trained, strict=True):
            variable.assign(value)
    plain.save(folder / WEIGHTS)
    data = shrink((folder / WEIGHTS).read_bytes())
    (folder / WEIGHTS).write_bytes(data)
    config = _config(trainer, genre, shards)
    config["weights_sha256"] = hashlib.sha256(data).hexdigest()
    (folder / CONFIG).write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")
    save_plans(shards, folder / PLANS)
    own = next(shard for shard in shards if shard.genre == genre)
    save_index(build_index(own), folder / INDEX)
    if manner_of(genre).loops:
        loops_of(own).save(folder / LOOPS)
    draw_curve(trainer.state.trained, trainer.state.curve, folder / CURVE)
    write_card(folder)
    folder.chmod(0o755)
    target = model_dir / genre
    if target.exists():
        shutil.rmtree(target)
    folder.rename(target)


def _config(trainer: Trainer, genre: str, shards: Sequence[Shard]) -> dict[str, Any]:
    state, settings = trainer.state, trainer.settings
    songs = {
        song
        for s in shards
        for (_, song), out in zip(s.names, s.songs["held_out"], strict=True)
        if not out
    }
    held_out = {
        song
        for s in shards
        for (_, song), out in zip(s.names, s.songs["held_out"], strict=True)
        if out
    }
    corpus = hashlib.sha256(b"".join(s.events.tobytes() for s in shards)).hexdigest()
    best = min(state.curve, key=lambda point: point["total"])
    return {
        "genre": genre,
        **trainer.config.to_json(),
        "training": {
            "date": datetime.now(UTC).date().isoformat(),
            "songs": len(songs),
            "files": sum(len(s.songs) for s in shards),
            "held_out_songs": len(held_out),
            "notes": int(sum(s.plan["counts"].sum() for s in shards)),
            "corpus_sha256": corpus,
            "events_read": state.events,
            "updates": state.update,
            "hours": round(state.seconds / 3600, 2),
            "backend": keras.backend.backend(),
            "settings": {k: v for k, v in vars(settings).items() if v is not None},
            "best": best,
            "curve": state.curve,
        },
    }


def draw_curve(
    trained: Sequence[Sequence[float]], measured: Sequence[dict[str, float]], path: Path
) -> None:
    """The learning curve: training loss in ink, held-out songs in blue."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6, 3), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    axes.plot(
        [u for u, _ in trained], [n for _, n in trained], color="#141a18", lw=0.8, label="training"
    )
    axes.plot(
        [p["update"] for p in measured], [p["total"] for p in measured],
        color="#1a47b8", marker="o", ms=3, label="held-out songs",
    )  # fmt: skip
    if measured:
        axes.set_ylim(
            min(p["total"] for p in measured) - 0.8, max(p["total"] for p in measured) + 1.5
        )
    axes.set_xlabel("updates")
    axes.set_ylabel("nats per note")
    axes.legend(frameon=False)
    figure.savefig(path, dpi=110)
