"""Sort the events of a file into parts: what one channel plays with one program in one chunk."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from backend.music.midi.events import BEND as BEND_EVENT
from backend.music.midi.events import CONTROL as CONTROL_EVENT
from backend.music.midi.events import NOTE_ON, PROGRAM, Events
from backend.music.midi.pairing import durations, starts_of
from backend.music.score import BEND, CONTROL, NOTE
from backend.music.score.score import Rows

Ints = npt.NDArray[np.int64]

# A note that is never ended stops after a bar of 4/4 at the latest: nobody meant it to drone on.
STUCK_QUARTERS: Final = 4


@dataclass(frozen=True)
class Part:
    """Notes by onset, then pitch; controls and bends in the order of the file.

    A part without notes holds the set-up of a channel that other chunks play. `programmed` says
    that its chunk chose the program of the channel itself.
    """

    chunk: int
    channel: int
    program: int
    programmed: bool
    notes: Rows
    controls: Rows
    bends: Rows


@dataclass(frozen=True)
class _Lines:
    """Where the lines are: a line is one channel of one chunk.

    `start` (lines + 1,) has the first event of each line and, at its end, the number of all events;
    `number` (n,) is the line of each event, counted from 0, `program` (n,) what is on there.
    """

    chunk: list[int]
    channel: list[int]
    start: Ints
    number: npt.NDArray[np.int32]
    program: npt.NDArray[np.uint8]

    @classmethod
    def of(cls, events: Events) -> "_Lines":
        count = len(events.line)
        start = starts_of(events.line)
        # A program holds until the next one or the end of its line; a line begins with program 0.
        chosen = np.flatnonzero(events.kind == PROGRAM)
        since = np.append(start, chosen)
        program = np.append(np.zeros(len(start), np.uint8), events.first[chosen])
        by_time = np.argsort(since, kind="stable")
        lines = events.line[start]
        start = np.append(start, count)
        return cls(
            chunk=(lines >> 4).tolist(),
            channel=(lines & 15).tolist(),
            start=start,
            number=np.repeat(np.arange(len(lines), dtype=np.int32), np.diff(start)),
            program=np.repeat(program[by_time], np.diff(np.append(since[by_time], count))),
        )


def parts_of(events: Events, ticks_per_quarter: int) -> tuple[Part, ...]:
    """All parts in order of (chunk, channel, program).

    Some programs scatter one channel over many chunks, note-ons here and note-offs there. Where
    notes lack their ends and putting the chunks together finds them, all count as one chunk.
    """
    if not len(events.tick):
        return ()
    parts, stuck = _parts_and_stuck(events, ticks_per_quarter)
    if stuck * 10 > sum(len(part.notes) for part in parts) and len(events.ends) > 1:
        together, still_stuck = _parts_and_stuck(_merged(events), ticks_per_quarter)
        if still_stuck * 2 < stuck:
            return together
    return parts


def _merged(events: Events) -> Events:
    """The same events as if they all stood in one chunk."""
    channel = (events.line & 15).astype(np.uint16)
    order = np.lexsort((events.tick, channel))
    return replace(
        events,
        line=channel[order],
        tick=events.tick[order],
        kind=events.kind[order],
        first=events.first[order],
        second=events.second[order],
        ends=events.ends.max(keepdims=True),
    )


def _parts_and_stuck(events: Events, ticks_per_quarter: int) -> tuple[tuple[Part, ...], int]:
    """The parts, and how many of their notes were never ended."""
    lines = _Lines.of(events)
    owner, notes, stuck = _notes(events, lines, STUCK_QUARTERS * ticks_per_quarter)
    # An owner is the line and program of a part, as one number; silent lines come in between.
    starts = starts_of(owner)
    playing = owner[starts]
    bounds = np.append(starts, len(owner)).tolist()
    slices = {o: notes[a:b] for o, a, b in zip(playing.tolist(), bounds, bounds[1:], strict=False)}
    count = np.bincount(playing >> 7, minlength=len(lines.chunk))
    silent = np.flatnonzero(count == 0)
    last = lines.program[lines.start[silent + 1] - 1]
    programmed = set(lines.number[events.kind == PROGRAM].tolist())
    controls = _Settings(events, lines, CONTROL_EVENT)
    bends = _Settings(events, lines, BEND_EVENT)
    found = []
    for at in sorted([*slices, *(silent << 7 | last).tolist()]):
        line, program = at >> 7, at & 127
        rows = slices.get(at, notes[:0])
        # A part hears what was said before its first note, and then only while its program is on.
        until = int(rows["onset"][0]) if count[line] > 1 else None
        found.append(
            Part(
                chunk=lines.chunk[line],
                channel=lines.channel[line],
                program=program,
                programmed=line in programmed,
                notes=rows,
                controls=controls.rows(line, program, until),
                bends=bends.rows(line, program, until),
            )
        )
    return tuple(found), stuck


class _Settings:
    """The controls, or the bends, of all lines."""

    def __init__(self, events: Events, lines: _Lines, kind: int) -> None:
        which = np.flatnonzero(events.kind == kind)
        self.all = np.empty(len(which), CONTROL if kind == CONTROL_EVENT else BEND)
        self.all["tick"] = events.tick[which]
        first, second = events.first[which], events.second[which]
        if kind == CONTROL_EVENT:
            self.all["number"], self.all["value"] = first, second
        else:
            self.all["value"] = (first | second.astype(np.int16) << 7) - 8192
        self.program = lines.program[which]
        self.start = np.searchsorted(which, lines.start).tolist()

    def rows(self, line: int, program: int, until: int | None) -> Rows:
        """All of a line, or what stands there up to tick `until` or while a program is on."""
        span = slice(self.start[line], self.start[line + 1])
        rows = self.all[span]
        if until is None:
            return rows
        # `compress`, because indexing records with brackets is many times slower.
        return rows.compress((rows["tick"] <= until) | (self.program[span] == program))


def _notes(events: Events, lines: _Lines, longest: int) -> tuple[Ints, Rows, int]:
    """The owner (line << 7 | program) of each note, the notes, and how many were never ended.

    They are in order of owner, onset and pitch, and of those with all three in common there is
    only the longest.
    """
    which = np.flatnonzero(events.kind >> 1 == NOTE_ON >> 1)  # NOTE_OFF is the other of the pair
    tick, pitch = events.tick.take(which), events.first.take(which)
    velocity, number = events.second.take(which), lines.number.take(which)
    is_on = (events.kind.take(which) == NOTE_ON) & (velocity > 0)
    key = number << 7 | pitch
    if len(lines.chunk) <= 512:
        key = key.astype(np.uint16)  # sorts several times faster
    duration, stuck = durations(key, tick, is_on)
    if stuck:
        endless = np.flatnonzero(is_on & (duration < 0))
        end = events.ends[np.array(lines.chunk)[number[endless]]]
        duration[endless] = np.minimum(end - tick[endless], longest)
    ons = np.flatnonzero(is_on)
    # 21 bits of owner, 31 of onset, 7 of pitch: one number, nearly in order already.
    owner = number.take(ons).astype(np.int64) << 7 | lines.program.take(which.take(ons))
    place = owner << 38 | tick.take(ons) << 7 | pitch.take(ons)
    order = np.argsort(place, kind="stable")
    place = place.take(order)
    order = ons.take(order)
    again = np.flatnonzero(place[1:] == place[:-1])
    if len(again):
        # The last of equals is the longest, of equally long ones the loudest.
        equals = np.union1d(again, again + 1)
        rows = order[equals]
        order[equals] = rows[np.lexsort((velocity[rows], duration[rows], place[equals]))]
        order, place = np.delete(order, again), np.delete(place, again)
    notes = np.empty(len(order), NOTE)
    notes["onset"], notes["pitch"] = tick.take(order), pitch.take(order)
    notes["duration"] = np.maximum(duration.take(order), 1)
    notes["velocity"] = velocity.take(order)
    return place >> 38, notes, stuck
