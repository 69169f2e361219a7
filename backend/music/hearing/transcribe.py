"""A recording becomes a score: decoded, heard, counted out in beats and bars, and written down."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from backend.music.errors import UnusableScoreError
from backend.music.hearing.bars import measure
from backend.music.hearing.beats import beats
from backend.music.hearing.clues import clues
from backend.music.hearing.curves import strength
from backend.music.hearing.drumming import drum_track, struck
from backend.music.hearing.ears import Ears
from backend.music.hearing.grid import QUARTER, grid
from backend.music.hearing.hits import Hits
from backend.music.hearing.listening import heard
from backend.music.hearing.network import RATE
from backend.music.hearing.parts import parts
from backend.music.hearing.picking import ALONE, BAND, Notes, Thresholds, picked
from backend.music.hearing.pulse import loudness_at, pulse
from backend.music.hearing.recording import decoded
from backend.music.hearing.semitones import semitones
from backend.music.hearing.tempo import repeats
from backend.music.hearing.tune import tune
from backend.music.score import KEY_CHANGE, Key, Score
from backend.music.theory import estimate_key

_TOO_FEW: Final = ("No note", "Only one note", "Only two notes", "Only three notes")
FEWEST: Final = len(_TOO_FEW)  # notes


@dataclass(frozen=True)
class Transcription:
    """What was heard.

    Attributes:
        score: the notes, with tempo map, metre and key.
        notes: those with pitches in seconds, as the picker found them.
        tune: which of `notes` are the tune, in order.
        hits: those on drums, in seconds.
        key: what most of it stands in.
        origin: when the score starts, in seconds of the recording; negative before it begins.
        seconds: how long the recording is.
        container: the ending of its kind.
    """

    score: Score
    notes: Notes
    tune: npt.NDArray[np.intp]
    hits: Hits
    key: Key
    origin: float
    seconds: float
    container: str


def transcribe(
    path: Path,
    ears: Ears,
    *,
    title: str = "",
    thresholds: Thresholds | None = None,
    snapped: bool = True,
    folder: Path | None = None,
    on_progress: Callable[[float], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Transcription:
    """Write down what a recording plays.

    Args:
        path: a WAV, MP3, OGG, FLAC or M4A file of up to ten minutes.
        ears: the networks.
        title: of the score.
        thresholds: of the note picker; by default those of a band, or of one player alone.
        snapped: whether to put notes on the grid that are near it.
        folder: where the decoded samples lie meanwhile; 5 MB a minute.
        on_progress: is told the share of the recording that has been heard.
        cancelled: whether to stop.

    Raises:
        UnreadableAudioError: it is no recording of use; says why.
        UnusableScoreError: hardly a note was heard.
        CancelledError: it was stopped.
    """
    with tempfile.TemporaryDirectory(prefix="hearing-", dir=folder) as place:
        recording = decoded(path, Path(place), cancelled)
        length = max(recording.seconds * RATE, 1.0)
        sound = heard(
            ears.pitches, recording.blocks(), cancelled=cancelled,
            on_progress=lambda samples: on_progress(min(samples / length, 1.0)),
        )  # fmt: skip
        beat = pulse(recording.blocks())
        spectrum = semitones(recording.blocks())
    levels = beat.levels
    hits = struck(ears.drums, levels)
    band = beat.band or len(hits) > 0
    notes = picked(sound, thresholds or (BAND if band else ALONE))
    if len(notes) < FEWEST and not len(hits):
        raise UnusableScoreError(
            f"{_TOO_FEW[len(notes)]} could be heard in this recording. "
            "Bring one in which instruments or voices play clear pitches, or drums."
        )
    curve = strength(levels, sound.onsets)
    times = beats(curve, ears.tempo.likely(repeats(levels, sound.onsets)))
    first = min(float(found["onset"][0]) for found in (notes, hits) if len(found))
    laid = grid(times, measure(times, sound, curve, hits), first)
    line = tune(notes, ears.tune.choose(clues(notes, sound, spectrum)), band=band)
    loudness = loudness_at(beat, notes)
    tracks = parts(notes, line, loudness, laid, band=band, snapped=snapped)
    if len(hits):
        tracks += (drum_track(hits, laid, snapped=snapped),)
    score = Score(QUARTER, tracks, laid.tempos, laid.metres, title=title)
    key, _ = estimate_key(score)
    keys = np.array([(0, key.tonic, key.minor)], KEY_CHANGE)
    return Transcription(
        replace(score, keys=keys),
        notes,
        line,
        hits,
        key,
        laid.origin,
        recording.seconds,
        recording.container,
    )
