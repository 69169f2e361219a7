"""Roles of a score's notes: who plays the tune, who the bass, and what the others are."""

import re

import numpy as np
import numpy.typing as npt

from backend.music.score import Role, Score, Track, family_of
from backend.music.theory.melody import tune_of
from backend.music.theory.pitched import PitchedNotes, pitched_notes
from backend.music.theory.skyline import skyline
from backend.music.theory.traits import Traits, traits_of

_BASS_NAME = re.compile(r"\bbass(?!oon|\s*drum)|\bbasso\b|baixo|\bbajo\b|\bbasse\b", re.IGNORECASE)
_BASS_CEILING = 55.0  # mean pitch; the basses of chorales stand at 48 to 55
_TOO_HIGH_FOR_BASS = 57.0  # mean pitch: a tune that was given a bass sound (or a mistake)
_SINGLE_LINE = 0.8  # monophony from which a whole track is the tune or the bass


def assign_roles(score: Score, notes: PitchedNotes | None = None) -> list[npt.NDArray[np.uint8]]:
    """One Role number per note: a list with an array for each track, aligned with its notes.

    All notes of a track have one role, except that a tune played by a track of chords (a solo
    piano) is only its highest line: those notes are MELODY and the others keep the track's role.
    `notes` are the score's pitched notes, for those who have them.
    """
    roles = [_family(track) for track in score.tracks]
    traits = traits_of(score, notes or pitched_notes(score))
    basses = _basses(score, traits)
    for i in basses:
        roles[i] = Role.BASS
    result = [np.full(len(t.notes), roles[i], np.uint8) for i, t in enumerate(score.tracks)]
    tune = tune_of(score, {i: t for i, t in traits.items() if i not in basses})
    if tune is not None:
        if traits[tune].monophony >= _SINGLE_LINE:
            result[tune][:] = Role.MELODY
        else:
            result[tune][skyline(score.tracks[tune], score.ticks_per_quarter)] = Role.MELODY
    return result


def _family(track: Track) -> Role:
    return Role.DRUMS if track.is_drum else family_of(track.program)


def _basses(score: Score, traits: dict[int, Traits]) -> list[int]:
    """The tracks that are the bass: by program or name, else the lowest single line of a band."""
    named = [
        i for i in traits
        if (family_of(score.tracks[i].program) is Role.BASS
            and traits[i].pitch < _TOO_HIGH_FOR_BASS)
        or (_BASS_NAME.search(score.tracks[i].name)
            and traits[i].pitch < _BASS_CEILING and traits[i].monophony >= 0.7)
    ]  # fmt: skip
    if named or len(traits) < 2:
        return named
    families = [family_of(score.tracks[i].program) for i in traits]
    drums = any(track.is_drum for track in score.tracks)
    if families == [Role.PIANO, Role.PIANO] and not drums:  # two hands, not a band
        return []
    lines = [
        i for i, t in traits.items()
        if t.monophony >= _SINGLE_LINE and t.pitch < _BASS_CEILING and t.coverage >= 0.25
    ]  # fmt: skip
    return sorted(lines, key=lambda i: traits[i].pitch)[:1]
