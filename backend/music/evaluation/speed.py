"""Speed: how fast a model plays, beside the loop of tutorials on the same weights.

Rates are per second of processor time with one thread each, and the two take turns, so that a busy
machine slows both alike; how long a listener waits is by the clock.
"""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from backend.music.evaluation import likelihood
from backend.music.events import FIELDS, EncodedScore
from backend.music.events.vocabulary import ROLES
from backend.music.generation import ComposeRequest, Engine, Progress
from backend.music.generation.assignment import Assignment
from backend.music.generation.compose import prepare
from backend.music.generation.planner import Planner
from backend.music.generation.writing import Written, attempts
from backend.music.lstm.bundle import PLANS, read_bundle
from backend.music.lstm.inputs import GENRES, SongInputs, song_inputs
from backend.music.lstm.runtime import Runtime
from backend.music.score import DEFAULT_PROGRAM, Role
from backend.music.training.feeder import songs_of
from backend.music.training.shard import shards_of

ROUNDS = 5  # after one to warm up
NAIVE_STEPS = 4  # a round, of each kind
CANDIDATES = 4
BARS, PLAYERS = 16, (Role.MELODY, Role.BASS, Role.DRUMS, Role.PIANO)
BAR_GOAL, PIECE_GOAL = 0.5, 1.0  # seconds until the first bar and the whole piece


def request_of(genre: str, seed: int) -> ComposeRequest:
    """Sixteen bars for four players."""
    players = tuple((role, DEFAULT_PROGRAM[role]) for role in PLAYERS)
    return ComposeRequest(genre, bars=BARS, instruments=players, seed=seed)


def sampler_speed(model_dir: Path, genre: str, rounds: int = ROUNDS) -> dict[str, Any]:
    """Events per second of our whole sampling loop and of the naive one, and their ratio.

    `ratio_to_naive` counts one `predict` an event for the naive loop, `…_by_field` the five that
    drawing an event from this network takes. `candidates_ratio` is how much longer four pieces take
    side by side than one of them alone, on average, by the clock, and `…_work` of processor time.

    Raises:
        MissingModelError: the genre has no model.
    """
    folder = model_dir / genre
    from backend.music.lstm.naive import NaiveSampler  # brings TensorFlow

    runtime, planner = Runtime(read_bundle(folder)), Planner.load(folder / PLANS)
    slow = NaiveSampler(folder)
    ours: list[float] = []
    theirs: dict[bool, list[float]] = {False: [], True: []}
    alone, together = np.zeros(2), np.zeros(2)
    for number in range(rounds + 1):
        made = prepare(request_of(genre, number), number, planner, ((genre, 1.0),)).assignment
        begun = time.process_time()
        written = _write(made, runtime, [0])[0]
        ours.append(len(written.piece.events) / (time.process_time() - begun))
        if number:
            for candidate in range(CANDIDATES):
                alone += _seconds(made, runtime, [candidate]) / CANDIDATES
            together += _seconds(made, runtime, range(CANDIDATES))
        fields, inputs = _song(written.piece, genre)
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
        "candidates_ratio": float(together[0] / alone[0]),
        "candidates_ratio_work": float(together[1] / alone[1]),
    }


def eight_bit_change(model_dir: Path, genre: str, events: Path) -> dict[str, Any]:
    """How much worse held-out songs are predicted for the weights' rounding (0.01: 1 %).

    Raises:
        MissingModelError, MissingDataError.
    """
    bundle = read_bundle(model_dir / genre)
    found = [s for shard in shards_of(genre, events) for s in songs_of(shard, held_out=True)]
    songs = likelihood.chosen_songs(found)
    rounded = likelihood.network_nats(Runtime(bundle), songs)["total"]
    exact = likelihood.reference_nats(bundle, songs)["total"]
    return {
        "eight_bit_likelihood_change": rounded / exact - 1,
        "eight_bit_notes": sum(int((song.fields[:, 1] < ROLES).sum()) for song in songs),
    }


def loading(model_dir: Path) -> dict[str, Any]:
    """Seconds to bring all models into memory, `work` of processor time, and the most it takes.

    In a process of its own, with everything that it imports and its compiled kernels.
    """
    program = (
        "import json, resource, sys, time\n"
        "from pathlib import Path\n"
        "from backend.music.generation import Engine\n"
        "engine = Engine(Path(sys.argv[1]))\n"
        "begun, work = time.perf_counter(), time.process_time()\n"
        "engine.load()\n"
        "seconds, work = time.perf_counter() - begun, time.process_time() - work\n"
        "most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024\n"
        "found = {'seconds': seconds, 'work': work, 'megabytes': most}\n"
        "print(json.dumps(found | {'models': len(engine.genres)}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(model_dir.resolve())],
        cwd=Path(__file__).parents[3], check=True, capture_output=True, text=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout)
    return found


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


def _write(made: Assignment, runtime: Runtime, candidates: Sequence[int]) -> list[Written]:
    runtimes = {genre: runtime for genre, _ in made.voices}
    return attempts(made, runtimes, candidates, 0, lambda _: None, lambda: False)


def _seconds(
    made: Assignment, runtime: Runtime, candidates: Sequence[int]
) -> npt.NDArray[np.float64]:
    """By the clock, and of processor time."""
    begun = np.array([time.perf_counter(), time.process_time()])
    _write(made, runtime, candidates)
    spent: npt.NDArray[np.float64] = np.array([time.perf_counter(), time.process_time()]) - begun
    return spent


def _song(piece: EncodedScore, genre: str) -> tuple[npt.NDArray[np.int16], SongInputs]:
    """What was just written, as the naive loop reads it."""
    events = piece.events
    minor, tempo = piece.key.minor, piece.tempo_step
    inputs = song_inputs(events, piece.plan, GENRES.index(genre), minor, tempo)
    return np.stack([events[f].astype(np.int16) for f in FIELDS], axis=1), inputs
