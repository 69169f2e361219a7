"""Cut track chunks into events, all of a file at once, forgiving what other readers forgive.

Whole runs of note, control and bend events are found by one regular expression; only meta events,
program changes and damaged places are looked at one by one. What is found is joined into one
regular row of bytes, in which every event has exactly three bytes below 128 (the last of its
delta, and two of data), and NumPy takes that apart.
"""

import re
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from backend.music.errors import UnreadableMIDIError
from backend.music.midi import varlen
from backend.music.midi.limits import LAST_TICK, MAX_EVENTS, MAX_MARKS

# Channel events by the high half of their status.
NOTE_OFF, NOTE_ON, CONTROL, PROGRAM, BEND = 0x8, 0x9, 0xB, 0xC, 0xE
# Meta events.
TEXT, NAME, LYRIC, MARKER, PORT, END = 0x01, 0x03, 0x05, 0x06, 0x21, 0x2F
TEMPO, METRE, KEY = 0x51, 0x58, 0x59

_DELTA: Final = rb"[\x80-\xff]{0,3}+[\x00-\x7f]"
_STATUS: Final = rb"[\x80-\xbf\xe0-\xef]"  # those with two bytes of data
_DATA: Final = rb"[\x00-\x7f][\x00-\x7f]"
_EVENTS: Final = rb"(?:" + _DELTA + _STATUS + rb"?+" + _DATA + rb")"
# Behind an event with two bytes of data the status may be left out (running status) …
_GOING_ON: Final = re.compile(_EVENTS + rb"++")
# … elsewhere it may not.
_OPENING: Final = re.compile(_DELTA + _STATUS + _DATA + _EVENTS + rb"*+")

# What stands between such runs: meta events with at most 127 bytes (their delta, type and size)
# and program changes and pressure, of which a status is written (delta and all, status).
_MARK: Final = re.compile(
    rb"(" + _DELTA + rb")\xff([\x00-\x7f])([\x00-\x7f])"
    rb"|(" + _DELTA + rb"([\xc0-\xdf])[\x00-\x7f])"
)

# Performances change their tempo at every beat; a thousand at once.
_TEMPI: Final = re.compile(rb"(?:" + _DELTA + rb"\xff\x51\x03.{3}){1,1000}+", re.DOTALL)
_TEMPO: Final = re.compile(rb"(" + _DELTA + rb")\xff\x51\x03(.{3})", re.DOTALL)

# Our own signs in the row of bytes, and bytes of data after the system messages in 0xF1–0xFE.
_CHUNK: Final = b"\x00\xfe\x00\x00"
_META: Final = b"\xff\x00\x00"
_SYSTEM_DATA: Final = {0xF1: 1, 0xF2: 2, 0xF3: 1}
_NO_LINE: Final = 0xFFFF
_CLIP: Final = bytes(range(128)) + b"\x7f" * 128


Bytes = npt.NDArray[np.uint8]
Ints = npt.NDArray[np.int64]


class Meta(NamedTuple):
    """A meta event: its type (0x01–0x7F) and its bytes; other system events have type 0."""

    chunk: int
    tick: int
    kind: int
    data: bytes


@dataclass(frozen=True)
class Events:
    """All channel events of a file, sorted by (chunk, channel), else in their order in the file.

    The arrays are (n,): the `line` (chunk << 4 | channel), the tick, the kind (the high half of the
    status) and two bytes of data below 128. `metas` are in the order of the file, `ends` (chunks,)
    the last tick of every chunk.
    """

    line: npt.NDArray[np.uint16]
    tick: npt.NDArray[np.int64]
    kind: npt.NDArray[np.uint8]
    first: npt.NDArray[np.uint8]
    second: npt.NDArray[np.uint8]
    metas: list[Meta]
    ends: npt.NDArray[np.int64]


def events_of(chunks: tuple[bytes, ...]) -> Events:
    """Take apart the chunks of a file.

    Data bytes above 127 are clipped, as mido does with `clip=True`. Where the bytes of a chunk
    stop making sense (cut off, or data without a status) the chunk ends: what came before is good.

    Raises:
        UnreadableMIDIError: there are more than MAX_EVENTS.
    """
    pieces: list[bytes] = []
    metas: list[tuple[int, bytes]] = []
    for body in chunks:
        pieces.append(_CHUNK)
        _Tokeniser(body, pieces, metas).run()
    row = np.frombuffer(b"".join(pieces), np.uint8)
    is_low = row < 128
    low_at = np.flatnonzero(is_low)
    if len(low_at) > 3 * MAX_EVENTS:
        raise UnreadableMIDIError(
            f"The file has more than {MAX_EVENTS:,} events, which is the limit. "
            "Cut it into shorter pieces in a sequencer."
        )
    return _decoded(row, low_at.reshape(-1, 3), row.compress(is_low).reshape(-1, 3), metas)


def _decoded(row: Bytes, low_at: Ints, low: Bytes, metas: list[tuple[int, bytes]]) -> Events:
    """`low` (all events, 3): the last byte of their delta and their two of data; where they are."""
    delta_at, first_at = low_at[:, 0].copy(), low_at[:, 1].copy()
    last, first, second = low.T.copy()
    # The byte before the data is the status, or else the delta, which is below 128.
    status = row[first_at - 1]
    if status.min() < 0x80:
        written = np.flatnonzero((status >= 0x80) & (status < 0xF0))
        running = np.zeros(len(status), np.int64)
        running[written] = written
        status = np.where(status < 0x80, status[np.maximum.accumulate(running)], status)
    tick = np.cumsum(_deltas(row, last, delta_at, first_at))
    starts = np.flatnonzero(status == 0xFE)
    bounds = np.append(starts, len(tick))
    lengths = bounds[1:] - starts
    tick -= np.repeat(tick[starts], lengths)
    chunk = np.repeat(np.arange(len(starts), dtype=np.uint16), lengths)
    marks = np.flatnonzero(status == 0xFF)
    found = zip(chunk[marks].tolist(), tick[marks].tolist(), *zip(*metas, strict=True), strict=True)
    # What is no event of a channel is sorted behind all lines and left out there.
    line = np.where(status < 0xF0, chunk << 4 | status & 15, _NO_LINE)
    is_late = tick.max() > LAST_TICK
    if is_late:
        line[tick > LAST_TICK] = _NO_LINE
    kept = np.argsort(line, kind="stable")[: np.count_nonzero(line != _NO_LINE)]
    return Events(
        line=line.take(kept),
        tick=tick.take(kept),
        kind=status[kept] >> np.uint8(4),
        first=first.take(kept),
        second=second.take(kept),
        metas=[meta for meta in map(Meta._make, found) if not is_late or meta.tick <= LAST_TICK],
        ends=np.minimum(tick[bounds[1:] - 1], LAST_TICK),
    )


def _deltas(row: Bytes, last: Bytes, delta_at: Ints, first_at: Ints) -> Ints:
    """Ticks from each event to the next: up to four bytes, the `last` of them at `delta_at`."""
    delta = last.astype(np.int64)
    more = np.zeros(len(delta), np.int64)  # bytes between the data before and the last one
    np.subtract(delta_at[1:], first_at[:-1] + 2, out=more[1:])
    for place in (1, 2, 3):
        longer = np.flatnonzero(more >= place)
        if not len(longer):
            break
        high = row.take(delta_at.take(longer) - place) & 127
        delta[longer] += high.astype(np.int64) << (7 * place)
    return delta


class _Tokeniser:
    """Goes through one chunk and appends what it finds to `pieces` and `metas`."""

    def __init__(self, body: bytes, pieces: list[bytes], metas: list[tuple[int, bytes]]) -> None:
        self.body, self.pieces, self.metas = body, pieces, metas
        self.at = 0
        # The status that holds when none is written; its channel matters only for one byte of data.
        self.running = 0

    def run(self) -> None:
        end = len(self.body)
        while self.at < end:
            # A mark is followed by a mark more often than by a run.
            mark = _MARK.match(self.body, self.at)
            if mark is None:
                is_good = self._run() or self._step()
            else:
                is_good = self._meta(mark) if mark.lastindex == 3 else self._program(mark)
            if not is_good:
                return
            if len(self.metas) > MAX_MARKS or len(self.pieces) > 3 * MAX_MARKS:
                raise UnreadableMIDIError(
                    f"The file has more than {MAX_MARKS:,} marks, texts and program changes, which "
                    "is the limit. Delete them in a sequencer and export it again."
                )

    def _run(self) -> bool:
        """Take all note, control and bend events that follow; False if there is none."""
        two = self.running and self.running >> 4 not in {0xC, 0xD}
        found = (_GOING_ON if two else _OPENING).match(self.body, self.at)
        if found is None:
            return False
        self.pieces.append(found[0])
        self.at = found.end()
        self.running = 0x80
        return True

    def _program(self, found: re.Match[bytes]) -> bool:
        """Take an event with one byte of data, and make it two."""
        self.pieces += (found[0], b"\x00")
        self.at = found.end()
        self.running = found[5][0]
        return True

    def _meta(self, found: re.Match[bytes]) -> bool:
        """Keep a meta event; False where the chunk ends."""
        delta, kind, size = found.group(1, 2, 3)
        if kind[0] == TEMPO and (tempi := _TEMPI.match(self.body, self.at)):
            return self._tempi(tempi)
        start = found.end()
        self.at = start + size[0]
        if self.at > len(self.body):
            return False
        self.metas.append((kind[0], self.body[start : self.at]))
        self.pieces += (delta, _META)
        return kind[0] != END

    def _tempi(self, run: re.Match[bytes]) -> bool:
        self.at = run.end()
        deltas, data = zip(*_TEMPO.findall(run[0]), strict=True)
        self.metas += [(TEMPO, each) for each in data]
        self.pieces += (_META.join(deltas), _META)
        return True

    def _step(self) -> bool:
        """Take one event of any kind; False where the chunk ends or stops making sense."""
        body = self.body
        delta, at = varlen.decode(body, self.at)
        if at >= len(body) or delta > 0xFFFFFFF:
            return False
        time = varlen.encode(delta)
        status = body[at]
        if status >= 0xF0:
            return self._system(time, at, status)
        if status >= 0x80:
            self.running, at, written = status, at + 1, bytes((status,))
        else:
            # Only the status of program changes and pressure is known here; they come one by one.
            written = bytes((self.running,)) if self.running >> 4 in {0xC, 0xD} else b""
        size = 1 if self.running >> 4 in {0xC, 0xD} else 2
        data = body[at : at + size]
        if not self.running or len(data) < size:
            return False
        self.pieces += (time, written, data.translate(_CLIP), b"\x00"[: 2 - size])
        self.at = at + size
        return True

    def _system(self, time: bytes, at: int, status: int) -> bool:
        """A meta event is kept, a system message only counts for its time."""
        body, kind = self.body, 0
        if status == 0xFF:
            kind = body[at + 1] if at + 1 < len(body) else 0
            size, start = varlen.decode(body, at + 2)
        elif status in {0xF0, 0xF7}:
            size, start = varlen.decode(body, at + 1)
        else:
            size, start = _SYSTEM_DATA.get(status, 0), at + 1
        self.at = start + size
        if self.at > len(body):
            return False
        self.metas.append((kind, body[start : self.at]))
        self.pieces += (time, _META)
        return not (status == 0xFF and kind == END)
