"""Cut track chunks into events, all of a file at once."""

from dataclasses import dataclass
from itertools import accumulate
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from backend.music.errors import UnreadableMIDIError
from backend.music.midi.limits import LAST_TICK, MAX_EVENTS, MAX_MARKS

# Channel events by the high half of their status.
NOTE_OFF, NOTE_ON, CONTROL, PROGRAM, BEND = 0x8, 0x9, 0xB, 0xC, 0xE
# Meta events.
TEXT, NAME, LYRIC, MARKER, PORT, END = 0x01, 0x03, 0x05, 0x06, 0x21, 0x2F
TEMPO, METRE, KEY, SPECIFIC = 0x51, 0x58, 0x59, 0x7F

_KEPT: Final = np.isin(
    np.arange(256), (TEXT, NAME, LYRIC, MARKER, PORT, TEMPO, METRE, KEY, SPECIFIC)
)


class Meta(NamedTuple):
    """A meta event of one of the types above: its type and its bytes."""

    chunk: int
    tick: int
    kind: int
    data: bytes


@dataclass(frozen=True)
class Events:
    """All channel events of a file, sorted by (chunk, channel), else in their order in the file.

    The arrays are (n,): the `line` (chunk << 4 | channel), the tick, the kind (the high half of the
    status) and two bytes of data below 128. `tempos` (marks, 2) has ticks and microseconds a
    quarter: performances change them at every beat. They and the other `metas` are in the order of
    the file. `ends` (chunks,) has the last tick of every chunk.
    """

    line: npt.NDArray[np.uint16]
    tick: npt.NDArray[np.int64]
    kind: npt.NDArray[np.uint8]
    first: npt.NDArray[np.uint8]
    second: npt.NDArray[np.uint8]
    tempos: npt.NDArray[np.int64]
    metas: list[Meta]
    ends: npt.NDArray[np.int64]


def events_of(chunks: tuple[bytes, ...]) -> Events:
    """Take apart the chunks of a file.

    Data bytes above 127 are clipped, as mido does with `clip=True`. Where the bytes of a chunk
    stop making sense (cut off, or data without a status) the chunk ends: what came before is good.

    Raises:
        UnreadableMIDIError: there are more than MAX_EVENTS, or more than MAX_MARKS.
    """
    from backend.music.midi import cutting

    data = b"".join(chunks)
    bounds = np.array([0, *accumulate(map(len, chunks))], np.int64)
    row = np.frombuffer(data or b"\x00", np.uint8)
    how, line, tick, kind, first, second, metas, ends = cutting.cut(
        row, bounds, _KEPT, MAX_EVENTS, MAX_MARKS, LAST_TICK
    )
    if how == cutting.TOO_MANY_EVENTS:
        raise UnreadableMIDIError(
            f"The file has more than {MAX_EVENTS:,} events, which is the limit. "
            "Cut it into shorter pieces in a sequencer."
        )
    if how == cutting.TOO_MANY_MARKS:
        raise UnreadableMIDIError(
            f"The file has more than {MAX_MARKS:,} marks, texts and program changes, which "
            "is the limit. Delete them in a sequencer and export it again."
        )
    is_tempo = metas[:, 2] == TEMPO
    tempos = _tempos(row, metas.compress(is_tempo, 0))
    others = metas.compress(~is_tempo, 0).tolist()
    found = [Meta(at[0], at[1], at[2], data[at[3] : at[4]]) for at in others]
    if (line[1:] < line[:-1]).any():
        order = np.argsort(line, kind="stable")
        line, tick, kind = line.take(order), tick.take(order), kind.take(order)
        first, second = first.take(order), second.take(order)
    return Events(line, tick, kind, first, second, tempos, found, ends)


def _tempos(row: npt.NDArray[np.uint8], metas: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Tick and microseconds a quarter; marks with too few bytes are left out."""
    metas = metas.compress(metas[:, 4] - metas[:, 3] >= 3, 0)
    high, middle, low = row[metas[:, 3] + np.arange(3)[:, None]].astype(np.int64)
    return np.stack([metas[:, 1], high << 16 | middle << 8 | low], axis=1)
