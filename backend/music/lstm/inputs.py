"""What the network is told at every step besides the last event.

Everything here follows from events already written and from the plan, so that the sampler can work
it out one event at a time (`generation.feed`) exactly as training does for whole songs; a test
holds the two together.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from backend.music.events import vocabulary as v
from backend.music.events.encoded import STEPS, TEMPO_STEPS
from backend.music.lstm.recall import LENGTHS, recalls
from backend.music.score.score import Rows
from backend.music.theory import CHORD_COUNT

GENRES = (
    "general", "classical", "jazz", "rock", "pop", "country", "electronic", "folk", "metal",
    "hiphop", "blues", "reggae",
)  # fmt: skip

# An LSTM forgets what stood at the same place one, two and four bars ago; these tell it: for each,
# the event that follows there in the order of the bar. This is what makes patterns repeat.
LOOKBACKS = (1, 2, 4)
LOOKED = len(LOOKBACKS) + 1  # events looked at: those, and the one that is recalled

PHRASE = 8  # Bars are counted modulo eight: phrases of four and eight bars are seen.
BARS_LEFT = 16  # "This many bars or more to go" is all the same to the ending.
NO_CHORD = CHORD_COUNT  # The chord slot has not been written yet.

# name → number of values; the order is the order of the columns of `conditions`.
CONDITIONS = {
    "genre": len(GENRES),
    "mode": 2,
    "tempo": TEMPO_STEPS,
    "length": v.LONGEST_BAR + 1,
    "compound": 2,
    "phrase": PHRASE,
    "bars_left": BARS_LEFT + 1,
    "register": STEPS,
    "loudness": STEPS,
    "chord": CHORD_COUNT + 1,
    "half_chord": CHORD_COUNT + 1,
    "recall": LENGTHS,
}
COUNTS = 3 * v.ROLES  # log planned, log still owed, nothing owed: for each role


@dataclass(frozen=True)
class SongInputs:
    """All inputs of one song, a row an event: what is known after that event was written.

    `looked` (n, 4) are event indices into the song; `conditions` (n, 12) uint8 in the order of
    CONDITIONS; `planned`, `owed` (n, 13) uint8 note counts (255 at most).
    """

    looked: npt.NDArray[np.int32]
    conditions: npt.NDArray[np.uint8]
    planned: npt.NDArray[np.uint8]
    owed: npt.NDArray[np.uint8]


def song_inputs(events: v.Events, plan: Rows, genre: int, minor: bool, tempo: int) -> SongInputs:
    """Work out the inputs of a whole song, START to END."""
    keys = v.sort_keys(events)
    bar = keys // v.BAR_KEY  # START: −1; END: number of bars
    inside = np.clip(bar, 0, len(plan) - 1)
    recalled, length = recalls(events)
    conditions = _conditions(events, bar, inside, plan, (genre, int(minor), tempo))
    conditions[:, -1] = length
    return SongInputs(
        looked=np.column_stack([lookbacks(keys), recalled]),
        conditions=conditions,
        planned=np.minimum(plan["counts"], 255).astype(np.uint8)[inside],
        owed=_owed(events, inside, plan),
    )


def lookbacks(keys: npt.NDArray[np.int64]) -> npt.NDArray[np.int32]:
    """For each event the index of the one that follows its place 1, 2 and 4 bars earlier.

    0 (START) where there was no such bar.
    """
    found = [
        np.where(
            keys >= back * v.BAR_KEY,
            np.searchsorted(keys, keys - back * v.BAR_KEY, side="right"),
            0,
        )
        for back in LOOKBACKS
    ]
    return np.stack(found, axis=1).astype(np.int32)


def _conditions(
    events: v.Events,
    bar: npt.NDArray[np.int64],
    inside: npt.NDArray[np.int64],
    plan: Rows,
    header: tuple[int, int, int],
) -> npt.NDArray[np.uint8]:
    rows = plan[inside]
    out = np.zeros((len(events), len(CONDITIONS)), np.uint8)
    out[:, 0:3] = header
    out[:, 3:9] = bar_conditions(rows, np.maximum(bar, 0), len(plan))
    chord, half = _chords_known(events)
    out[:, 9], out[:, 10] = chord, half
    return out


def bar_conditions(rows: Rows, bar: npt.NDArray[np.int64], bars: int) -> npt.NDArray[np.uint8]:
    """The columns "length" to "loudness" of plan rows that are the bars `bar` of `bars`."""
    out = np.zeros((len(rows), 6), np.uint8)
    out[:, 0] = rows["length"]
    out[:, 1] = (rows["denominator"] == 8) & (rows["numerator"] % 3 == 0)
    out[:, 2] = bar % PHRASE
    out[:, 3] = np.clip(bars - 1 - bar, 0, BARS_LEFT)
    out[:, 4], out[:, 5] = rows["register"], rows["loudness"]
    return out


def _chords_known(
    events: v.Events,
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The bar's first and second chord as far as they are written, at each event."""
    index = np.arange(len(events))
    line = np.maximum.accumulate(np.where(events["position"] == v.BAR, index, 0))
    is_chord = events["role"] == v.CHORD
    second = is_chord & (events["position"] > 0)
    value = np.append(events["pitch"].astype(np.int64) - v.CHORD_BASE, NO_CHORD)
    out = []
    for mask in (is_chord & ~second, second):
        last = np.maximum.accumulate(np.where(mask, index, -1))
        out.append(value[np.where(last >= line, last, -1)])
    return out[0], out[1]


def _owed(
    events: v.Events,
    inside: npt.NDArray[np.int64],
    plan: Rows,
) -> npt.NDArray[np.uint8]:
    """Planned notes of the bar less those written so far, per role."""
    written = np.zeros((len(events), v.ROLES), np.int64)
    notes = np.flatnonzero(events["role"] < v.ROLES)
    written[notes, events["role"][notes]] = 1
    running = np.cumsum(written, axis=0)
    index = np.arange(len(events))
    line = np.maximum.accumulate(np.where(events["position"] == v.BAR, index, 0))
    owed = plan["counts"][inside].astype(np.int64) - (running - running[line])
    return np.clip(owed, 0, 255).astype(np.uint8)


def count_features(
    planned: npt.NDArray[np.uint8], owed: npt.NDArray[np.uint8]
) -> npt.NDArray[np.float32]:
    """(…, 13) counts → (…, 39) numbers of the size that a network likes."""
    some = owed.astype(np.float32)
    parts = [LOG_COUNT[planned], LOG_COUNT[owed], (some == 0).astype(np.float32)]
    return np.concatenate(parts, axis=-1)


LOG_COUNT = (np.log1p(np.arange(256)) / 2).astype(np.float32)
