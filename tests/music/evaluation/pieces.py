"""Two styles that cannot be mistaken, as scores and shards for the tests of evaluation."""

from dataclasses import replace

import numpy as np

from backend.music.events import encode
from backend.music.score import METRE, TEMPO, Role, Score, Track
from backend.music.style.material import Material, material_of_score
from backend.music.training.shard import Shard, pack
from tests.music.scores import QUARTER, notes

ROLES = (Role.MELODY, Role.PIANO, Role.BASS, Role.DRUMS)


def pumping(seed: int, bars: int = 20) -> Score:
    """Four on the floor, a bass in eighths, a tune in quarters."""
    rng = np.random.default_rng(seed)
    tune, piano, bass, drums = [], [], [], []
    for at in range(0, 4 * bars, 4):
        root = int(rng.choice((48, 53, 55, 57)))
        tune += [(at + i, 1, 72 + int(rng.choice((0, 2, 4, 7, 9)))) for i in range(4)]
        piano += [(at, 4, root + p) for p in (12, 16, 19)]
        bass += [(at + i / 2, 0.5, root - 12) for i in range(8)]
        drums += [(at + i, 0.25, 36) for i in range(4)]
        drums += [(at + i, 0.25, 38) for i in (1, 3)]
        drums += [(at + i / 2, 0.25, 42) for i in range(8)]
    return _score((4, 4), 124 + seed % 5, tune, piano, bass, drums)


def waltzing(seed: int, bars: int = 20) -> Score:
    """Three quarters a bar, no drums, a bass on one and chords on two and three."""
    rng = np.random.default_rng(seed)
    tune, piano, bass = [], [], []
    for at in range(0, 3 * bars, 3):
        root = int(rng.choice((48, 50, 52, 57)))
        tune += [(at + i / 2, 0.5, 74 + int(rng.integers(12))) for i in range(6)]
        bass += [(at, 1, root - 12)]
        piano += [(at + i, 1, root + p) for i in (1, 2) for p in (12, 15, 19)]
    return _score((3, 4), 84 + seed % 7, tune, piano, bass, [])


def material(score: Score) -> Material:
    return material_of_score(score)


def shard(genre: str, scores: list[Score], held_out: int) -> Shard:
    """A shard whose last `held_out` songs are kept from training."""
    pieces = [encode(score, roles=_roles(score)) for score in scores]
    names = [(f"{i}.mid", f"{genre} {i}") for i in range(len(scores))]
    kept = [i >= len(scores) - held_out for i in range(len(scores))]
    return pack(genre, pieces, names, kept)


def with_programs(score: Score, program: int) -> Score:
    tracks = tuple(replace(t, program=program, name="Other") for t in score.tracks)
    return replace(score, tracks=tracks)


def _roles(score: Score) -> list[np.ndarray]:
    return [np.full(len(t.notes), int(t.role or 0), np.uint8) for t in score.tracks]


def _score(metre: tuple[int, int], bpm: float, *parts: list[tuple]) -> Score:
    tracks = tuple(
        Track(notes(*part), 0, role is Role.DRUMS, role.label, role)
        for role, part in zip(ROLES, parts, strict=True)
        if part
    )
    tempos, metres = np.array([(0, bpm)], TEMPO), np.array([(0, *metre)], METRE)
    return Score(QUARTER, tracks, tempos, metres)
