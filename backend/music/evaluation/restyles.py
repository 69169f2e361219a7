"""Restyles: real songs of other genres given a new band, and how far that took them.

Everything stands beside the unchanged source (all of the content, its own style) and a random real
piece of the target genre, in the same key (all of the style, none of the content but the key).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from backend.music.errors import CollapsedError, MusicError
from backend.music.evaluation.judge import EXCERPT
from backend.music.events import decode
from backend.music.events.encoded import excerpt
from backend.music.generation import Engine, RestyleRequest
from backend.music.generation.source import Source, analyse
from backend.music.lstm.bundle import PLANS
from backend.music.score import Role, Score
from backend.music.style.material import Material, material_of_score
from backend.music.theory.similarity import content, style, style_profile
from backend.music.training.shard import Shard, piece_of

BARS = 2 * EXCERPT


@dataclass(frozen=True)
class Way:
    """How to restyle: a strength, the first of how many candidates, and guided or not."""

    strength: int
    candidates: int = 1
    guided: bool = True


WAYS = {
    "60": Way(60),
    "80": Way(80),
    "80, first of four": Way(80, candidates=4),
    "80, without guidance": Way(80, guided=False),
}


@dataclass(frozen=True)
class Trial:
    """One source: its genre, what was found in it, and a real piece of the target genre."""

    genre: str
    source: Source
    other: Score


@dataclass(frozen=True)
class Restyled:
    """One result: the share of melody notes kept, the likeness, and the `piece` to be judged."""

    trial: Trial
    way: str
    melody_kept: float
    content: float
    style: float
    piece: Material


def middle(shard: Shard, index: int, bars: int = BARS) -> Score:
    """The bars in the middle of a song of a shard."""
    piece = piece_of(shard, index)
    return decode(excerpt(piece, max((len(piece.plan) - bars) // 2, 0), bars))


def trials_of(target: str, shards: Sequence[Shard], count: int, seed: int = 0) -> list[Trial]:
    """Up to `count` held-out songs with a tune, taken from the other genres in turn."""
    rng = np.random.default_rng(seed)
    own = next(s for s in shards if s.genre == target)
    real = own.select(held_out=True)
    queues = [_sources(s, rng) for s in shards if s.genre != target]
    out: list[Trial] = []
    while queues and len(out) < count:
        for queue in list(queues):
            found = next(queue, None)
            if found is None:
                queues.remove(queue)
            elif len(out) < count:
                out.append(Trial(*found, middle(own, int(rng.choice(real)))))
    return out


def _sources(shard: Shard, rng: np.random.Generator) -> Iterator[tuple[str, Source]]:
    for index in rng.permutation(shard.select(held_out=True)):
        try:
            source = analyse(middle(shard, int(index)))
        except MusicError:  # too thin to be restyled: an upload of it would be refused as well
            continue
        if len(source.melody) >= BARS:
            yield shard.genre, source


def restyle_all(
    engine: Engine,
    target: str,
    trials: Sequence[Trial],
    tick: Callable[[], None] = lambda: None,
) -> tuple[list[Restyled], list[str]]:
    """Restyle every source in each of WAYS, keeping the melody, each time with a seed of its own.

    With one seed for all ways a source would get one plan, and their errors would be one error.

    Returns:
        the results, and why the others were refused (every attempt collapsed).
    """
    unguided = Engine(engine.model_dir, guidance=1.0)
    profile = style_of(engine.model_dir / target)
    results: list[Restyled] = []
    collapsed: list[str] = []
    for number, trial in enumerate(trials):
        for place, (name, way) in enumerate(WAYS.items()):
            request = RestyleRequest(
                target,
                strength=way.strength,
                keep=frozenset({"melody"}),
                candidates=way.candidates,
                seed=number * len(WAYS) + place,
            )
            try:
                writer = engine if way.guided else unguided
                made = writer.restyle(trial.source.score, request)[0].score
            except CollapsedError as fault:
                collapsed.append(f"{trial.genre} {number} at {name}: {fault}")
            else:
                results.append(
                    Restyled(
                        trial=trial,
                        way=name,
                        melody_kept=melody_kept(trial.source, made),
                        content=content(trial.source.score, made),
                        style=style(style_profile(made), profile),
                        piece=material_of_score(made),
                    )
                )
            tick()
    return results, collapsed


def style_of(folder: Path) -> npt.NDArray[np.float64]:
    """The mean style profile of a genre's training songs, as its bundle has it."""
    with np.load(folder / PLANS) as data:
        profile: npt.NDArray[np.float64] = data["style_profile"].astype(np.float64)
    return profile


def melody_kept(source: Source, made: Score) -> float:
    """The share of melody notes that are in the result with onset, pitch, length and loudness."""
    tune: set[tuple[int, ...]] = set()
    for track, roles in zip(source.score.tracks, source.roles, strict=True):
        tune |= set(track.notes[roles == Role.MELODY].tolist())
    there = {note for t in made.tracks if not t.is_drum for note in t.notes.tolist()}
    return len(tune & there) / len(tune)
