"""The report of a restyle: what of the source is still there, and how near the genre it came."""

from pathlib import Path
from typing import Any

import numpy as np

from backend.music.generation.restyle import Source, notes_of
from backend.music.score import Role, Score
from backend.music.theory import assign_roles
from backend.music.theory.similarity import content, style, style_profile


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


def report_on(source: Source, result: Score, plans: Path) -> dict[str, Any]:
    """Measure a restyle.

    Returns:
        `melody_kept` (share of notes, None if there is no tune), `content` (chroma cosine with the
        source), `style` and `style_unchanged` (cosine with the genre's profile, of the result and
        of the source), `changed` (role → notes before and after).
    """
    with np.load(plans) as data:
        profile = data["style_profile"]
    roles = [
        np.full(len(t.notes), t.role, np.uint8) if t.role is not None else found
        for t, found in zip(result.tracks, assign_roles(result), strict=True)
    ]
    changed = {}
    for role in Role:
        before = sum(int((r == role).sum()) for r in source.roles)
        after = sum(int((r == role).sum()) for r in roles)
        if before or after:
            changed[role.label] = {"before": before, "after": after}
    kept = share_kept(source, result, Role.MELODY)
    return {
        "melody_kept": None if kept is None else round(kept, 4),
        "content": round(content(source.score, result), 3),
        "style": round(style(style_profile(result), profile), 3),
        "style_unchanged": round(style(style_profile(source.score), profile), 3),
        "changed": changed,
    }
