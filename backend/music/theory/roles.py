"""Roles of a score's notes: who plays the tune, who the bass, and what the others are."""

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from backend.music.score import Role, Score, Track, family_of

_TUNE = re.compile(
    r"melod|vocal|voice|vox|lead|\bsing|solo|tune|canto|gesang|chant|soprano|stimme|voc\b|"
    r"right hand|\brh\b|\bkaraoke", re.I
)  # fmt: skip
_NOT_TUNE = re.compile(
    r"back|harmon|rhythm|chord|\bpad|accomp|\bbg|choir|comp\b|left hand|\blh\b|\balto\b|"
    r"\btenor\b|bass|strum|arp|\briff", re.I
)  # fmt: skip
_BASS_NAME = re.compile(r"\bbass(?!oon|\s*drum)|\bbasso\b|baixo|\bbajo\b|\bbasse\b", re.I)

# How much each trait of a track speaks for its being the tune.
_MONOPHONY, _COVERAGE, _REGISTER, _LOUDNESS, _LIVELINESS, _ON_TOP = 0.30, 0.20, 0.20, 0.1, 0.1, 0.15
_NAMED, _NAMED_OTHERWISE = 0.5, -0.3
_FAMILY = {Role.PAD: -0.15, Role.EFFECTS: -0.3, Role.LEAD: 0.05, Role.WINDS: 0.08}
_SUFFICIENT = 0.45
_FEWEST_NOTES = 8
_BASS_CEILING = 52.0  # mean pitch
_BELOW_TUNE = 12  # semitones under the tune around it at which a "highest note" is accompaniment


@dataclass(frozen=True)
class _Traits:
    """What a track is like: each but `pitch` (mean, MIDI) between 0 and 1."""

    pitch: float
    monophony: float
    coverage: float
    loudness: float
    liveliness: float


def assign_roles(score: Score) -> list[npt.NDArray[np.uint8]]:
    """One Role number per note: a list with an array for each track, aligned with its notes.

    All notes of a track have one role, except that a tune played by a track of chords (a solo
    piano) is only its highest line: those notes are MELODY and the others keep the track's role.
    """
    roles = [_family(track) for track in score.tracks]
    pitched = [
        i for i, t in enumerate(score.tracks) if not t.is_drum and len(t.notes) and t.program < 115
    ]
    traits = {i: _traits(score, score.tracks[i]) for i in pitched}
    for i in _basses(score, traits):
        roles[i] = Role.BASS
    result = [np.full(len(t.notes), roles[i], np.uint8) for i, t in enumerate(score.tracks)]
    tune = _tune(score, traits, roles)
    if tune is not None:
        if traits[tune].monophony >= 0.8:
            result[tune][:] = Role.MELODY
        else:
            result[tune][skyline(score.tracks[tune], score.ticks_per_quarter)] = Role.MELODY
    return result


def skyline(track: Track, ticks_per_quarter: int) -> npt.NDArray[np.bool_]:
    """(n,) which notes are the top line: the highest at their onset with none higher sounding.

    Top notes more than an octave below the line around them are fill-ins of the accompaniment
    while the tune rests, and left out.
    """
    notes = track.notes
    onset = notes["onset"].astype(np.int64)
    pitch = notes["pitch"].astype(np.int64)
    slack = max(ticks_per_quarter // 12, 1)
    end = np.maximum(onset + notes["duration"] - slack, onset + 1)
    times, place = np.unique(onset, return_inverse=True)
    # Chords of a played performance do not start on one tick: look a little ahead.
    until = np.searchsorted(times, end, "left")
    since = np.searchsorted(times, onset - slack, "left")
    low, high = int(pitch.min()), int(pitch.max())
    width = high - low + 1
    size = (len(times) + 1) * width
    edges = np.bincount(since * width + pitch - low, minlength=size).astype(np.int64)
    edges -= np.bincount(np.maximum(until, since) * width + pitch - low, minlength=size)
    sounding = np.cumsum(edges.reshape(-1, width)[:-1], axis=0) > 0
    top = high - np.argmax(sounding[:, ::-1], axis=1)
    chosen: npt.NDArray[np.bool_] = pitch >= top[place]
    reach = 8 * ticks_per_quarter
    line = np.flatnonzero(chosen)
    total = np.concatenate([[0], np.cumsum(pitch[line])])
    since = np.searchsorted(onset[line], onset[line] - reach, "left")
    until = np.searchsorted(onset[line], onset[line] + reach, "right")
    around = (total[until] - total[since]) / (until - since)
    chosen[line[pitch[line] < around - _BELOW_TUNE]] = False
    return chosen


def _family(track: Track) -> Role:
    return Role.DRUMS if track.is_drum else family_of(track.program)


def _traits(score: Score, track: Track) -> _Traits:
    onset = track.notes["onset"].astype(np.int64)
    duration = np.maximum(track.notes["duration"], 1).astype(np.int64)
    pitch = track.notes["pitch"].astype(np.float64)
    quarter = score.ticks_per_quarter
    gap = np.diff(onset)
    overlap = duration[:-1] - gap
    together = overlap > 0.5 * np.minimum(duration[:-1], duration[1:])
    bars = np.unique(onset // (4 * quarter))
    whole = max(-(-score.end // (4 * quarter)), 1)
    rate = np.count_nonzero(gap > quarter // 12) / (4 * len(bars))  # new onsets a quarter
    variety = min(len(np.unique(pitch)) / 8, 1.0)
    return _Traits(
        pitch=float(np.average(pitch, weights=duration)),
        monophony=1.0 - float(together.mean()) if len(gap) else 1.0,
        coverage=min(len(bars) / whole, 1.0),
        loudness=float(track.notes["velocity"].mean()) / 127,
        liveliness=variety * min(rate, 1.0) * (1.0 if rate < 3 else 0.5),
    )


def _basses(score: Score, traits: dict[int, _Traits]) -> list[int]:
    """The tracks that are the bass: by program or name, else the lowest single line of a band."""
    named = [
        i for i in traits
        if family_of(score.tracks[i].program) is Role.BASS
        or (_BASS_NAME.search(score.tracks[i].name)
            and traits[i].pitch < _BASS_CEILING and traits[i].monophony >= 0.7)
    ]  # fmt: skip
    if named or len(traits) < 2:
        return named
    families = [family_of(score.tracks[i].program) for i in traits]
    if len(traits) == 2 and families == [Role.PIANO, Role.PIANO]:  # two hands, not a band
        return []
    lines = [
        i for i, t in traits.items()
        if t.monophony >= 0.8 and t.pitch < _BASS_CEILING and t.coverage >= 0.25
    ]  # fmt: skip
    return sorted(lines, key=lambda i: traits[i].pitch)[:1]


def _tune(score: Score, traits: dict[int, _Traits], roles: list[Role]) -> int | None:
    """The track that plays the melody, if any is good enough."""
    able = [
        i for i in traits
        if roles[i] is not Role.BASS
        and len(score.tracks[i].notes) >= min(_FEWEST_NOTES, score.note_count)
    ]  # fmt: skip
    if not able:
        return None
    highest = max(traits[i].pitch for i in able)
    loudest = max(traits[i].loudness for i in able)
    points = {i: _points(score.tracks[i], traits[i], roles[i], highest, loudest) for i in able}
    best = max(able, key=lambda i: points[i])
    return best if points[best] >= _SUFFICIENT else None


def _points(track: Track, traits: _Traits, role: Role, highest: float, loudest: float) -> float:
    points = _MONOPHONY * traits.monophony + _COVERAGE * traits.coverage
    outside = max(60 - traits.pitch, traits.pitch - 84, 0.0)
    points += _REGISTER * max(1 - outside / 12, 0.0)
    points += _LOUDNESS * traits.loudness / max(loudest, 0.01)
    points += _LIVELINESS * traits.liveliness + _FAMILY.get(role, 0.0)
    points += _ON_TOP * max(1 - (highest - traits.pitch) / 12, 0.0)
    if _TUNE.search(track.name):
        points += _NAMED
    if _NOT_TUNE.search(track.name):
        points += _NAMED_OTHERWISE
    return points
