"""Source: a score that was brought, with everything that was found in it."""

from collections import defaultdict
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from backend.music.errors import UnusableScoreError
from backend.music.events import encode
from backend.music.events import vocabulary as v
from backend.music.events.encoded import EncodedScore
from backend.music.events.grid import grid_bars
from backend.music.generation.assignment import Event
from backend.music.score import Role, Score, Track
from backend.music.theory import assign_roles, estimate_key

FEWEST_NOTES = 8
MOST_BARS = 512

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

    def plays(self, role: Role) -> bool:
        """Whether a role has a note."""
        return bool(self.piece.plan["counts"][:, role].any())


def notes_of(score: Score, roles: Roles, role: Role) -> set[tuple[int, int]]:
    """(onset, pitch) of every note of a role."""
    found: set[tuple[int, int]] = set()
    for track, played in zip(score.tracks, roles, strict=True):
        mine = track.notes[played == role]
        found |= set(zip(mine["onset"].tolist(), mine["pitch"].tolist(), strict=True))
    return found


def check(score: Score) -> None:
    """Whether there is enough in a score to work with.

    Raises:
        UnusableScoreError: drums only, too few notes, too many bars.
    """
    pitched = sum(len(t.notes) for t in score.tracks if not t.is_drum)
    if not pitched:
        raise UnusableScoreError(
            "This file has only drums. We follow a tune and its chords: "
            "bring a file with at least one pitched part."
        )
    if pitched < FEWEST_NOTES:
        noun = "note" if pitched == 1 else "notes"
        raise UnusableScoreError(
            f"This file has {pitched} pitched {noun}. We need at least {FEWEST_NOTES}."
        )
    bars = len(grid_bars(score))
    if bars > MOST_BARS:
        raise UnusableScoreError(
            f"This file has {bars} bars; we take up to {MOST_BARS}. Cut it first."
        )


def analyse(score: Score) -> Source:
    """Find key, roles, chords and bars of a score (UnusableScoreError: see `check`)."""
    check(score)
    roles = assign_roles(score)
    return Source(score, roles, encode(score, key=estimate_key(score)[0], roles=roles))


def given_of(
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


def kept_tracks(source: Source, kept: frozenset[Role]) -> list[Track]:
    """The source's tracks with the notes of kept roles; program, pedal and bends stay with them."""
    tracks = []
    for track, roles in zip(source.score.tracks, source.roles, strict=True):
        for role in sorted(kept):
            mine = roles == role
            if mine.any():
                tracks.append(replace(track, notes=track.notes[mine], role=role))
    return tracks
