"""Examine: all measures of one genre's model, as the dictionary that cards and tables show."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from backend.music.errors import MissingModelError
from backend.music.evaluation import bands, likelihood, originality
from backend.music.evaluation.ablations import ablated_nats
from backend.music.evaluation.closeness import mean_closeness, overlaps, spreads
from backend.music.evaluation.compositions import compose_all
from backend.music.evaluation.court import Court, judged
from backend.music.evaluation.judge import (
    EXCERPT,
    excerpt_of,
    views_of,
)
from backend.music.evaluation.landing import summary
from backend.music.evaluation.restyles import restyle_all, style_of, trials_of
from backend.music.generation import Engine
from backend.music.generation.originality import Originality
from backend.music.lstm.bundle import read_bundle, read_config
from backend.music.lstm.runtime import Runtime
from backend.music.score import Role
from backend.music.style.consistency import MEASURES
from backend.music.style.material import Material
from backend.music.training.feeder import songs_of
from backend.music.training.shard import Shard, material_of_song, shards_of

FORMAT = 1
MOST_REAL = 600  # real songs whose bands are counted
MOST_CLOSE = 200  # excerpts whose distributions are compared

Tick = Callable[[], None]


def examine(
    genre: str,
    court: Court,
    engine: Engine,
    events: Path,
    *,
    seeds: int,
    restyles: int,
    tick: Tick = lambda: None,
) -> dict[str, Any]:
    """Measure the model of a genre on songs that it was not trained on.

    `tick` is called once for each of the `seeds` composed and each restyle, of which there is one
    for each of `restyles` songs and each of `restyles.WAYS`.

    Raises:
        MissingModelError: there is no model. MissingDataError: no events of the genre.
    """
    bundle = read_bundle(engine.model_dir / genre)
    shards = shards_of(genre, events)
    with threadpool_limits(1):
        results: dict[str, Any] = {
            "format": FORMAT,
            "genre": genre,
            "weights_sha256": bundle.config["weights_sha256"],
            "likelihood": _likelihood(genre, Runtime(bundle), engine, shards),
        }
    composed = compose_all(engine, genre, seeds, tick)
    results["compositions"] = composed.to_json()
    real = _some(shards, held_out=None, most=MOST_REAL)
    results["bands"] = {"composed": _bands(real, composed.free)}
    results["closeness"] = _closeness(shards, composed.free)
    index = Originality.load(engine.model_dir)
    if index is not None:
        unseen = [excerpt_of(m) for m in _some(shards, held_out=True, most=MOST_CLOSE)]
        results["originality"] = originality.compare(index, unseen, composed.free)
    results["judge"] = judged(genre, court, composed.free)
    if genre in court.judge.genres and restyles:
        trials = trials_of(genre, court.shards, restyles)
        restyled, collapsed = restyle_all(engine, genre, trials, tick)
        profile = style_of(engine.model_dir / genre)
        results["restyles"] = summary(restyled, collapsed, court.judge, profile, genre)
        results["bands"]["restyled"] = _bands(
            real,
            [r.piece for r in restyled],
            frozenset({Role.MELODY}),
            [id(r.trial) for r in restyled],
        )
    return results


def trained_genres(engine: Engine, asked: Sequence[str]) -> list[str]:
    """The genres that were asked for; "all" means all that have a model.

    Raises:
        MissingModelError: one has none.
    """
    if "all" not in asked:
        for genre in asked:
            read_config(engine.model_dir / genre)
        return list(dict.fromkeys(asked))
    if not engine.genres:
        raise MissingModelError(
            f"No trained models in {engine.model_dir}. Train one: python scripts/train.py general"
        )
    return engine.genres


def _likelihood(
    genre: str, runtime: Runtime, engine: Engine, shards: Sequence[Shard]
) -> dict[str, Any]:
    songs = likelihood.chosen_songs([s for x in shards for s in songs_of(x, held_out=True)])
    learnt = likelihood.learnt_songs(shards)
    out: dict[str, Any] = {
        "songs": len(songs),
        "events": sum(len(song.fields) for song in songs),
        "network": likelihood.network_nats(runtime, songs),
        "ablations": ablated_nats(runtime, songs),
        "typical": likelihood.typical_nats(runtime, shards, EXCERPT),
    }
    if genre != "general" and "general" in engine.genres:
        general = Runtime(read_bundle(engine.model_dir / "general"))
        out["general"] = likelihood.network_nats(general, songs)
    out["4-gram"] = likelihood.counting_nats(learnt, songs)
    out["unigram"] = likelihood.counting_nats(learnt, songs, order=1)
    return out


def _some(shards: Sequence[Shard], held_out: bool | None, most: int) -> list[Material]:
    """Up to `most` songs in a fixed random order; `held_out` None takes both kinds."""
    chosen = [
        (s, i)
        for s in shards
        for i in range(len(s.songs))
        if held_out is None or bool(s.songs["held_out"][i]) == held_out
    ]
    order = np.random.default_rng(1).permutation(len(chosen))[:most]
    return [material_of_song(*chosen[i]) for i in order]


def _bands(
    real: Sequence[Material],
    written: Sequence[Material],
    kept: frozenset[Role] = frozenset(),
    sources: Sequence[int] | None = None,
) -> list[dict[str, Any]]:
    views = [(i, view) for i, song in enumerate(real) for view in views_of(song)[1:] or [song]]
    excerpts, origins = [view for _, view in views], ([i for i, _ in views], sources)
    return [row.to_json() for row in bands.compare(real, excerpts, written, kept, origins)]


def _closeness(shards: Sequence[Shard], composed: Sequence[Material]) -> dict[str, Any]:
    """Of excerpts of sixteen bars, as long as the compositions are."""
    real = [excerpt_of(m) for m in _some(shards, held_out=True, most=MOST_CLOSE)]
    others = [excerpt_of(m) for m in _some(shards, held_out=False, most=MOST_CLOSE)]
    out: dict[str, Any] = {
        "real": mean_closeness([*real, *others]),
        "spread": spreads([*real, *others], len(real)),
        "overlap_real": overlaps(real, others) if len(real) > 1 else None,
    }
    if composed:
        out["composed"] = mean_closeness(composed)
        out["apart"] = {name: abs(out["composed"][name] - out["real"][name]) for name in MEASURES}
        out["overlap_composed"] = overlaps(real, composed) if len(real) > 1 else None
    return out
