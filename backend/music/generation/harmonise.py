"""Harmonise: one voice → chords under it and a band."""

from dataclasses import dataclass, replace

import numpy as np

from backend.music.errors import UnusableScoreError
from backend.music.events import encode
from backend.music.generation.assignment import Assignment, Voices
from backend.music.generation.blended import Plans
from backend.music.generation.chordfinder import chords_under
from backend.music.generation.harmony import CHORD_PULL, Frame, asked_chords
from backend.music.generation.requests import MOODS, HarmoniseRequest, RestyleRequest
from backend.music.generation.restyle import assignment_of, band_under
from backend.music.generation.shaping import with_register
from backend.music.generation.source import Source, check
from backend.music.score import Role, Score
from backend.music.score.score import Rows
from backend.music.theory import estimate_key

MOST_CHORDS = 0.25  # share of notes that may sound together with another in one voice


@dataclass(frozen=True)
class Harmonisation:
    """An assignment, its rows before energy acted on them, and the chords that were typed."""

    assignment: Assignment
    usual: Rows
    asked: Frame


def analyse(score: Score) -> Source:
    """A voice as a source.

    Raises:
        UnusableScoreError: several parts, drums, chords, or too few notes.
    """
    check(score)
    sounding = [t for t in score.tracks if len(t.notes)]
    if len(sounding) > 1:
        raise UnusableScoreError(
            f"This file has {len(sounding)} parts. Bring the melody alone, in one track; "
            "to give a whole piece a new band, restyle it."
        )
    onsets = sounding[0].notes["onset"].astype(np.int64)
    ends = np.maximum.accumulate(onsets + sounding[0].notes["duration"])
    slack = score.ticks_per_quarter // 4
    if (onsets[1:] + slack < ends[:-1]).mean() > MOST_CHORDS:
        raise UnusableScoreError(
            "This file has chords. Bring one voice, a note at a time; to give a whole piece a new "
            "band, restyle it."
        )
    score = replace(score, tracks=tuple(sounding))
    roles = [np.full(len(sounding[0].notes), Role.MELODY, np.uint8)]
    return Source(score, roles, encode(score, key=estimate_key(score)[0], roles=roles))


def prepare(
    request: HarmoniseRequest, seed: int, source: Source, planner: Plans, voices: Voices
) -> Harmonisation:
    """Decide everything that the seed decides before the first note, the chords included."""
    rng = np.random.default_rng((seed, 0))
    melody = frozenset({Role.MELODY})
    band = band_under(source.piece, melody, planner, rng, request.instruments, 0.0)
    mood = MOODS[request.mood] if request.mood else None
    if mood is not None:
        band = replace(band, rows=with_register(band.rows, mood.register))
    energy = request.energy or ((float(mood.energy),) if mood else None)
    asked = asked_chords(request.chords, request.plan, band.rows, source.piece.key)
    chords = chords_under(source.piece, asked, request.genre, rng)
    same = RestyleRequest(
        request.genre,
        energy=energy,
        plan=request.plan,
        temperature=request.temperature,
        top_p=request.top_p,
    )
    made = assignment_of(same, seed, source, melody, band, voices, chords)
    return Harmonisation(replace(made, chord_pull=CHORD_PULL), band.rows, asked)
