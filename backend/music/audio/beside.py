"""A recording beside the players: at its place by two tempo maps, through a strip of its own."""

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from backend.music.audio.effects import line_of
from backend.music.audio.loudness import Sound
from backend.music.audio.playing import BLOCK
from backend.music.audio.stretching import Place, Stretched
from backend.music.audio.tape import Tape
from backend.music.score import Score
from backend.music.score.recording import SILENT
from backend.music.score.seconds import seconds_at, seconds_of, tempo_of

OFF: float = -60.0  # dB; the end of a fader, which is silence


@dataclass(frozen=True)
class Heard:
    """A recording, decoded, and the notes that were heard in it.

    Attributes:
        samples: raw float32, left and right in turn, at the rate of the rendering.
        score: as it was written down; its tempo map says where its ticks are in the recording.
        origin: seconds at which its first bar begins there.
        seconds: for how long it plays, where the players that are heard end before.
    """

    samples: Path
    score: Score
    origin: float
    seconds: float = 0.0


class RecordingStrip:
    """The strip of a score's recording: block by block, as loud and as high as it is set.

    Args:
        score: with all edits; its `recording` is the strip.
        heard: the recording itself.
        tape: of its samples.
        rate: samples a second.
    """

    def __init__(self, score: Score, heard: Heard, tape: Tape, rate: int) -> None:
        beside = score.recording
        self._sound = Stretched(tape, rate, place_of(score, heard), beside.semitones)
        self._line = line_of(beside.effects, rate, BLOCK, tempo_of(score))
        gain = 0.0 if beside.volume_db <= OFF else 10 ** (beside.volume_db / 20)
        self._gains = gain * _panning(beside.pan)

    def __call__(self, frames: int) -> Sound:
        """(2, frames) that come next."""
        sound: Sound = (self._gains @ self._sound(frames)).astype(np.float32)
        return self._line(np.ascontiguousarray(sound))


def place_of(score: Score, heard: Heard) -> Place:
    """Where the recording is at a time of the edited score: None where it is silent."""
    end = max(seconds_of(score), heard.seconds)
    marks = np.append(0, score.tempos["tick"].astype(np.int64))
    times = seconds_at(score, marks)
    speeds = np.append(120.0, score.tempos["bpm"]) * score.ticks_per_quarter / 60

    def place(seconds: float) -> float | None:
        if not 0 <= seconds < end:
            return None
        last = int(np.searchsorted(times, seconds, side="right")) - 1
        tick = float(marks[last] + (seconds - times[last]) * speeds[last])
        there = score.recording.heard(math.floor(tick))
        if there == SILENT:
            return None
        # Between two ticks by the tempo that holds there.
        pair = seconds_at(heard.score, np.array([there, there + 1]))
        part = tick - math.floor(tick)
        return heard.origin + float(pair[0] + part * (pair[1] - pair[0]))

    return place


def _panning(pan: float) -> "np.ndarray[tuple[int, int], np.dtype[np.float64]]":
    """What goes where, as in a browser's stereo panner: in the middle both sides stay."""
    angle = (pan + 1 if pan <= 0 else pan) * math.pi / 2
    left, right = math.cos(angle), math.sin(angle)
    return np.array([[1, left], [0, right]] if pan <= 0 else [[left, 0], [right, 1]], np.float64)
