"""The compound event: five small vocabularies, one value of each in every event.

An event is a note, a chord symbol of the sketch, or a marker (bar line, end of the sketch, start
and end of the piece). One event is one LSTM step, so that the memory of the network is counted in
notes and not in characters.
"""

import numpy as np
import numpy.typing as npt

from backend.music.score import Role
from backend.music.theory import CHORD_COUNT

FORMAT = 1  # Stored in every bundle: raise it whenever a number below changes its meaning.

TICKS = 12  # Grid ticks per quarter: exact sixteenths (3) and triplet eighths (4).
LONGEST_BAR = 72  # Grid ticks; 6/4 and 12/8. Longer bars are split.

EVENT = np.dtype(
    [("position", "u1"), ("role", "u1"), ("pitch", "<u2"), ("duration", "u1"), ("velocity", "u1")]
)
FIELDS = ("position", "role", "pitch", "duration", "velocity")
Events = npt.NDArray[np.void]

# position: the grid tick inside the bar, or a marker.
BAR, SEP, END, START = LONGEST_BAR, LONGEST_BAR + 1, LONGEST_BAR + 2, LONGEST_BAR + 3

# role: the thirteen of `Role`, then the chord symbol of the sketch, then none (markers).
ROLES = len(Role)
CHORD = ROLES
NO_ROLE = ROLES + 1

# pitch: pitched notes (shifted, because transposing to C leaves 0–127 at both ends), drums, chords.
SHIFT = 6
DRUM_BASE = 128 + 2 * SHIFT
CHORD_BASE = DRUM_BASE + 128
NO_PITCH = CHORD_BASE + CHORD_COUNT

# duration: every grid tick up to two quarters, then the usual longer values up to six 4/4 bars.
DURATIONS = np.array(
    [*range(1, 25), 27, 30, 33, 36, 40, 42, 45, 48, 54, 60, 66, 72, 84, 96, 120, 144, 192, 240, 288]
)
NO_DURATION = len(DURATIONS)
# The class of a length by its half grid ticks, rounded up: the edges between classes are whole
# numbers of them. One look-up is much faster than a search for each note.
HALF_TICK_CLASS = np.searchsorted(DURATIONS[1:] + DURATIONS[:-1], np.arange(2 * int(DURATIONS[-1])))

# velocity: eight steps from ppp to fff, 14 MIDI values wide, from 16 up.
VELOCITIES = 8
NO_VELOCITY = VELOCITIES
VELOCITY_CLASS = np.clip((np.arange(256) - 16) // 14, 0, VELOCITIES - 1).astype(np.uint8)

SIZES = {
    "position": START + 1,
    "role": NO_ROLE + 1,
    "pitch": NO_PITCH + 1,
    "duration": NO_DURATION + 1,
    "velocity": NO_VELOCITY + 1,
}

# Inside one position of a bar events stand in this order, so that a bar has one spelling only.
ORDER = np.array([1, 3, 2, *range(4, ROLES + 1), 0, 0], np.int64)
assert len(ORDER) == SIZES["role"]

# A sort key inside a bar: section (2 bits), position (7), role order (5), pitch (10).
BAR_KEY = 1 << 24


def marker(kind: int) -> tuple[int, int, int, int, int]:
    """The five field values of a BAR, SEP, END or START event."""
    return (kind, NO_ROLE, NO_PITCH, NO_DURATION, NO_VELOCITY)


def duration_class(ticks: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """The nearest duration class of lengths in grid ticks (at least 1)."""
    half_ticks = np.minimum(np.ceil(ticks * 2), len(HALF_TICK_CLASS) - 1).astype(np.int64)
    return HALF_TICK_CLASS.take(half_ticks)


def velocity_class(velocity: npt.NDArray[np.integer]) -> npt.NDArray[np.uint8]:
    """The loudness step, 0–7, of MIDI velocities."""
    return VELOCITY_CLASS.take(velocity)


def class_velocity(step: npt.NDArray[np.integer]) -> npt.NDArray[np.int64]:
    """The MIDI velocity in the middle of a loudness step."""
    return step.astype(np.int64) * 14 + 23


def sort_keys(events: Events) -> npt.NDArray[np.int64]:
    """The place of each event in the piece: bar × BAR_KEY + section, position, role, pitch.

    Strictly increasing over a well-formed piece; START has −1.
    """
    position = events["position"].astype(np.int64)
    bar = np.cumsum(position == BAR) - 1
    is_marker = position >= LONGEST_BAR
    seps = np.cumsum(position == SEP)
    at_bar = np.maximum.accumulate(np.where(position == BAR, seps, 0))
    arranged = seps > at_bar
    section = np.select([position == BAR, position == SEP, arranged], [0, 2, 3], 1)
    section = np.where(position == SEP, 2, section)
    inner = (position << 15) | (ORDER[events["role"]] << 10) | events["pitch"]
    keys = bar * BAR_KEY + (section << 22) + np.where(is_marker, 0, inner)
    keys = np.where(position == END, (bar + 1) * BAR_KEY, keys)
    return np.where(position == START, -1, keys)
