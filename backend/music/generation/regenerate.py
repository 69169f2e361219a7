"""Regenerate: some bars of some tracks written anew, and everything else left as it is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from backend.music.errors import BadRequestError
from backend.music.events import encode
from backend.music.events import vocabulary as v
from backend.music.events.grid import grid_bars, place
from backend.music.generation.assignment import Assignment, Given, Voices
from backend.music.generation.harmony import CHORD_PULL, Frame, asked_chords
from backend.music.generation.passage import (
    AFTER,
    Bools,
    context_from,
    fill_rests,
    piece_between,
    wished_rows,
)
from backend.music.generation.plans import roles_named
from backend.music.generation.requests import RegenerateRequest, Request, RerollRequest
from backend.music.generation.requests.plan import Plan
from backend.music.generation.source import Source
from backend.music.score import Role, Score, Track
from backend.music.score.score import Rows


@dataclass(frozen=True)
class Regeneration:
    """An assignment whose piece begins at bar `start` of the source.

    `first` and `last` (excluded) are the bars between which something is written, from 0 in the
    source, `anew` (bars,) which of the source's they are, `kept` what stays; `usual` are the rows
    of the passage without energy, `asked` its chords.
    """

    assignment: Assignment
    start: int
    first: int
    last: int
    anew: Bools
    kept: Score
    usual: Rows
    asked: Frame


def prepare(request: RegenerateRequest, seed: int, source: Source, voices: Voices) -> Regeneration:
    """Decide everything before the first note.

    Raises:
        BadRequestError: there are no such bars or tracks.
    """
    bars = len(source.piece.plan)
    if request.last_bar > bars:
        raise BadRequestError(
            f"There is no bar {request.last_bar}: the piece has {bars}. Choose an earlier one."
        )
    count = len(source.score.tracks)
    tracks = range(count) if request.tracks is None else request.tracks
    if max(tracks) >= count:
        raise BadRequestError(
            f"There is no track {max(tracks)}: they are numbered 0 to {count - 1}."
        )
    anew = np.zeros(bars, np.bool_)
    anew[request.first_bar - 1 : request.last_bar] = True
    in_bars = _notes_in(source.score, anew)
    chosen = [mask if n in tracks else mask & False for n, mask in enumerate(in_bars)]
    sought = frozenset(Role(int(r)) for n in tracks for r in np.unique(source.roles[n]))
    wishes = (request.energy, request.chords, request.plan)
    return lay_out(request, seed, source, voices, anew, chosen, sought, tracks, *wishes)


def prepare_reroll(
    request: RerollRequest, seed: int, source: Source, voices: Voices
) -> Regeneration:
    """The same for the melody of the bars that a record names as copied."""
    bars = len(source.piece.plan)
    anew = np.isin(np.arange(1, bars + 1), list(request.record["copied_bars"]))
    in_bars = _notes_in(source.score, anew)
    chosen = [
        mask & (roles == Role.MELODY) for mask, roles in zip(in_bars, source.roles, strict=True)
    ]
    if not any(mask.any() for mask in chosen):
        raise BadRequestError("There is no melody in the copied bars: nothing to write anew.")
    tracks = [n for n, mask in enumerate(chosen) if mask.any()]
    melody = frozenset({Role.MELODY})
    return lay_out(request, seed, source, voices, anew, chosen, melody, tracks, None, None, None)


def lay_out(
    request: Request,
    seed: int,
    source: Source,
    voices: Voices,
    anew: Bools,
    chosen: Sequence[Bools],
    sought: frozenset[Role],
    tracks: Sequence[int],
    energy: tuple[float, ...] | None,
    chords: str | None,
    plan: Plan | None,
) -> Regeneration:
    """Decide everything for the bars that are `anew`.

    `chosen` are the notes of each track that go, `sought` the roles that come instead, `tracks` the
    players who may play them.

    Raises:
        BadRequestError: nobody would play.
    """
    piece = source.piece
    first, last = int(np.flatnonzero(anew)[0]), int(np.flatnonzero(anew)[-1]) + 1
    start, end = context_from(first), min(last + AFTER, len(anew))
    kept = replace(source.score, tracks=tuple(
        replace(t, notes=t.notes[~mask])
        for t, mask in zip(source.score.tracks, chosen, strict=True)
    ))  # fmt: skip
    roles = [r[~mask] for r, mask in zip(source.roles, chosen, strict=True)]
    rest = encode(kept, key=piece.key, roles=roles)
    frame, _ = piece_between(piece, start, end)
    _, fixed = piece_between(rest, start, end)
    fixed += [[] for _ in range(end - start - len(fixed))]  # The last notes may be gone.
    usual = piece.plan[first:last].copy()
    written = anew[first:last]
    resting = not usual["counts"][:, [int(r) for r in sought]].any()
    if resting or len(tracks) < len(source.score.tracks):
        fill_rests(usual, piece.plan, sought, written)
    own = np.zeros((last - first, v.ROLES), np.int64)
    there = rest.plan["counts"][first:last]
    own[: len(there)] = there
    rows = wished_rows(usual, own, energy, plan, sought, written)
    playing = sought | roles_named(plan)
    if not any(row.any() for row in rows["counts"][:, [int(r) for r in playing]]):
        raise BadRequestError("Nothing would play in these bars. Choose other tracks or a plan.")
    asked = asked_chords(chords, plan, rows, piece.key)
    kept_pitched = np.delete(own, Role.DRUMS, axis=1).any()
    for index in range(first, last):
        if anew[index]:
            own_chords = frame[index - start] if kept_pitched else {}
            frame[index - start] = {**own_chords, **asked[index - first]}
    free = np.zeros((end - start, v.ROLES), np.bool_)
    for role in playing:
        free[anew[start:end], role] = True
    whole = np.concatenate([piece.plan[start:first], rows, piece.plan[last:end]])
    must = frozenset(r for r in playing if rows["counts"][written][:, r].any())
    assignment = Assignment(
        voices=voices,
        blank=replace(piece, events=np.zeros(0, v.EVENT), plan=whole),
        given=Given(free, frame, fixed),
        must=must,
        conductor=replace(source.score, tracks=()),
        parts=_parts(source, kept, playing, tracks),
        seed=seed,
        temperature=request.temperature,
        top_p=request.top_p,
        chord_pull=CHORD_PULL if any(asked) else 0.0,
    )
    return Regeneration(assignment, start, first, last, anew, kept, usual, asked)


def _notes_in(score: Score, bars: Bools) -> list[Bools]:
    """Which notes of each track stand in these bars of the grid."""
    grid = grid_bars(score)
    found = []
    for track in score.tracks:
        bar, _ = place(track.notes["onset"].astype(np.int64), grid, score.ticks_per_quarter)
        found.append(np.append(bars, False)[np.minimum(bar, len(bars))])
    return found


def _parts(
    source: Source, kept: Score, playing: frozenset[Role], tracks: Sequence[int]
) -> list[tuple[Track, frozenset[Role]]]:
    """The source's tracks without the notes that go; each role comes back where it was."""
    had = [
        frozenset(Role(int(r)) for r in np.unique(roles)) if number in tracks else frozenset[Role]()
        for number, roles in enumerate(source.roles)
    ]
    spare = playing - frozenset[Role]().union(*had)  # a plan may ask for others
    return [
        (track, (roles & playing) | (spare if number == tracks[0] else frozenset()))
        for number, (track, roles) in enumerate(zip(kept.tracks, had, strict=True))
    ]
