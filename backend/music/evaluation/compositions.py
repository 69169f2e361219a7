"""Compositions: many seeds of one genre, asked for this and that, and what was wrong with them.

Even seeds leave everything to the planner ("free"): what a genre sounds like is measured on these.
Odd seeds ask for a key, a tempo, a metre, a length and players drawn at random by the seed.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from backend.music import midi
from backend.music.errors import CollapsedError, MusicError
from backend.music.events import encode
from backend.music.generation import METRES, ComposeRequest, Engine, Outcome
from backend.music.generation.collapse import collapse_of
from backend.music.score import PITCHED_ROLES, Key, Role, Score, bars_of
from backend.music.style.material import Material, material_of_score

FREE_BARS = 16
LENGTHS = (4, 8, 12, 16, 24)
TEMPOS = (60, 200)
PLAYERS = (1, 5)
REPEATED = 10  # Every tenth seed is composed a second time and must give the same bytes.
# Programs from 112 on are percussion and noises, whose pitch says nothing about a key.
_PITCHED_PROGRAMS = 112


@dataclass
class Compositions:
    """What became of all seeds. Faults are (seed, what happened).

    `invalid`: nothing came out but a fault, or something that is not the piece it claims to be.
    `collapsed`: every attempt failed, or a collapse was shipped. `unmet`: the written file differs
    from what was asked. `unsteady`: the second time gave other bytes. `again`: seeds that needed
    more than one attempt. `free` are the pieces of even seeds.
    """

    seeds: int = 0
    repeated: int = 0
    invalid: list[tuple[int, str]] = field(default_factory=list)
    collapsed: list[tuple[int, str]] = field(default_factory=list)
    unmet: list[tuple[int, str]] = field(default_factory=list)
    unsteady: list[int] = field(default_factory=list)
    again: int = 0
    seconds: list[float] = field(default_factory=list)
    free: list[Material] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """Counts, the faults themselves, and the median seconds of a free piece."""
        return {
            "seeds": self.seeds,
            "free": len(self.free),
            "repeated": self.repeated,
            "invalid": len(self.invalid),
            "collapsed": len(self.collapsed),
            "unmet": len(self.unmet),
            "unsteady": len(self.unsteady),
            "again": self.again,
            "seconds": float(np.median(self.seconds)) if self.seconds else None,
            "faults": {
                "invalid": self.invalid,
                "collapsed": self.collapsed,
                "unmet": self.unmet,
                "unsteady": self.unsteady,
            },
        }


def request_of(genre: str, seed: int) -> ComposeRequest:
    """What is asked with a seed: sixteen bars and no more with even ones, all with odd ones."""
    if seed % 2 == 0:
        return ComposeRequest(genre, bars=FREE_BARS, seed=seed)
    rng = np.random.default_rng((20_26, seed))
    count = int(rng.integers(PLAYERS[0], PLAYERS[1] + 1))
    roles = rng.choice(len(PITCHED_ROLES), size=count, replace=False)
    players = [(PITCHED_ROLES[i], int(rng.integers(_PITCHED_PROGRAMS))) for i in roles]
    if rng.random() < 0.5:
        players.append((Role.DRUMS, 0))
    metre = "4/4" if rng.random() < 0.4 else str(rng.choice(METRES))
    return ComposeRequest(
        genre,
        bars=int(rng.choice(LENGTHS)),
        key=Key(int(rng.integers(12)), bool(rng.integers(2))),
        tempo=float(rng.integers(*TEMPOS)),
        metre=metre,
        instruments=tuple(players),
        seed=seed,
    )


def compose_all(
    engine: Engine, genre: str, seeds: int, tick: Callable[[], None] = lambda: None
) -> Compositions:
    """Compose with the seeds 0 to `seeds` − 1 and look for faults."""
    found = Compositions(seeds=seeds)
    for seed in range(seeds):
        request = request_of(genre, seed)
        begun = time.perf_counter()
        try:
            outcome = engine.compose(request)[0]
        except CollapsedError as fault:
            found.collapsed.append((seed, str(fault)))
        except (MusicError, AssertionError) as fault:  # the grammar of events is held by asserts
            found.invalid.append((seed, f"{type(fault).__name__}: {fault}"))
        else:
            _examine(found, seed, request, outcome, time.perf_counter() - begun)
            if seed % REPEATED == 0:
                found.repeated += 1
                second = engine.compose(request)[0]
                if midi.write(second.score) != midi.write(outcome.score):
                    found.unsteady.append(seed)
        tick()
    return found


def _examine(
    found: Compositions, seed: int, request: ComposeRequest, outcome: Outcome, seconds: float
) -> None:
    found.again += int(outcome.recipe["takes"] > 1)
    found.invalid += [(seed, why) for why in faults_of(outcome.score, request.bars)]
    collapse = shipped_collapse(outcome.score)
    if collapse:
        found.collapsed.append((seed, collapse))
    found.unmet += [
        (seed, f"{row['what']}: asked {row['asked']}, got {row['got']}")
        for row in outcome.certificate
        if not row["ok"]
    ]
    if seed % 2 == 0:
        found.free.append(material_of_score(outcome.score))
        found.seconds.append(seconds)


def faults_of(score: Score, bars: int) -> Iterator[str]:
    """Why a score is not a piece of so many bars that a MIDI file can hold."""
    end = bars_of(score).rows
    last = int(end["start"][-1] + end["length"][-1])
    if len(end) != bars:
        yield f"{len(end)} bars instead of {bars}"
    for track in score.tracks:
        notes = track.notes
        if not len(notes):
            yield f"{track.name} has no notes"
            continue
        if (notes["onset"] < 0).any() or (notes["onset"] >= last).any():
            yield f"{track.name} plays outside the piece"
        if (notes["duration"] < 1).any() or (notes["velocity"] < 1).any():
            yield f"{track.name} has notes without length or loudness"
        if (notes["pitch"] > 127).any() or (notes["velocity"] > 127).any():
            yield f"{track.name} has notes beyond MIDI"
    back = midi.read(midi.write(score))
    if _onsets(back) != _onsets(score):
        yield "the MIDI file reads back as other notes"


def shipped_collapse(score: Score) -> str | None:
    """The collapse of a piece as its MIDI file has it, None if it is music."""
    back = midi.read(midi.write(score))
    tracks = [track for track in score.tracks if len(track.notes)]
    roles = [np.full(len(t.notes), int(t.role or 0), np.uint8) for t in tracks]
    known = len(tracks) == len(back.tracks) and all(t.role is not None for t in tracks)
    piece = encode(back, roles=roles if known else None)
    sounding = np.asarray(piece.plan["counts"].any(axis=1))
    if sounding.mean() < 0.5:
        return f"{int((~sounding).sum())} of {len(sounding)} bars are silent"
    return collapse_of(piece, frozenset(r for r in Role if piece.plan["counts"][:, r].any()))


def _onsets(score: Score) -> list[tuple[bool, list[tuple[int, int]]]]:
    """Per track that has notes, whether it is drums, and its sorted (onset, pitch)."""
    return sorted(
        (t.is_drum, sorted(zip(t.notes["onset"].tolist(), t.notes["pitch"].tolist(), strict=True)))
        for t in score.tracks
        if len(t.notes)
    )
