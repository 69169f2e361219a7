"""Restyle: an existing piece and a request → what is kept, what is planned and who plays it."""

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from backend.music.events import vocabulary as v
from backend.music.events.encoded import EncodedScore
from backend.music.events.form import Form
from backend.music.generation.assignment import Assignment, Event, Given, Voices, free_throughout
from backend.music.generation.blended import Plans
from backend.music.generation.compose import new_track
from backend.music.generation.harmony import Frame, asked_chords
from backend.music.generation.loops import Loops, lay
from backend.music.generation.manners import manner_of
from backend.music.generation.planner import BandPlan
from backend.music.generation.plans import imposed, roles_named
from backend.music.generation.relative import in_relative_major
from backend.music.generation.repeats import AFRESH, evened, pinned, repeats_of
from backend.music.generation.requests import Instruments, Plan, RestyleRequest
from backend.music.generation.shaping import with_energy
from backend.music.generation.source import Source, given_of, kept_tracks
from backend.music.score import DEFAULT_PROGRAM, Role
from backend.music.score.score import Rows

# Up to these strengths the bass, and the tune and the harmony, are kept (the README's dial). Above,
# chords keep their places, and some genres make them plainer.
KEEPS_BASS, KEEPS_TUNE = 33, 66
LOCKED_ROLES = {"melody": Role.MELODY, "bass": Role.BASS, "drums": Role.DRUMS}


def locks_of(request: RestyleRequest) -> frozenset[str]:
    """What stays: what was asked to be kept, and what the strength leaves alone."""
    locks = set(request.keep)
    if request.strength <= KEEPS_TUNE:
        locks |= {"melody", "chords"}
    if request.strength <= KEEPS_BASS:
        locks.add("bass")
    return frozenset(locks)


def prepare(
    request: RestyleRequest,
    seed: int,
    source: Source,
    planner: Plans,
    voices: Voices,
    *,
    loops: Loops | None = None,
    relative: bool = True,
) -> Assignment:
    """Decide everything that the seed decides before the first note.

    `loops` are the genre's, if it has any; a tune in minor goes to the `relative` major only if
    that is the genre's manner as well.
    """
    rng = np.random.default_rng((seed, 0))
    locks = locks_of(request)
    kept = frozenset(role for lock, role in LOCKED_ROLES.items() if lock in locks)
    there = source.piece.plan["counts"].sum(axis=0)
    kept = frozenset(r for r in kept if there[r])
    manner = manner_of(request.genre)
    # The gentler the restyle, the closer the band follows where the source was full or thin.
    follow = 1.0 if "structure" in locks else 1 - request.strength / 100
    if manner.steady and request.strength > KEEPS_TUNE and "structure" not in locks:
        follow = 0.0
    free = "chords" not in locks and source.plays(Role.MELODY)
    if (
        manner.relative
        and relative
        and free
        and (source.piece.key.minor or source.score.keys["minor"].any())
    ):
        source = in_relative_major(source, request.genre, rng)
    band = band_under(source.piece, kept, planner, rng, request.instruments, follow)
    if request.strength <= KEEPS_BASS and request.instruments is None:
        own = {r: p for r, p in source.piece.programs.items() if r in band.programs}
        band = replace(band, programs=band.programs | own)
    outlined: list[list[Event]] = []
    if manner.loops and loops is not None and _may_loop(request):
        loop = loops.songs[int(rng.integers(len(loops.songs)))]
        laid = lay(loop, band.rows, band.programs, kept, request.instruments is not None)
        band = replace(band, rows=laid.rows, programs=laid.programs)
        outlined = laid.outlined
    made = assignment_of(request, seed, source, kept, band, voices)
    given = made.given
    if outlined:
        open_roles = given.free.copy()
        for bar, notes in enumerate(outlined):
            open_roles[bar, [event[1] for event in notes]] = False
        assert given.repeats is not None
        repeats = given.repeats.copy()
        repeats[:, : v.ROLES][~open_roles] = AFRESH
        given = replace(given, free=open_roles, outlined=outlined, repeats=repeats)
    return replace(made, given=given, chord_pull=manner.chord_pull, rhythm=manner.rhythm)


def _may_loop(request: RestyleRequest) -> bool:
    """Energy, plans and the source's form shape the bars one by one, and a loop does not."""
    shaped = request.energy is not None or request.plan is not None or "structure" in request.keep
    return request.strength > KEEPS_TUNE and not shaped


def assignment_of(
    request: RestyleRequest,
    seed: int,
    source: Source,
    kept: frozenset[Role],
    band: BandPlan,
    voices: Voices,
    found: Frame | None = None,
) -> Assignment:
    """A band over the whole source, as energy and plan want it.

    Its chords are those `found` under the tune, else the source's.
    """
    wishes, form = (request.energy, request.plan), pinned(band.form, request.plan)
    rows, programs = with_wishes(band.rows, band.programs, *wishes, kept, form)
    players = frozenset(programs)
    parts = [(track, frozenset[Role]()) for track in kept_tracks(source, kept)]
    parts += [(new_track(role, programs[role]), frozenset({role})) for role in sorted(players)]
    chords, fixed = given_of(source.piece, kept)
    colour = manner_of(request.genre).colour
    if colour is not None and "chords" not in locks_of(request):
        chords = colour(chords)
    asked: Frame = asked_chords(None, request.plan, rows, source.piece.key)
    chords = found or [{**own, **wish} for own, wish in zip(chords, asked, strict=True)]
    free = free_throughout(len(rows), players)
    return Assignment(
        voices=voices,
        blank=replace(source.piece, events=np.zeros(0, v.EVENT), plan=rows, programs=programs),
        given=Given(free, chords, fixed, repeats=repeats_of(rows, form, chords, free)),
        must=frozenset(r for r in players if rows["counts"][:, r].any()),
        conductor=replace(source.score, tracks=()),
        parts=parts,
        seed=seed,
        temperature=request.temperature,
        top_p=request.top_p,
    )


def with_wishes(
    rows: Rows,
    programs: dict[Role, int],
    energy: tuple[float, ...] | None,
    plan: Plan | None,
    kept: frozenset[Role],
    form: Form | None = None,
) -> tuple[Rows, dict[Role, int]]:
    """A band's rows after energy and plan; the notes of kept parts are what they are."""
    own = rows["counts"].copy()
    if energy is not None:
        rows = with_energy(rows, energy)
        rows = rows if form is None else evened(rows, form)
    rows = imposed(rows, plan)
    for role in kept:
        rows["counts"][:, role] = own[:, role]
    programs = {**{r: DEFAULT_PROGRAM[r] for r in roles_named(plan) - kept}, **programs}
    return rows, {r: p for r, p in programs.items() if rows["counts"][:, r].any()}


def usual_metre(rows: Rows) -> tuple[int, int]:
    """The metre that most bars have."""
    metres = rows["numerator"].astype(np.int64) * 256 + rows["denominator"]
    _, first, bars = np.unique(metres, return_index=True, return_counts=True)
    usual = rows[first[bars.argmax()]]
    return int(usual["numerator"]), int(usual["denominator"])


def band_under(
    piece: EncodedScore,
    kept: frozenset[Role],
    planner: Plans,
    rng: np.random.Generator,
    instruments: Instruments | None,
    follow: float,
) -> BandPlan:
    """The genre's plan laid over the source's bars, with the kept parts' own counts.

    `follow` 0–1 is how much the band is full where the source is.
    """
    source = piece.plan
    roles = None if instruments is None else frozenset(r for r, _ in instruments) - kept
    band = planner.compose(len(source), usual_metre(source), roles, piece.key.minor, rng)
    rows = source.copy()
    share = source["length"] / np.maximum(band.rows["length"].astype(np.float64), 1)
    counts = band.rows["counts"] * share[:, None]
    counts = np.rint(counts * _energy(source)[:, None] ** follow)
    counts[source["counts"].sum(axis=1) == 0] = 0
    programs = {**band.programs, **dict(instruments or ())}
    programs = {r: p for r, p in programs.items() if r not in kept}
    rows["counts"] = 0
    for role in programs:
        rows["counts"][:, role] = counts[:, role]
    for role in kept:
        rows["counts"][:, role] = source["counts"][:, role]
    rows["loudness"], rows["register"] = band.rows["loudness"], band.rows["register"]
    # Tune and chords have the source's form, and other parts of another form go against it: of 40
    # pieces a genre 47 % were taken for country with this, 40 with all parts and 45 with none
    # (one draft each), for rock 60, 55 and 53.
    form = band.form.only(Role.DRUMS)
    playing = {r: p for r, p in programs.items() if rows["counts"][:, r].any()}
    return replace(band, rows=evened(rows, form), form=form, programs=playing)


def _energy(rows: Rows) -> npt.NDArray[np.float64]:
    """Each bar's notes relative to the piece's usual bar, smoothed, 0.4 to 1.6."""
    full = rows["counts"].sum(axis=1) / np.maximum(rows["length"], 1)
    smooth = np.convolve(np.pad(full, 1, mode="edge"), np.ones(3) / 3, mode="valid")
    return np.clip(smooth / max(float(np.median(smooth)), 1e-9), 0.4, 1.6)
