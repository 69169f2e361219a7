"""What a mixer set for a track, as the controls of a MIDI file."""

from dataclasses import replace
from typing import Final

import numpy as np

from backend.music.score import CONTROL, Track
from backend.music.score.score import Rows

VOLUME: Final = 7
PAN: Final = 10
USUAL: Final = 100  # the volume of a track that names none


def mixed(track: Track) -> Track:
    """The track with its gain and its place among its controls, and none of its own.

    A player hears volume v as 40 log10(v / 127) dB (General MIDI 1), so a gain multiplies every
    volume there is; what comes out louder than 127 is 127. A place replaces all that were written.
    """
    controls = track.controls
    if track.volume_db:
        controls = _louder(controls, 10 ** (track.volume_db / 40))
    if track.pan:
        value = min(max(round(64 + 64 * track.pan), 0), 127)
        controls = _first(controls[controls["number"] != PAN], PAN, value)
    return replace(track, controls=controls, volume_db=0.0, pan=0.0)


def _louder(controls: Rows, factor: float) -> Rows:
    volumes = controls["tick"][controls["number"] == VOLUME]
    if not len(volumes) or volumes[0] > 0:
        controls = _first(controls, VOLUME, USUAL)
    controls = controls.copy()
    rows = controls["number"] == VOLUME
    controls["value"][rows] = np.minimum(np.rint(controls["value"][rows] * factor), 127)
    return controls


def _first(controls: Rows, number: int, value: int) -> Rows:
    return np.concatenate((np.array([(0, number, value)], CONTROL), controls))
