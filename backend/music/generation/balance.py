"""Balance: how loud the band stands behind the tune, as the volumes that a mixer would set."""

from dataclasses import replace
from typing import Final

import numpy as np

from backend.music.generation.assignment import Assignment
from backend.music.midi.mixing import USUAL, VOLUME, mixed
from backend.music.score import Role, Score, Track

# dB. Training songs whose author named the tune set chords 1 to 3 dB farther back than velocities
# written here do; as much again lets the ear find a tune that shares its octave with three of them.
_BEHIND: Final = {
    Role.PIANO: -2.5, Role.MALLETS: -3.0, Role.ORGAN: -3.0, Role.GUITAR: -4.5, Role.STRINGS: -5.0,
    Role.PAD: -3.0, Role.BRASS: -1.5, Role.WINDS: -1.5, Role.LEAD: -2.0, Role.EFFECTS: -2.0,
}  # fmt: skip
_FARTHEST: Final = -12.0  # dB


def balanced(assignment: Assignment, score: Score) -> Score:
    """A piece, finished or without notes yet, with volumes for its new players.

    None of them plays louder than the tune, and those of chords stand behind it. Players that were
    there before keep their volumes, and so does whoever plays the tune.
    """
    tune = [_level(t) for t in score.tracks if t.role is Role.MELODY and len(t.notes)]
    tracks = []
    for track, (before, written) in zip(score.tracks, assignment.parts, strict=True):
        if not written or len(before.notes) or track.role in (None, Role.MELODY):
            tracks.append(track)
            continue
        gain = _BEHIND.get(track.role, 0.0)
        if tune and len(track.notes):
            gain -= max(_level(track) - max(tune), 0.0)
        tracks.append(mixed(replace(track, volume_db=max(gain, _FARTHEST))))
    return replace(score, tracks=tuple(tracks))


def _level(track: Track) -> float:
    """In dB below a full one: velocities and volumes, both squared (General MIDI 1)."""
    volumes = track.controls["value"][track.controls["number"] == VOLUME]
    volume = float(volumes.mean()) if len(volumes) else USUAL
    velocity = float(track.notes["velocity"].mean())
    return 40 * float(np.log10(max(velocity, 1.0) / 127) + np.log10(max(volume, 1.0) / 127))
