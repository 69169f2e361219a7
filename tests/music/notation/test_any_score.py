"""Whatever a score holds, it is written, and every bar of every voice adds up."""

from xml.etree import ElementTree as ET

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.music.notation import lead_sheet, musicxml
from backend.music.notation.timing import timed
from backend.music.score import KEY_CHANGE, METRE, NOTE, TEMPO, Score, Track

TICKS = st.integers(0, 9000)  # some of them behind the last note
NOTES = st.lists(
    st.tuples(st.integers(0, 6000), st.integers(1, 3000), st.integers(20, 110)),
    min_size=1, max_size=40,
)  # fmt: skip


def rows(
    dtype: "np.dtype[np.void]", values: list[tuple[float, ...]]
) -> "np.typing.NDArray[np.void]":
    """A table in order of time, one row a tick."""
    return np.array(sorted({value[0]: value for value in values}.values()), dtype)


@given(
    notes=NOTES,
    program=st.sampled_from([0, 24, 33, 48, 73]),
    tempos=st.lists(st.tuples(TICKS, st.floats(30, 250)), max_size=12),
    metres=st.lists(
        st.tuples(TICKS, st.integers(1, 13), st.sampled_from([2, 4, 8, 16])), max_size=3
    ),
    keys=st.lists(st.tuples(TICKS, st.integers(0, 11), st.booleans()), max_size=3),
    lyrics=st.lists(st.tuples(TICKS, st.sampled_from(["la", "la-", "la ", "-", " ", "\n"]))),
    markers=st.lists(st.tuples(TICKS, st.text(max_size=3)), max_size=3),
)
@settings(max_examples=60, deadline=None)
def test_any_score_is_written(
    notes: list[tuple[int, int, int]],
    program: int,
    tempos: list[tuple[float, ...]],
    metres: list[tuple[float, ...]],
    keys: list[tuple[float, ...]],
    lyrics: list[tuple[int, str]],
    markers: list[tuple[int, str]],
) -> None:
    table = np.array([(*note, 90) for note in sorted(notes)], NOTE)
    score = Score(
        480, (Track(table, program=program),),
        tempos=rows(TEMPO, tempos), metres=rows(METRE, metres), keys=rows(KEY_CHANGE, keys),
        lyrics=tuple(sorted(lyrics)), markers=tuple(sorted(markers)),
    )  # fmt: skip
    for write in (musicxml, lead_sheet):
        for measure in ET.fromstring(timed(write(score), score)).iter("measure"):
            held: dict[str, int] = {}
            for note in measure.iter("note"):
                if note.find("chord") is None:
                    voice = note.findtext("voice", "")
                    held[voice] = held.get(voice, 0) + int(note.findtext("duration", "0"))
            assert len(set(held.values())) == 1
