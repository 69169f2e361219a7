"""Join: a player who was not there, written beside a piece that stays as it is to the tick."""

from dataclasses import replace

import numpy as np

from backend.music.errors import BadRequestError
from backend.music.generation.assignment import Voices
from backend.music.generation.blended import Plans
from backend.music.generation.compose import new_track
from backend.music.generation.regenerate import Regeneration, lay_out
from backend.music.generation.requests import JoinRequest
from backend.music.generation.requests.instruments import role_named
from backend.music.generation.restyle import band_under
from backend.music.generation.source import Source
from backend.music.score import DEFAULT_PROGRAM, Role


def prepare(
    request: JoinRequest, seed: int, source: Source, planner: Plans, voices: Voices
) -> Regeneration:
    """Decide everything before the first note: where the player plays, and how much.

    Raises:
        BadRequestError: there are no such bars.
    """
    bars = len(source.piece.plan)
    last = request.last_bar or bars
    if max(request.first_bar, last) > bars:
        raise BadRequestError(
            f"There is no bar {max(request.first_bar, last)}: the piece has {bars}. "
            "Choose an earlier one."
        )
    anew = np.zeros(bars, np.bool_)
    anew[request.first_bar - 1 : last] = True
    role = role_named(request.role)
    program = DEFAULT_PROGRAM[role] if request.program is None else request.program
    joined = with_place_for(source, role, program, planner, anew, seed)
    new = len(source.score.tracks)
    stays = [np.zeros(len(track.notes), np.bool_) for track in joined.score.tracks]
    wishes = (request.energy, None, None)
    return lay_out(request, seed, joined, voices, anew, stays, frozenset({role}), (new,), *wishes)


def with_place_for(
    source: Source, role: Role, program: int, planner: Plans, anew: np.typing.NDArray[np.bool_],
    seed: int,
) -> Source:  # fmt: skip
    """The source with an empty track behind the others, and a plan in which it plays.

    The new player is as busy as one of the genre, more where the piece is full; those of the same
    role keep what they have.
    """
    others = frozenset(r for r in Role if source.plays(r)) - {role}
    rng = np.random.default_rng((seed, 0))
    band = band_under(source.piece, others, planner, rng, ((role, program),), follow=1.0)
    plan = source.piece.plan.copy()
    plan["counts"][anew, role] += band.rows["counts"][anew, role]
    programs = {role: program, **source.piece.programs}
    track = new_track(role, program)
    return Source(
        score=replace(source.score, tracks=(*source.score.tracks, track)),
        roles=[*source.roles, np.zeros(0, np.uint8)],
        piece=replace(source.piece, plan=plan, programs=programs),
    )
