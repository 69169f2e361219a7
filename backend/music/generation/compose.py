"""Compose: a request → what is fixed beforehand (header, plan, first and last chord)."""

from dataclasses import dataclass

import numpy as np

from backend.music.events import vocabulary as v
from backend.music.events.encoded import EncodedScore, laid_out
from backend.music.events.grid import half_tick
from backend.music.generation.assignment import Assignment, Given, Voices, free_throughout
from backend.music.generation.planner import BandPlan, Planner
from backend.music.generation.requests import ComposeRequest
from backend.music.midi.instruments import program_name
from backend.music.score import KEY_CHANGE, METRE, NOTE, TEMPO, Key, Role, Score, Track
from backend.music.score.score import Rows
from backend.music.theory import chord_index

TICKS_PER_QUARTER = 480
# Tonics as musicians like them: C, G, D, F, A, E flat, B flat, E (major); A, D, E, C, G (minor).
_MAJOR_TONICS = (0, 0, 7, 7, 2, 5, 5, 9, 3, 10, 4)
_MINOR_TONICS = (9, 9, 2, 2, 4, 0, 7, 11)


@dataclass(frozen=True)
class Composition:
    """An assignment with the header that was chosen for it."""

    assignment: Assignment
    key: Key
    bpm: float
    players: tuple[tuple[bool, int], ...]


def prepare(request: ComposeRequest, seed: int, planner: Planner, voices: Voices) -> Composition:
    """Decide everything that the seed decides before the first note."""
    rng = np.random.default_rng((seed, 0))
    roles, lead = _roles(request)
    minor = request.key.minor if request.key else None
    band = planner.compose(request.bars, request.numerator_denominator, roles, minor, rng)
    key = request.key or _some_key(band.minor, rng)
    bpm = float(request.tempo if request.tempo is not None else band.bpm)
    parts = _parts(request, band, lead)
    blank = EncodedScore(
        events=np.zeros(0, v.EVENT),
        plan=laid_out(band.rows, TICKS_PER_QUARTER),
        key=key,
        bpm=bpm,
        programs=band.programs,
        ticks_per_quarter=TICKS_PER_QUARTER,
    )
    playing = frozenset(band.programs)
    assignment = Assignment(
        voices=voices,
        blank=blank,
        given=Given(free_throughout(request.bars, playing), _frame(band.rows, key.minor)),
        must=playing,
        conductor=Score(
            ticks_per_quarter=TICKS_PER_QUARTER,
            tracks=(),
            tempos=np.array([(0, bpm)], TEMPO),
            metres=np.array([(0, *request.numerator_denominator)], METRE),
            keys=np.array([(0, key.tonic, key.minor)], KEY_CHANGE),
        ),
        parts=parts,
        seed=seed,
        temperature=request.temperature,
        top_p=request.top_p,
    )
    return Composition(assignment, key, bpm, tuple((t.is_drum, t.program) for t, _ in parts))


def _roles(request: ComposeRequest) -> tuple[frozenset[Role] | None, Role | None]:
    """The roles to plan, and the one whose player also has the tune if no melody part was asked."""
    if request.instruments is None:
        return None, None
    asked = [role for role, _ in request.instruments]
    lead = next((r for r in asked if r not in (Role.BASS, Role.DRUMS)), None)
    if Role.MELODY in asked or lead is None:
        return frozenset(asked), None
    return frozenset([*asked, Role.MELODY]), lead


def _parts(
    request: ComposeRequest, band: BandPlan, lead: Role | None
) -> list[tuple[Track, frozenset[Role]]]:
    programs = dict(band.programs) if request.instruments is None else dict(request.instruments)
    parts = []
    for role in sorted(programs):
        program = 0 if role is Role.DRUMS and request.instruments is None else programs[role]
        drum = role is Role.DRUMS
        name = "Drums" if drum else program_name(program)
        plays = frozenset({role, Role.MELODY} if role is lead else {role})
        parts.append((Track(np.zeros(0, NOTE), program, drum, name, role), plays))
    return parts


def _some_key(minor: bool, rng: np.random.Generator) -> Key:
    return Key(int(rng.choice(_MINOR_TONICS if minor else _MAJOR_TONICS)), minor)


def _frame(rows: Rows, minor: bool) -> list[dict[int, int]]:
    """Begin and end on the tonic, which is what makes a key be heard as that key."""
    tonic = v.CHORD_BASE + chord_index("Am" if minor else "C")
    frame: list[dict[int, int]] = [{} for _ in rows]
    frame[0][0] = tonic
    last = rows[-1]
    half = half_tick(int(last["length"]), int(last["numerator"]), int(last["denominator"]))
    frame[-1].update({0: tonic, half: tonic})
    return frame
