"""Speed: how fast a model plays, beside the loop of tutorials on the same weights.

Rates are per second of processor time with one thread each, and the two take turns, so that a busy
machine slows both alike; how long a listener waits is by the clock.
"""

import statistics
import time
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from backend.music.events import FIELDS, Events
from backend.music.generation import ComposeRequest, Engine, Progress
from backend.music.generation.compose import prepare
from backend.music.generation.feed import Feed
from backend.music.generation.guide import Guide
from backend.music.generation.planner import Planner
from backend.music.generation.sampler import Sampler
from backend.music.lstm.bundle import PLANS, read_bundle
from backend.music.lstm.inputs import GENRES, SongInputs, song_inputs
from backend.music.lstm.runtime import Runtime
from backend.music.score import DEFAULT_PROGRAM, Role

ROUNDS = 5  # after one to warm up
NAIVE_STEPS = 4  # a round, of each kind
BARS, PLAYERS = 16, (Role.MELODY, Role.BASS, Role.DRUMS, Role.PIANO)
BAR_GOAL, PIECE_GOAL = 1.0, 3.0  # seconds until the first bar and the whole piece


def request_of(genre: str, seed: int) -> ComposeRequest:
    """Sixteen bars for four players."""
    players = tuple((role, DEFAULT_PROGRAM[role]) for role in PLAYERS)
    return ComposeRequest(genre, bars=BARS, instruments=players, seed=seed)


def sampler_speed(model_dir: Path, genre: str, rounds: int = ROUNDS) -> dict[str, Any]:
    """Events per second of our whole sampling loop and of the naive one, and their ratio.

    `ratio_to_naive` counts one `predict` an event for the naive loop, `…_by_field` the five that
    drawing an event from this network takes.

    Raises:
        MissingModelError: the genre has no model.
    """
    folder = model_dir / genre
    from backend.music.lstm.naive import NaiveSampler  # brings TensorFlow

    runtime, planner = Runtime(read_bundle(folder)), Planner.load(folder / PLANS)
    slow = NaiveSampler(folder)
    ours: list[float] = []
    theirs: dict[bool, list[float]] = {False: [], True: []}
    with threadpool_limits(1):
        for number in range(rounds + 1):
            sampler = _sampler(runtime, planner, genre, number)
            begun = time.process_time()
            events = sampler.write()
            ours.append(len(events) / (time.process_time() - begun))
            fields, inputs = _song(events, sampler.feed, genre)
            for by_field, rates in theirs.items():
                begun = time.process_time()
                for step in range(NAIVE_STEPS):
                    slow.step(fields, inputs, len(fields) - 2 - step, by_field=by_field)
                rates.append(NAIVE_STEPS / (time.process_time() - begun))
    fast = statistics.median(ours[1:])
    at_once, by_field_rate = (statistics.median(rates[1:]) for rates in theirs.values())
    return {
        "genre": genre,
        "events_per_second": fast,
        "naive_events_per_second": at_once,
        "naive_by_field_events_per_second": by_field_rate,
        "ratio_to_naive": fast / at_once,
        "ratio_to_naive_by_field": fast / by_field_rate,
    }


def waiting(engine: Engine, genre: str, rounds: int = ROUNDS) -> dict[str, Any]:
    """Seconds by the clock until the first bar and the whole piece: medians and worst of rounds."""
    engine.load()
    first: list[float] = []
    whole: list[float] = []
    for seed in range(rounds + 1):
        begun = time.perf_counter()
        heard: list[float] = []

        def listen(progress: Progress, heard: list[float] = heard) -> None:
            if progress.bar == 1:
                heard.append(time.perf_counter())

        engine.compose(request_of(genre, seed), on_progress=listen)
        first.append(heard[0] - begun)
        whole.append(time.perf_counter() - begun)
    return {
        "genre": genre,
        "bars": BARS,
        "tracks": len(PLAYERS),
        "first_bar_seconds": statistics.median(first[1:]),
        "first_bar_worst": max(first[1:]),
        "seconds": statistics.median(whole[1:]),
        "seconds_worst": max(whole[1:]),
    }


def _sampler(runtime: Runtime, planner: Planner, genre: str, seed: int) -> Sampler:
    made = prepare(request_of(genre, seed), seed, planner, ((genre, 1.0),)).assignment
    piece = made.blank
    return Sampler(
        feed=Feed(piece.plan, GENRES.index(genre), piece.key.minor, piece.tempo_step),
        guide=Guide([(genre, runtime, 1.0)]),
        given=made.given,
        rng=np.random.default_rng(seed),
        to_normal=piece.key.to_normal,
    )


def _song(events: Events, feed: Feed, genre: str) -> tuple[npt.NDArray[np.int16], SongInputs]:
    """What was just written, as the naive loop reads it."""
    inputs = song_inputs(events, feed.plan, GENRES.index(genre), minor=False, tempo=8)
    return np.stack([events[f].astype(np.int16) for f in FIELDS], axis=1), inputs
