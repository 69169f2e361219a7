"""The tune: which track of a score plays the melody, by its traits and its name."""

import re
from collections.abc import Mapping

from backend.music.score import Role, Score, Track, family_of
from backend.music.theory.traits import Traits

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

# How much each trait of a track speaks for its being the tune: weights of a conditional logit
# model, rounded, fitted to 1,424 corpus files in which exactly one track is named melody, vocal
# or voice (names hidden from it; fitted to half of them, it finds that track in 91 of 100 of the
# others). The points for names were set by hand.
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


def tune_of(score: Score, traits: Mapping[int, Traits]) -> int | None:
    """The track that plays the melody, if any is good enough."""
    fewest = min(_FEWEST_NOTES, score.note_count)
    able = [i for i in traits if len(score.tracks[i].notes) >= fewest]
    if not able:
        return None
    highest = max(traits[i].pitch for i in able)
    loudest = max(traits[i].loudness for i in able)
    points = {i: _points(score.tracks[i], traits[i], highest, loudest) for i in able}
    points[able[0]] += _FIRST_TRACK
    best = max(able, key=lambda i: points[i])
    return best if points[best] >= _SUFFICIENT else None


def is_named_tune(track: Track) -> bool:
    """Whether its author called it the melody, a voice or the like: then it needs no guessing."""
    return bool(_TUNE.search(track.name)) and not _NOT_TUNE.search(track.name)


def _points(track: Track, traits: Traits, highest: float, loudest: float) -> float:
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
    if is_named_tune(track):
        return points + _NAMED
    return points + (_PERHAPS_NAMED if _PERHAPS_TUNE.search(track.name) else 0.0)
