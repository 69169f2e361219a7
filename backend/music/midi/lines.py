"""Take the channels of the chunks apart: compiled loops over their events and their notes."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from backend.music.compiled import kernel

Ints = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]

# Kinds of events, as `events` has them, which is not among the files that compiled code depends on.
_NOTE_OFF, _NOTE_ON, _CONTROL, _PROGRAM, _BEND = 0x8, 0x9, 0xB, 0xC, 0xE


class Strokes(NamedTuple):
    """Note-ons and note-offs, in the order of the events.

    `key` (line number << 7 | pitch), `owner` (line number << 7 | program), `tick`, `velocity` and
    `is_on` are (n,); `start` (lines + 1,) says where the strokes of each line begin.
    """

    key: Ints
    owner: Ints
    tick: Ints
    velocity: Bytes
    is_on: npt.NDArray[np.bool_]
    start: Ints


class Settings(NamedTuple):
    """The controls, or the bends, of all lines: (n,) `event`, and `program`, which is on then.

    `start` (lines + 1,) says where those of each line begin.
    """

    event: Ints
    program: Bytes
    start: Ints


class Lines(NamedTuple):
    """What the lines hold; a line is one channel of one chunk, and here has a number from 0 on.

    `line` (lines,) is as in the events, `program` the last that was on, and `chose` whether the
    line chose one itself.
    """

    line: Ints
    program: Bytes
    chose: npt.NDArray[np.bool_]
    strokes: Strokes
    controls: Settings
    bends: Settings


@kernel
def _settings(kind: Bytes, wanted: int, start: Ints, program: Bytes) -> Settings:
    found = np.empty(len(kind), np.int64)
    on = np.empty(len(kind), np.uint8)
    begins = np.zeros(len(start), np.int64)
    n = 0
    for line in range(len(start) - 1):
        for i in range(start[line], start[line + 1]):
            if kind[i] == wanted:
                found[n] = i
                on[n] = program[i]
                n += 1
        begins[line + 1] = n
    return Settings(found[:n], on[:n], begins)


@kernel
def lines_of(
    line: npt.NDArray[np.uint16], tick: Ints, kind: Bytes, first: Bytes, second: Bytes
) -> Lines:
    """Number the lines, and sort out the notes and settings of each.

    A program holds until the next one or the end of its line; a line begins with program 0.
    """
    size = len(line)
    count = 1
    for i in range(1, size):
        count += line[i] != line[i - 1]
    start = np.zeros(count + 1, np.int64)
    names = np.empty(count, np.int64)
    last = np.zeros(count, np.uint8)
    chose = np.zeros(count, np.bool_)
    program = np.empty(size, np.uint8)
    key, owner, at = np.empty(size, np.int64), np.empty(size, np.int64), np.empty(size, np.int64)
    velocity, is_on = np.empty(size, np.uint8), np.empty(size, np.bool_)
    stroke_start = np.zeros(count + 1, np.int64)
    number, strokes = -1, 0
    for i in range(size):
        if i == 0 or line[i] != line[i - 1]:
            number += 1
            start[number], names[number], stroke_start[number] = i, line[i], strokes
        if kind[i] == _PROGRAM:
            last[number], chose[number] = first[i], True
        program[i] = last[number]
        if kind[i] == _NOTE_ON or kind[i] == _NOTE_OFF:
            key[strokes] = number << 7 | first[i]
            owner[strokes] = number << 7 | program[i]
            at[strokes], velocity[strokes] = tick[i], second[i]
            is_on[strokes] = kind[i] == _NOTE_ON and second[i] > 0
            strokes += 1
    start[count], stroke_start[count] = size, strokes
    found = Strokes(
        key[:strokes],
        owner[:strokes],
        at[:strokes],
        velocity[:strokes],
        is_on[:strokes],
        stroke_start,
    )
    controls = _settings(kind, _CONTROL, start, program)
    bends = _settings(kind, _BEND, start, program)
    return Lines(names, last, chose, found, controls, bends)


@kernel
def notes_of(
    strokes: Strokes, duration: Ints, end: Ints, longest: int, rows: npt.NDArray[np.void]
) -> tuple[Ints, Ints]:
    """Fill `rows` with the notes, those of each owner by onset, then pitch.

    Of an owner's notes with onset and pitch in common there is only the longest, of equally long
    ones the loudest. A note without end (`duration` −1) goes on to the `end` (lines,) of its line,
    but not for more than `longest` ticks.

    Returns:
        Who plays: (owners,), ascending; and (owners + 1,) where the notes of each begin.
    """
    size = len(rows)
    owners, starts = np.empty(size, np.int64), np.zeros(size + 1, np.int64)
    best = np.full(128, -1, np.int64)
    is_used = np.zeros(128, np.bool_)
    count = n = 0
    for line in range(len(end)):
        start, stop = strokes.start[line], strokes.start[line + 1]
        is_used[:] = False
        for i in range(start, stop):
            if strokes.is_on[i]:
                is_used[strokes.owner[i] & 127] = True
                if duration[i] < 0:
                    duration[i] = min(end[line] - strokes.tick[i], longest)
        for program in range(128):
            if not is_used[program]:
                continue
            owner = line << 7 | program
            owners[count] = owner
            i = start
            while i < stop:
                # The notes that begin together, each at its pitch.
                now, low, high = strokes.tick[i], 127, 0
                while i < stop and strokes.tick[i] == now:
                    if strokes.is_on[i] and strokes.owner[i] == owner:
                        pitch = strokes.key[i] & 127
                        low, high = min(low, pitch), max(high, pitch)
                        other = best[pitch]
                        if (
                            other < 0
                            or duration[i] > duration[other]
                            or (
                                duration[i] == duration[other]
                                and strokes.velocity[i] > strokes.velocity[other]
                            )
                        ):
                            best[pitch] = i
                    i += 1
                for pitch in range(low, high + 1):
                    note = best[pitch]
                    if note >= 0:
                        best[pitch] = -1
                        rows[n].onset, rows[n].pitch = now, pitch
                        rows[n].duration = max(duration[note], 1)
                        rows[n].velocity = strokes.velocity[note]
                        n += 1
            count += 1
            starts[count] = n
    return owners[:count], starts[: count + 1]
