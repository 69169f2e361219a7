from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.music.midi import read, write
from backend.music.score import NOTE, TEMPO, Score, Track
from tests.music.midi.cases import CASES
from tests.music.midi.songs import songs
from tests.music.midi.test_refusals import REFUSALS


def assert_same(before: Score, after: Score) -> None:
    assert len(before.tracks) == len(after.tracks)
    for ours, theirs in zip(before.tracks, after.tracks, strict=True):
        for rows in ("notes", "controls", "bends"):
            np.testing.assert_array_equal(getattr(ours, rows), getattr(theirs, rows))
        assert (ours.program, ours.is_drum, ours.name) == (
            theirs.program,
            theirs.is_drum,
            theirs.name,
        )
    for rows in ("tempos", "metres", "keys"):
        np.testing.assert_array_equal(getattr(before, rows), getattr(after, rows))
    for words in ("ticks_per_quarter", "markers", "lyrics", "title"):
        assert getattr(before, words) == getattr(after, words)


@pytest.mark.parametrize("name", sorted(CASES.keys() - REFUSALS.keys()))
def test_cases_come_back_as_they_were_read(name: str) -> None:
    score = read(CASES[name])
    assert_same(score, read(write(score)))


def test_songs_come_back_as_they_were_read() -> None:
    for path in songs(200):
        score = read(path.read_bytes())
        written = write(score)
        again = read(written)
        assert_same(score, again)
        assert write(again) == written, path.name


_NOTE = st.tuples(
    st.integers(0, 2_000), st.integers(1, 500), st.integers(0, 127), st.integers(1, 127)
)


@st.composite
def scores(draw: st.DrawFn) -> Score:
    tracks = []
    for _ in range(draw(st.integers(1, 20))):
        ends: dict[int, int] = {}
        rows = []
        for onset, duration, pitch, velocity in sorted(draw(st.lists(_NOTE, min_size=1))):
            # Two notes of a pitch may touch, not overlap: a file cannot say which of them ends.
            if onset >= ends.get(pitch, 0):
                rows.append((onset, duration, pitch, velocity))
                ends[pitch] = onset + duration
        rows.sort(key=lambda row: (row[0], row[2]))
        is_drum = draw(st.booleans())
        tracks.append(Track(np.array(rows, NOTE), draw(st.integers(0, 127)), is_drum))
    microseconds = draw(st.integers(1, 0xFFFFFF))
    return Score(
        draw(st.integers(100, 0x7FFF)),
        tuple(tracks),
        tempos=np.array([(0, 60e6 / microseconds)], TEMPO),
        title=draw(st.text(alphabet="abcäöü日本 ", max_size=10)).strip(),
    )


@settings(max_examples=60, deadline=None)
@given(scores())
def test_any_score_comes_back(score: Score) -> None:
    again = read(write(score))
    for ours, theirs in zip(score.tracks, again.tracks, strict=True):
        assert ours.notes.tolist() == theirs.notes.tolist()
        assert (ours.program, ours.is_drum) == (theirs.program, theirs.is_drum)
    assert again.tempos.tolist() == score.tempos.tolist()
    assert again.title == " ".join(score.title.split())


def test_data_folder_songs_are_found_by_their_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "jazz").mkdir()
    (tmp_path / "jazz" / "a.mid").write_bytes(CASES["plain"])
    monkeypatch.setenv("CADENZA_CORPUS", str(tmp_path))
    assert [path.name for path in songs(1)] == ["a.mid"]
