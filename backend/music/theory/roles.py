"""Roles of a score's notes: who plays the tune, who the bass, and what the others are."""

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from backend.music.score import Role, Score, Track, family_of

_TUNE = re.compile(
    r"melod|vocal|\bvoice|\bvox|\bvoc\b|\bsing|canto|gesang|singstimme|chant|tune|\bkaraoke",
    re.IGNORECASE,
)
_PERHAPS_TUNE = re.compile(r"lead|solo|soprano|right hand|\brh\b|treble|upper", re.IGNORECASE)
_NOT_TUNE = re.compile(
    r"back|harmon(?!ica)|rhythm|chord|\bpad|accomp|\bbg|choir|\bcomp\b|left hand|\blh\b|\balto\b|"
    r"\btenor\b(?! sax)|bass|strum|\barp|\briff|oohs?\b|aahs?\b|synth voice|bells?\b",
    re.IGNORECASE,
)
_BASS_NAME = re.compile(r"\bbass(?!oon|\s*drum)|\bbasso\b|baixo|\bbajo\b|\bbasse\b", re.IGNORECASE)

# How much each trait of a track speaks for its being the tune: weights of a conditional logit
# model, fitted to 1,424 corpus files in which exactly one track is named melody, vocal or voice
# (names hidden from it; on the half it was not fitted to, it finds that track in 91 of 100).
_MONOPHONY, _COVERAGE, _HALF_COVERAGE, _LOUDNESS = 2.3, 1.2, 2.3, 3.6
_LOW, _HIGH = -2.4, -0.6  # per octave below C4 and above E5 (mean pitch)
_SLOW, _FAST, _LEAPS, _REPEATS = -0.8, -1.2, -1.4, 0.5
_ON_TOP, _FIRST_TRACK = 0.5, 2.2
_FAMILY = {
    Role.BASS: -0.4, Role.MALLETS: -0.3, Role.ORGAN: 0.4, Role.GUITAR: -0.6, Role.STRINGS: -0.2,
    Role.BRASS: -0.7, Role.WINDS: 0.8, Role.LEAD: 0.5, Role.EFFECTS: -0.8,
}  # fmt: skip
_VOICES, _VOICE_POINTS = (52, 53, 54), 1.8  # choir and voice sounds: often the singer
_NAMED, _PERHAPS_NAMED, _NAMED_OTHERWISE = 5.0, 1.0, -2.5
_SUFFICIENT = 5.0  # two of 100 of those tracks have less, their names hidden
_FEWEST_NOTES = 8
_BASS_CEILING = 55.0  # mean pitch; the basses of chorales stand at 48 to 55
_TOO_HIGH_FOR_BASS = 57.0  # mean pitch: a tune that was given a bass sound (or a mistake)
_BELOW_TUNE = 12  # semitones under the tune around it at which a "highest note" is accompaniment


@dataclass(frozen=True)
class _Traits:
    """What a track is like.

    `pitch` is its mean; `monophony`, `coverage`, `loudness`, `repeats` are shares from 0 to 1;
    `rate` counts onsets a quarter where it plays, `leap` is the mean interval in semitones.
    """

    pitch: float
    monophony: float
    coverage: float
    loudness: float
    rate: float
    repeats: float
    leap: float


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
    basses = _basses(score, traits)
    for i in basses:
        roles[i] = Role.BASS
    result = [np.full(len(t.notes), roles[i], np.uint8) for i, t in enumerate(score.tracks)]
    tune = _tune(score, {i: t for i, t in traits.items() if i not in basses})
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
    new = gap > quarter // 12
    intervals = np.abs(np.diff(pitch))[new]
    bars = np.count_nonzero(np.diff(onset // (4 * quarter))) + 1
    whole = max(-(-score.end // (4 * quarter)), 1)
    return _Traits(
        pitch=float(np.average(pitch, weights=duration)),
        monophony=1.0 - float(together.mean()) if len(gap) else 1.0,
        coverage=min(bars / whole, 1.0),
        loudness=float(track.notes["velocity"].mean()) / 127,
        rate=np.count_nonzero(new) / (4 * bars),
        repeats=float((intervals == 0).mean()) if len(intervals) else 0.0,
        leap=float(intervals.mean()) if len(intervals) else 0.0,
    )


def _basses(score: Score, traits: dict[int, _Traits]) -> list[int]:
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
        if t.monophony >= 0.8 and t.pitch < _BASS_CEILING and t.coverage >= 0.25
    ]  # fmt: skip
    return sorted(lines, key=lambda i: traits[i].pitch)[:1]


def _tune(score: Score, traits: dict[int, _Traits]) -> int | None:
    """The track that plays the melody, if any is good enough."""
    able = [
        i for i in traits
        if len(score.tracks[i].notes) >= min(_FEWEST_NOTES, score.note_count)
    ]  # fmt: skip
    if not able:
        return None
    highest = max(traits[i].pitch for i in able)
    loudest = max(traits[i].loudness for i in able)
    points = {i: _points(score.tracks[i], traits[i], highest, loudest) for i in able}
    points[able[0]] += _FIRST_TRACK
    best = max(able, key=lambda i: points[i])
    return best if points[best] >= _SUFFICIENT else None


def _points(track: Track, traits: _Traits, highest: float, loudest: float) -> float:
    points = _MONOPHONY * traits.monophony + _COVERAGE * traits.coverage
    points += _HALF_COVERAGE * min(2 * traits.coverage, 1)
    points += _LOUDNESS * traits.loudness / max(loudest, 0.01)
    points += (_LOW * max(60 - traits.pitch, 0) + _HIGH * max(traits.pitch - 76, 0)) / 12
    points += _SLOW * max(1 - traits.rate, 0) + _FAST * max(traits.rate - 2, 0)
    points += _LEAPS * min(traits.leap, 12) / 6 + _REPEATS * traits.repeats
    points += _ON_TOP * max(1 - (highest - traits.pitch) / 12, 0)
    points += _FAMILY.get(family_of(track.program), 0.0)
    points += _VOICE_POINTS if track.program in _VOICES else 0.0
    if _NOT_TUNE.search(track.name):
        return points + _NAMED_OTHERWISE
    if _TUNE.search(track.name):
        return points + _NAMED
    return points + (_PERHAPS_NAMED if _PERHAPS_TUNE.search(track.name) else 0.0)
