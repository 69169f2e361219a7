"""Events → score: the mirror of `encode`, one track a role."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from backend.music.events import vocabulary as v
from backend.music.events.encoded import EncodedScore
from backend.music.score import (
    DEFAULT_PROGRAM,
    KEY_CHANGE,
    METRE,
    NOTE,
    TEMPO,
    Key,
    Role,
    Score,
    Track,
)
from backend.music.score.score import Rows

DRUM_TICKS = 2  # A drum stroke rings by itself; it is written a sixteenth-triplet long.


def decode(encoded: EncodedScore) -> Score:
    """Write events out as a score in their own key, on the ticks of `encoded.plan["start"]`."""
    notes, roles = decode_notes(
        encoded.events, encoded.plan, encoded.key, encoded.ticks_per_quarter
    )
    tracks = tuple(
        as_track(role, notes[roles == role], encoded.programs)
        for role in Role
        if (roles == role).any()
    )
    plan = encoded.plan
    return Score(
        ticks_per_quarter=encoded.ticks_per_quarter,
        tracks=tracks,
        tempos=np.array([(0, encoded.bpm)], TEMPO),
        metres=metres_of(plan),
        keys=np.array([(0, encoded.key.tonic, encoded.key.minor)], KEY_CHANGE),
    )


def as_track(role: Role, notes: Rows, programs: Mapping[Role, int]) -> Track:
    """A part of a role with its notes in score order and its program."""
    program = programs.get(role, DEFAULT_PROGRAM[role])
    notes = notes[np.lexsort((notes["pitch"], notes["onset"]))]
    return Track(notes, program, role is Role.DRUMS, role.label.capitalize(), role)


def metres_of(plan: Rows) -> Rows:
    """A metre row at the first bar, at every change, and after every bar that was cut short.

    There the metre is stated anew, though it may be the same, because that is what cuts a bar.
    """
    pair = plan["numerator"].astype(np.int64) * 65536 + plan["denominator"]
    whole = np.rint(4 * v.TICKS * plan["numerator"] / plan["denominator"])
    new = np.append(True, (pair[1:] != pair[:-1]) | (plan["length"] < whole)[:-1])
    metres = np.zeros(int(new.sum()), METRE)
    metres["tick"] = plan["start"][new]
    metres["numerator"], metres["denominator"] = plan["numerator"][new], plan["denominator"][new]
    return metres


def decode_notes(
    events: v.Events, plan: Rows, key: Key, ticks_per_quarter: int
) -> tuple[Rows, npt.NDArray[np.uint8]]:
    """The notes among events, in ticks of the score, with the role of each: (n,) NOTE, (n,)."""
    position = events["position"]
    bar = np.cumsum(position == v.BAR) - 1
    is_note = (position < v.LONGEST_BAR) & (events["role"] < v.ROLES)
    rows, bar = events[is_note], bar[is_note]
    role = rows["role"]
    drum = role == Role.DRUMS
    tick = ticks_per_quarter / v.TICKS
    notes = np.zeros(len(rows), NOTE)
    notes["onset"] = plan["start"][bar] + np.rint(rows["position"] * tick).astype(np.int64)
    length = v.DURATIONS[np.minimum(rows["duration"], v.NO_DURATION - 1)]
    notes["duration"] = np.maximum(np.rint(np.where(drum, DRUM_TICKS, length) * tick), 1)
    pitched = rows["pitch"].astype(np.int64) - v.SHIFT - key.to_normal
    pitch = np.where(drum, rows["pitch"].astype(np.int64) - v.DRUM_BASE, pitched)
    notes["pitch"] = np.clip(pitch, 0, 127)
    notes["velocity"] = v.class_velocity(rows["velocity"])
    return notes, role
