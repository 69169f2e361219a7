"""Sort the events of a file into parts: what one channel plays with one program in one chunk."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from backend.music.midi.events import Events
from backend.music.score import BEND, CONTROL, NOTE
from backend.music.score.score import Rows

if TYPE_CHECKING:
    from backend.music.midi.lines import Lines, Settings

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
    from backend.music.midi.lines import lines_of, notes_of
    from backend.music.midi.pairing import durations

    lines = lines_of(events.line, events.tick, events.kind, events.first, events.second)
    strokes = lines.strokes
    duration, stuck = durations(strokes.key, strokes.tick, strokes.is_on)
    notes = np.empty(np.count_nonzero(strokes.is_on), NOTE)
    longest = STUCK_QUARTERS * ticks_per_quarter
    owners, starts = notes_of(strokes, duration, events.ends[lines.line >> 4], longest, notes)
    # An owner is the line and program of a part, as one number; silent lines come in between.
    bounds = starts.tolist()
    slices = {
        owner: notes[start:stop]
        for owner, start, stop in zip(owners.tolist(), bounds, bounds[1:], strict=False)
    }
    count = np.bincount(owners >> 7, minlength=len(lines.line))
    silent = np.flatnonzero(count == 0)
    controls, bends = _controls(events, lines), _bends(events, lines)
    found = []
    for at in sorted([*slices, *(silent << 7 | lines.program[silent]).tolist()]):
        line, program = at >> 7, at & 127
        rows = slices.get(at, notes[:0])
        # A part hears what was said before its first note, and then only while its program is on.
        until = int(rows["onset"][0]) if count[line] > 1 else None
        found.append(
            Part(
                chunk=int(lines.line[line]) >> 4,
                channel=int(lines.line[line]) & 15,
                program=program,
                programmed=bool(lines.chose[line]),
                notes=rows,
                controls=_rows(controls, lines.controls, line, program, until),
                bends=_rows(bends, lines.bends, line, program, until),
            )
        )
    return tuple(found), stuck


def _controls(events: Events, lines: "Lines") -> Rows:
    which = lines.controls.event
    rows = np.empty(len(which), CONTROL)
    rows["tick"], rows["number"] = events.tick.take(which), events.first.take(which)
    rows["value"] = events.second.take(which)
    return rows


def _bends(events: Events, lines: "Lines") -> Rows:
    which = lines.bends.event
    rows = np.empty(len(which), BEND)
    rows["tick"] = events.tick.take(which)
    first, second = events.first.take(which), events.second.take(which)
    rows["value"] = (first | second.astype(np.int16) << 7) - 8192
    return rows


def _rows(all_rows: Rows, settings: "Settings", line: int, program: int, until: int | None) -> Rows:
    """All of a line, or what stands there up to tick `until` or while a program is on."""
    span = slice(settings.start[line], settings.start[line + 1])
    rows = all_rows[span]
    if until is None:
        return rows
    # `compress`, because indexing records with brackets is many times slower.
    return rows.compress((rows["tick"] <= until) | (settings.program[span] == program))
