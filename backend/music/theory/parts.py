"""Parts: each track of a score that was read given the role that most of its notes have."""

from dataclasses import replace

import numpy as np

from backend.music.score import Role, Score
from backend.music.theory.roles import assign_roles


def with_roles(score: Score) -> Score:
    """The score with a role on every track that has notes."""
    tracks = []
    for track, roles in zip(score.tracks, assign_roles(score), strict=True):
        role = Role(int(np.bincount(roles).argmax())) if len(roles) else None
        tracks.append(replace(track, role=role))
    return replace(score, tracks=tuple(tracks))
