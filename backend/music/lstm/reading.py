"""Reading: a whole song through the kernels, and how well each event of it was foreseen."""

import numpy as np
import numpy.typing as npt

from backend.music.compiled import kernel
from backend.music.events import FIELDS
from backend.music.events import vocabulary as v
from backend.music.lstm.inputs import SongInputs, count_features
from backend.music.lstm.layout import COLUMNS, FIELD_AT, RECALL, SEEN, Ints
from backend.music.lstm.numbers import Floats, exp, f32, largest, total
from backend.music.lstm.runtime import Runtime
from backend.music.lstm.step import add_logits, step

# The value of each field that means nothing: such fields are not counted.
WITHOUT = np.array([v.START, v.NO_ROLE, v.NO_PITCH, v.NO_DURATION, v.NO_VELOCITY])


def song_nats(
    runtime: Runtime, fields: np.ndarray, inputs: SongInputs, genre: int | None = None
) -> npt.NDArray[np.float64]:
    """(n − 1, 5) nats of each field of each event after the first; 0 where it means nothing.

    Args:
        runtime: the network.
        fields: (n, 5) of the song.
        inputs: of the song.
        genre: what the network is told instead of the song's own.
    """
    columns = np.zeros((len(fields), COLUMNS), np.int64)
    columns[:, : len(FIELDS)] = fields
    columns[:, len(FIELDS) : SEEN] = fields[inputs.looked].reshape(len(fields), -1)
    columns[:, SEEN:] = inputs.conditions
    if genre is not None:
        columns[:, SEEN] = genre
    told = np.column_stack([columns[:, SEEN:RECALL], inputs.planned])
    news = np.append(True, (told[1:] != told[:-1]).any(axis=1))
    counts = count_features(inputs.planned, inputs.owed)
    out = np.zeros((len(fields) - 1, len(FIELDS)))
    memory = np.zeros((1, runtime.memory_size), np.float32)
    _read(runtime.addresses, memory, fields.astype(np.int64), columns, counts, news, out)
    return out


@kernel
def _read(
    net: Ints,
    memory: Floats,
    fields: Ints,
    columns: Ints,
    counts: Floats,
    news: npt.NDArray[np.bool_],
    out: npt.NDArray[np.float64],
) -> None:
    rows = np.zeros(1, np.int64)
    logits = np.empty(FIELD_AT[-1], np.float32)
    spare = np.empty(FIELD_AT[-1], np.float32)
    for at in range(len(out)):
        one = slice(at, at + 1)
        step(net, memory, rows, columns[one], counts[one], news[one])
        event = fields[at + 1]
        for field in range(len(event) if event[0] < v.LONGEST_BAR else 1):
            if event[field] != WITHOUT[field]:
                size = FIELD_AT[field + 1] - FIELD_AT[field]
                logits[:size] = 0
                add_logits(net, memory[0], field, event, f32(1), logits[:size])
                out[at, field] = nats_of(logits[:size], event[field], spare[:size])


@kernel
def nats_of(logits: Floats, value: int, spare: Floats) -> float:
    """−log of the probability of a value; `spare` (size,) is overwritten."""
    most = largest(logits)
    for i in range(len(logits)):
        spare[i] = logits[i] - most
    wanted = spare[value]
    exp(spare, spare)
    return float(np.log(total(spare)) - wanted)
