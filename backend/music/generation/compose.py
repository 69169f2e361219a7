"""Compose: a request → what is fixed beforehand (header, plan, chords)."""

from dataclasses import dataclass

import numpy as np

from backend.music.events import vocabulary as v
from backend.music.events.encoded import EncodedScore, laid_out
from backend.music.events.form import Form
from backend.music.generation.assignment import Assignment, Given, Voices, free_throughout
from backend.music.generation.blended import Plans
from backend.music.generation.harmony import (
    CHORD_PULL,
    Frame,
    asked_chords,
    key_of_chords,
    slots_of,
)
from backend.music.generation.planner import BandPlan, settle_ending
from backend.music.generation.plans import imposed, roles_named
from backend.music.generation.repeats import evened, pinned, repeats_of
from backend.music.generation.requests import MOODS, ComposeRequest, Instruments
from backend.music.generation.sections import sections_of
from backend.music.generation.shaping import with_energy, with_register
from backend.music.midi.instruments import program_name
from backend.music.score import (
    DEFAULT_PROGRAM,
    KEY_CHANGE,
    METRE,
    NOTE,
    TEMPO,
    Key,
    Role,
    Score,
    Track,
)
from backend.music.score.score import Rows
from backend.music.theory import chord_index

TICKS_PER_QUARTER = 480
# Tonics as musicians like them: C, G, D, F, A, E flat, B flat, E (major); A, D, E, C, G (minor).
_MAJOR_TONICS = (0, 0, 7, 7, 2, 5, 5, 9, 3, 10, 4)
_MINOR_TONICS = (9, 9, 2, 2, 4, 0, 7, 11)


@dataclass(frozen=True)
class Composition:
    """An assignment with the header that was chosen for it.

    `usual` are the rows before energy and register acted on them; `asked` the chords that the
    request fixes, without the tonic at the ends.
    """

    assignment: Assignment
    key: Key
    bpm: float
    players: tuple[tuple[bool, int], ...]
    usual: Rows
    asked: Frame


def prepare(request: ComposeRequest, seed: int, planner: Plans, voices: Voices) -> Composition:
    """Decide everything that the seed decides before the first note."""
    rng = np.random.default_rng((seed, 0))
    instruments = instruments_of(request)
    roles, lead = _roles(instruments)
    minor = _mode(request)
    band = planner.compose(request.bars, request.numerator_denominator, roles, minor, rng)
    minor = band.minor if minor is None else minor
    mode = minor if request.mood else None
    key = request.key or key_of_chords(request.chords, request.plan, mode) or _some_key(minor, rng)
    bpm = _tempo(request, band, rng)
    form = pinned(band.form, request.plan)
    rows = laid_out(shaped(request, band.rows, form), TICKS_PER_QUARTER)
    programs = {**{r: DEFAULT_PROGRAM[r] for r in roles_named(request.plan)}, **band.programs}
    programs.update(instruments or ())
    programs = {r: p for r, p in programs.items() if rows["counts"][:, r].any() or r is lead}
    parts = _parts(programs, instruments, lead)
    playing = frozenset(programs)
    asked = asked_chords(request.chords, request.plan, rows, key)
    chords = framed(asked, rows, key.minor)
    free = free_throughout(request.bars, playing)
    assignment = Assignment(
        voices=voices,
        blank=EncodedScore(
            events=np.zeros(0, v.EVENT),
            plan=rows,
            key=key,
            bpm=bpm,
            programs=programs,
            ticks_per_quarter=TICKS_PER_QUARTER,
        ),
        given=Given(free, chords, repeats=repeats_of(rows, form, chords, free)),
        must=playing,
        conductor=Score(
            ticks_per_quarter=TICKS_PER_QUARTER,
            tracks=(),
            tempos=np.array([(0, bpm)], TEMPO),
            metres=np.array([(0, *request.numerator_denominator)], METRE),
            keys=np.array([(0, key.tonic, key.minor)], KEY_CHANGE),
            markers=tuple((int(rows["start"][bar]), name) for bar, name in sections_of(form)),
        ),
        parts=parts,
        seed=seed,
        temperature=request.temperature,
        top_p=request.top_p,
        chord_pull=CHORD_PULL if any(asked) else 0.0,
    )
    players = tuple((t.is_drum, t.program) for t, _ in parts)
    return Composition(assignment, key, bpm, players, band.rows, asked)


def instruments_of(request: ComposeRequest) -> Instruments | None:
    """The band that was asked for, in the request or in its plan."""
    if request.instruments is not None or request.plan is None:
        return request.instruments
    return request.plan.instruments


def shaped(request: ComposeRequest, rows: Rows, form: Form) -> Rows:
    """The rows as energy, register and plan want them; what the mood says counts least."""
    mood = MOODS[request.mood] if request.mood else None
    energy = request.energy or ((float(mood.energy),) if mood else None)
    register = mood.register if mood is not None else None
    register = register if request.register is None else request.register
    playing = frozenset(Role(int(r)) for r in np.flatnonzero(rows["counts"].any(axis=0)))
    if energy is not None:
        rows = evened(with_energy(rows, energy), form)
        settle_ending(rows, playing)
    if register is not None:
        rows = with_register(rows, register)
    return imposed(rows, request.plan)


def _mode(request: ComposeRequest) -> bool | None:
    if request.key is not None:
        return request.key.minor
    return MOODS[request.mood].mode == "minor" if request.mood else None


def _tempo(request: ComposeRequest, band: BandPlan, rng: np.random.Generator) -> float:
    if request.tempo is not None:
        return float(request.tempo)
    if request.mood is None:
        return float(band.bpm)
    slowest, fastest = MOODS[request.mood].tempo
    return float(band.bpm if slowest <= band.bpm <= fastest else rng.integers(slowest, fastest + 1))


def _roles(instruments: Instruments | None) -> tuple[frozenset[Role] | None, Role | None]:
    """The roles to plan, and the one whose player also has the tune if no melody part was asked."""
    if instruments is None:
        return None, None
    asked = [role for role, _ in instruments]
    lead = next((r for r in asked if r not in (Role.BASS, Role.DRUMS)), None)
    if Role.MELODY in asked or lead is None:
        return frozenset(asked), None
    return frozenset([*asked, Role.MELODY]), lead


def _parts(
    programs: dict[Role, int], instruments: Instruments | None, lead: Role | None
) -> list[tuple[Track, frozenset[Role]]]:
    parts = []
    for role in sorted(programs):
        if lead is not None and role is Role.MELODY:
            continue
        program = 0 if role is Role.DRUMS and instruments is None else programs[role]
        plays = frozenset({role, Role.MELODY} if role is lead else {role})
        parts.append((new_track(role, program), plays))
    return parts


def new_track(role: Role, program: int) -> Track:
    """An empty part."""
    drum = role is Role.DRUMS
    return Track(np.zeros(0, NOTE), program, drum, "Drums" if drum else program_name(program), role)


def _some_key(minor: bool, rng: np.random.Generator) -> Key:
    return Key(int(rng.choice(_MINOR_TONICS if minor else _MAJOR_TONICS)), minor)


def framed(asked: Frame, rows: Rows, minor: bool) -> Frame:
    """Begin and end on the tonic where nothing else was asked: a key is heard by its ends."""
    tonic = v.CHORD_BASE + chord_index("Am" if minor else "C")
    frame = [dict(bar) for bar in asked]
    frame[0] = {0: tonic, **frame[0]}
    frame[-1] = {**dict.fromkeys(slots_of(rows[-1]), tonic), **frame[-1]}
    return frame
