"""Restyle: an existing piece and a request → what is kept, what is planned and who plays it."""

from collections import defaultdict
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from backend.music.errors import UnusableScoreError
from backend.music.events import encode
from backend.music.events import vocabulary as v
from backend.music.events.encoded import EncodedScore
from backend.music.events.grid import grid_bars
from backend.music.generation.assignment import Assignment, Given, Voices, free_throughout
from backend.music.generation.feed import Event
from backend.music.generation.planner import Planner
from backend.music.generation.requests import RestyleRequest
from backend.music.midi.instruments import program_name
from backend.music.score import NOTE, Role, Score, Track
from backend.music.score.score import Rows
from backend.music.theory import assign_roles, estimate_key

FEWEST_NOTES = 8
MOST_BARS = 512
# Up to these strengths the tune, the harmony and the bass are kept (see the dial in the README).
KEEPS_BASS, KEEPS_TUNE = 33, 66
LOCKED_ROLES = {"melody": Role.MELODY, "bass": Role.BASS, "drums": Role.DRUMS}

Roles = list[npt.NDArray[np.uint8]]


@dataclass(frozen=True)
class Source:
    """An uploaded score with everything that was found in it."""

    score: Score
    roles: Roles
    piece: EncodedScore

    @property
    def melody(self) -> set[tuple[int, int]]:
        """(onset, pitch) of every note of the tune."""
        return notes_of(self.score, self.roles, Role.MELODY)


def notes_of(score: Score, roles: Roles, role: Role) -> set[tuple[int, int]]:
    """(onset, pitch) of every note of a role."""
    found: set[tuple[int, int]] = set()
    for track, played in zip(score.tracks, roles, strict=True):
        mine = track.notes[played == role]
        found |= set(zip(mine["onset"].tolist(), mine["pitch"].tolist(), strict=True))
    return found


def check(score: Score) -> None:
    """Whether there is enough in a score to restyle.

    Raises:
        UnusableScoreError: drums only, too few notes, too many bars.
    """
    pitched = sum(len(t.notes) for t in score.tracks if not t.is_drum)
    if not pitched:
        raise UnusableScoreError(
            "This file has only drums. A restyle follows a tune and its chords: "
            "bring a file with at least one pitched part."
        )
    if pitched < FEWEST_NOTES:
        noun = "note" if pitched == 1 else "notes"
        raise UnusableScoreError(
            f"This file has {pitched} pitched {noun}. A restyle needs at least {FEWEST_NOTES}."
        )
    bars = len(grid_bars(score))
    if bars > MOST_BARS:
        raise UnusableScoreError(
            f"This file has {bars} bars; we restyle up to {MOST_BARS}. Cut it first."
        )


def analyse(score: Score) -> Source:
    """Find key, roles, chords and bars of a score (UnusableScoreError: see `check`)."""
    check(score)
    roles = assign_roles(score)
    return Source(score, roles, encode(score, key=estimate_key(score)[0], roles=roles))


def locks_of(request: RestyleRequest) -> frozenset[str]:
    """What stays: what was asked to be kept, and what the strength leaves alone."""
    locks = set(request.keep) | {"chords"}
    if request.strength <= KEEPS_TUNE:
        locks.add("melody")
    if request.strength <= KEEPS_BASS:
        locks.add("bass")
    return frozenset(locks)


def prepare(
    request: RestyleRequest, seed: int, source: Source, planner: Planner, voices: Voices
) -> Assignment:
    """Decide everything that the seed decides before the first note."""
    rng = np.random.default_rng((seed, 0))
    locks = locks_of(request)
    kept = frozenset(role for lock, role in LOCKED_ROLES.items() if lock in locks)
    there = source.piece.plan["counts"].sum(axis=0)
    kept = frozenset(r for r in kept if there[r])
    rows, programs = _plan(request, locks, source.piece, kept, planner, rng)
    if request.strength <= KEEPS_BASS:
        programs.update({r: p for r, p in source.piece.programs.items() if r in programs})
    free = frozenset(programs)
    parts = [(track, frozenset[Role]()) for track in _kept_tracks(source, kept)]
    parts += [(_new_track(role, programs[role]), frozenset({role})) for role in sorted(free)]
    return Assignment(
        voices=voices,
        blank=replace(source.piece, events=np.zeros(0, v.EVENT), plan=rows),
        given=Given(free_throughout(len(rows), free), *_given(source.piece, kept)),
        must=frozenset(r for r in free if rows["counts"][:, r].any()),
        conductor=replace(source.score, tracks=()),
        parts=parts,
        seed=seed,
        temperature=request.temperature,
        top_p=request.top_p,
    )


def _plan(
    request: RestyleRequest,
    locks: frozenset[str],
    piece: EncodedScore,
    kept: frozenset[Role],
    planner: Planner,
    rng: np.random.Generator,
) -> tuple[Rows, dict[Role, int]]:
    """The genre's plan laid over the source's bars, with the kept parts' own counts."""
    source = piece.plan
    metres = source["numerator"].astype(np.int64) * 256 + source["denominator"]
    _, first, bars = np.unique(metres, return_index=True, return_counts=True)
    usual = source[first[bars.argmax()]]
    metre = (int(usual["numerator"]), int(usual["denominator"]))
    band = planner.compose(len(source), metre, None, piece.key.minor, rng)
    rows = source.copy()
    share = source["length"] / np.maximum(band.rows["length"].astype(np.float64), 1)
    counts = band.rows["counts"] * share[:, None]
    energy = _energy(source)
    # The gentler the restyle, the closer the band follows where the source was full or thin.
    follow = 1.0 if "structure" in locks else 1 - request.strength / 100
    counts = np.rint(counts * energy[:, None] ** follow)
    counts[source["counts"].sum(axis=1) == 0] = 0
    programs = {r: p for r, p in band.programs.items() if r not in kept}
    if Role.MELODY in kept:
        programs.pop(Role.MELODY, None)
    rows["counts"] = 0
    for role in programs:
        rows["counts"][:, role] = counts[:, role]
    for role in kept:
        rows["counts"][:, role] = source["counts"][:, role]
    rows["loudness"], rows["register"] = band.rows["loudness"], band.rows["register"]
    return rows, {r: p for r, p in programs.items() if rows["counts"][:, r].any()}


def _energy(rows: Rows) -> npt.NDArray[np.float64]:
    """Each bar's notes relative to the piece's usual bar, smoothed, 0.4 to 1.6."""
    full = rows["counts"].sum(axis=1) / np.maximum(rows["length"], 1)
    smooth = np.convolve(np.pad(full, 1, mode="edge"), np.ones(3) / 3, mode="valid")
    return np.clip(smooth / max(float(np.median(smooth)), 1e-9), 0.4, 1.6)


def _given(
    piece: EncodedScore, kept: frozenset[Role]
) -> tuple[list[dict[int, int]], list[list[Event]]]:
    """Bar by bar the source's chords, and its events of the kept roles."""
    chords: dict[int, dict[int, int]] = defaultdict(dict)
    fixed: dict[int, list[Event]] = defaultdict(list)
    bar = np.cumsum(piece.events["position"] == v.BAR) - 1
    wanted = np.isin(piece.events["role"], [v.CHORD, *(int(r) for r in kept)])
    for index, event in zip(bar[wanted].tolist(), piece.events[wanted].tolist(), strict=True):
        if event[1] == v.CHORD:
            chords[index][event[0]] = event[2]
        else:
            fixed[index].append(event)
    bars = range(len(piece.plan))
    return [chords[b] for b in bars], [fixed[b] for b in bars]


def _kept_tracks(source: Source, kept: frozenset[Role]) -> list[Track]:
    """The source's tracks with the notes of kept roles; program, pedal and bends stay with them."""
    tracks = []
    for track, roles in zip(source.score.tracks, source.roles, strict=True):
        for role in sorted(kept):
            mine = roles == role
            if mine.any():
                tracks.append(replace(track, notes=track.notes[mine], role=role))
    return tracks


def _new_track(role: Role, program: int) -> Track:
    drum = role is Role.DRUMS
    program = 0 if drum else program
    return Track(np.zeros(0, NOTE), program, drum, "Drums" if drum else program_name(program), role)
