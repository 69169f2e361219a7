"""The report on a piece made from another: what is still there, and what changed.

"Changed" is what a page needs to show before and after: per role the notes of both and the bars in
which they differ.
"""

from typing import Any

import numpy as np

from backend.music.events.grid import grid_bars
from backend.music.generation.source import Roles, Source, notes_of
from backend.music.score import Role, Score
from backend.music.theory import assign_roles
from backend.music.theory.similarity import content

Sounds = set[tuple[int, ...]]


def share_kept(source: Source, result: Score, role: Role) -> float | None:
    """The share of a role's source notes that sound in the result at the same tick and pitch."""
    before = notes_of(source.score, source.roles, role)
    if not before:
        return None
    drum = role is Role.DRUMS
    after = {
        pair
        for track in result.tracks
        if track.is_drum == drum
        for pair in zip(track.notes["onset"].tolist(), track.notes["pitch"].tolist(), strict=True)
    }
    return len(before & after) / len(before)


def report_on(source: Source, result: Score) -> dict[str, Any]:
    """Measure a restyle.

    Returns:
        `melody_kept` (share of notes, None if there is no tune), `content` (chroma cosine with the
        source), `changed` (see `changes`).
    """
    kept = share_kept(source, result, Role.MELODY)
    return {
        "melody_kept": None if kept is None else round(kept, 4),
        "content": round(content(source.score, result), 3),
        "changed": changes(source, result),
    }


def changes(source: Source, result: Score) -> dict[str, dict[str, Any]]:
    """Role → {"before": notes, "after": notes, "bars": numbers from 1 of those that differ}."""
    roles = _roles_in(source, result)
    starts = grid_bars(max(source.score, result, key=lambda s: s.end)).rows["start"]
    out = {}
    for role in Role:
        before = _sounds(source.score, source.roles, role)
        after = _sounds(result, roles, role)
        if before or after:
            onsets = sorted({sound[0] for sound in before ^ after})
            bars = np.unique(np.searchsorted(starts, onsets, "right")).tolist()
            out[role.label] = {"before": len(before), "after": len(after), "bars": bars}
    return out


def _sounds(score: Score, roles: Roles, role: Role) -> Sounds:
    found: Sounds = set()
    for track, played in zip(score.tracks, roles, strict=True):
        rows = track.notes[played == role][["onset", "pitch", "duration", "velocity"]]
        found |= set(rows.tolist())
    return found


def _roles_in(source: Source, result: Score) -> Roles:
    """The role of every note of the result; what the source had keeps the role it had there."""
    found = assign_roles(result)
    out: Roles = []
    for number, (track, estimate) in enumerate(zip(result.tracks, found, strict=True)):
        if track.role is not None:
            out.append(np.full(len(track.notes), track.role, np.uint8))
            continue
        known: dict[tuple[int, int], int] = {}
        if number < len(source.score.tracks):
            own = source.score.tracks[number].notes[["onset", "pitch"]].tolist()
            known = dict(zip(own, source.roles[number].tolist(), strict=True))
        pairs = track.notes[["onset", "pitch"]].tolist()
        played = [known.get(pair, int(e)) for pair, e in zip(pairs, estimate, strict=True)]
        out.append(np.array(played, np.uint8))
    return out
