"""Excerpts of scores, in real time: what an example of hearing is rendered from."""

from dataclasses import replace
from typing import Final

import numpy as np
import numpy.typing as npt

from backend.music.score import TEMPO, Role, Score, Track
from backend.music.score.score import Rows
from backend.music.score.seconds import seconds_at
from backend.music.theory import assign_roles
from backend.music.training.hearing.examples import PLAYED, SECONDS

_TICKS: Final = 500  # a second: quarters at 60 to the minute
_END: Final = 0.3  # seconds before the end in which nothing begins any more
_SHORTEST: Final = 5  # ticks
_TRIES: Final = 8
_FEWEST: Final = 16  # notes of the tune, or hits on drums where there is no tune
_MOST_TRACKS: Final = 24
_STEADY: Final = 0.03  # how far a tempo goes astray that is still the same, …
_MOSTLY: Final = 0.97  # … and for how much of the time it has to
_BESIDE: Final = 0.02  # quarters from a sixteenth or a triplet; a fourth of all places lies so near
Chosen = npt.NDArray[np.bool_]


def excerpt(score: Score, rng: np.random.Generator) -> tuple[Score, Rows] | None:
    """Some seconds of a score, a second in every 500 ticks, and its notes as PLAYED.

    None if it has too many players, or no place in which enough is played.
    """
    if len(score.tracks) > _MOST_TRACKS or not score.note_count:
        return None
    roles = assign_roles(score)
    total = float(seconds_at(score, np.array([score.end]))[0])
    for _ in range(_TRIES):
        start = rng.uniform(0, max(total - SECONDS, 0.0))
        parts = [_part(score, track, start) for track in score.tracks]
        truth = np.concatenate(
            [
                _told(index, part, own[chosen])
                for index, ((part, chosen), own) in enumerate(zip(parts, roles, strict=True))
            ]
        )
        if max(truth["mel"].sum(), truth["drum"].sum()) >= _FEWEST:
            tracks = tuple(part for part, _ in parts if len(part.notes))
            tempos = np.array([(0, 60.0)], TEMPO)
            return Score(_TICKS, tracks, tempos), truth[np.argsort(truth["on"], kind="stable")]
    return None


def steady_tempo(score: Score) -> float:
    """Quarters a minute of a score that keeps to them and counts quarters; else 0.

    Where a player did not follow the file's clock, notes lie anywhere in its quarters.
    """
    tempos = score.tempos if len(score.tempos) else np.array([(0, 120.0)], TEMPO)
    seconds = np.maximum(np.diff(np.append(tempos["tick"], score.end)), 0) / tempos["bpm"]
    usual = float(tempos["bpm"][int(np.argmax(seconds))])
    steady = seconds[np.abs(tempos["bpm"] / usual - 1) < _STEADY].sum() >= _MOSTLY * seconds.sum()
    onsets = np.concatenate([track.notes["onset"] for track in score.tracks])
    places = onsets / score.ticks_per_quarter
    away = np.min([np.abs(places - np.rint(places * n) / n) for n in (3, 4)], axis=0)
    counted = np.mean(away < _BESIDE) > 0.5 and (score.metres["denominator"] == 4).all()
    return usual if steady and counted else 0.0


def _part(score: Score, track: Track, start: float) -> tuple[Track, Chosen]:
    """A player's notes from `start` on, in real time, and which of all notes they are."""
    ticks = track.notes["onset"].astype(np.int64)
    onsets = seconds_at(score, ticks) - start
    ends = seconds_at(score, ticks + track.notes["duration"]) - start
    chosen = (onsets >= 0) & (onsets < SECONDS - _END)
    notes = track.notes[chosen].copy()
    notes["onset"] = np.rint(onsets[chosen] * _TICKS)
    lengths = np.minimum(ends[chosen], SECONDS) - onsets[chosen]
    notes["duration"] = np.maximum(np.rint(lengths * _TICKS), _SHORTEST)
    controls, bends = (_moved(score, rows, start) for rows in (track.controls, track.bends))
    return replace(track, notes=notes, controls=controls, bends=bends, volume_db=0.0), chosen


def _moved(score: Score, rows: Rows, start: float) -> Rows:
    """Controls or bends; those from before `start` are there at once."""
    ticks = np.rint((seconds_at(score, rows["tick"].astype(np.int64)) - start) * _TICKS)
    moved = rows.copy()
    moved["tick"] = np.maximum(ticks, 0)
    return moved[ticks < SECONDS * _TICKS]


def _told(index: int, part: Track, roles: npt.NDArray[np.integer]) -> Rows:
    truth = np.zeros(len(part.notes), PLAYED)
    truth["on"] = part.notes["onset"] / _TICKS
    truth["off"] = truth["on"] + part.notes["duration"] / _TICKS
    truth["pitch"], truth["vel"] = part.notes["pitch"], part.notes["velocity"]
    truth["track"], truth["program"], truth["drum"] = index, part.program, part.is_drum
    truth["mel"] = (roles == Role.MELODY) & (not part.is_drum)
    return truth
