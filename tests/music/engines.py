"""An engine with small networks of random weights, so that tests of what is fixed are quick."""

import json
from pathlib import Path

import numpy as np

from backend.music.events import EncodedScore, encode
from backend.music.events.form import form_of
from backend.music.generation import Engine
from backend.music.generation.library import Model
from backend.music.lstm.bundle import CONFIG, PLANS
from backend.music.lstm.runtime import Runtime
from backend.music.theory.similarity import style_profile
from backend.music.training.shard import pack
from tests.music.networks import random_bundle
from tests.music.scores import band

GENRES = ("general", "jazz", "rock")
MEAN = 12.0  # nats a note: about what random weights find


def forms_of(pieces: list[EncodedScore]) -> dict[str, np.ndarray]:
    """The forms of songs end to end, as a bundle holds them."""
    forms = [form_of(piece) for piece in pieces]
    return {
        "form_notes": np.concatenate([form.notes for form in forms]),
        "form_rhythms": np.concatenate([form.rhythms for form in forms]),
    }


def small_engine(folder: Path) -> Engine:
    """Writes plans and configs into `folder`; the networks exist in memory alone."""
    engine = Engine(folder)
    for seed, genre in enumerate(GENRES):
        pieces = [encode(band(bars)) for bars in (20, 16)]
        shard = pack(genre, pieces, [("", "")] * 2, [False] * 2)
        bundle = random_bundle(seed)
        bundle.config.update(
            weights_sha256=f"{seed:064d}", typical={"mean": MEAN, "deviation": 3.0}
        )
        (folder / genre).mkdir()
        (folder / genre / CONFIG).write_text(json.dumps(bundle.config), encoding="utf-8")
        np.savez(
            folder / genre / PLANS,
            songs=shard.songs,
            plan=shard.plan,
            **forms_of(pieces),
            style_profile=style_profile(band(8)),
        )
        engine.library._models[genre] = model = Model(folder / genre)
        model.runtime = Runtime(bundle)
    return engine
