"""A shared passage is found wherever and in whatever key it stands; what says nothing is not."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from backend.music.errors import IncompatibleModelError
from backend.music.events import encode
from backend.music.generation.line import STEPS, TELLING, line_of_score, windows_of
from backend.music.generation.melody_index import INDEX, save_index
from backend.music.generation.originality import LIMIT, Originality
from backend.music.generation.passages import SHORTEST
from backend.music.score import Role
from tests.fakes import score_of
from tests.music.generation.lines import BAR, index_of, laid, planted, tune
from tests.music.scores import band

SONGS = {f"song-{seed}": tune(seed, 60 + seed) for seed in range(40)}


@pytest.fixture(scope="module")
def originality():
    half = len(SONGS) // 2
    items = list(SONGS.items())
    return Originality(
        [index_of("jazz", **dict(items[:half])), index_of("folk", **dict(items[half:]))]
    )


def test_a_transposed_copy_is_found_with_its_song_and_bars(originality):
    source = SONGS["song-31"]
    piece = planted(tune(1001), source, 20, 14, at=50, up=-5)
    record = originality.record_line(piece)
    assert record["longest"] == 14
    assert (record["genre"], record["song"]) == ("folk", "song-31")
    assert record["bars"] == [source.bar[20] + 1, source.bar[33] + 1]
    assert record["at"] == [piece.bar[50] + 1, piece.bar[63] + 1]
    inside = set(piece.bar[50:64] + 1)
    assert record["copied_bars"]
    assert set(record["copied_bars"]) <= inside
    assert record["share_copied"] == len(record["copied_bars"]) / len(set(piece.bar))
    assert record["notes"] == len(piece)


@settings(max_examples=200, deadline=None)
@given(
    notes=st.integers(SHORTEST, 40),
    song=st.integers(0, len(SONGS) - 1),
    first=st.integers(0, 20),
    at=st.integers(1, 99),
    up=st.integers(-12, 12),
    seed=st.integers(100, 10_000),
)
def test_every_passage_is_found_to_its_exact_length(originality, notes, song, first, at, up, seed):
    source = SONGS[f"song-{song}"]
    telling = windows_of(source) & TELLING
    assume(telling[first] and telling[first + notes - STEPS - 1])
    record = originality.record_line(planted(tune(seed), source, first, notes, at, up))
    # A note or two more where what stands around goes on alike by chance.
    assert notes <= record["longest"] <= notes + 2
    assert record["song"] == f"song-{song}"
    assert bool(record["copied_bars"]) == (record["longest"] >= LIMIT)


def test_what_is_not_copied_is_original(originality):
    for seed in range(2000, 2100):
        record = originality.record_line(tune(seed))
        assert record["longest"] == 0
        assert record["song"] is record["at"] is record["bars"] is None
        assert record["share_copied"] == 0
        assert record["copied_bars"] == []


@pytest.mark.parametrize(
    "pitches",
    [
        [60] * 24,
        [60, 62] * 12,
        [60, 64, 67, 64] * 6,
        [60, 67, 64, 72] * 6,
        list(range(48, 72)),
        [60, 62, 64, 65, 67, 69, 71, 72, 74, 76, 77, 79, 81, 83, 84, 86, 88, 89, 91, 93],
        [60, 60, 62, 64, 62, 64, 60, 60, 62, 64, 62, 64],
    ],
)  # fmt: skip
def test_trivial_passages_do_not_count(pitches):
    trivial = laid(6 * np.arange(len(pitches)), np.array(pitches))
    index = Originality([index_of("jazz", trivial=trivial)])
    assert index.record_line(trivial)["longest"] == 0


def test_a_trill_at_the_end_of_a_passage_does_not_make_it_longer():
    motif = tune(3, 12)
    onset = np.append(motif.onset, motif.onset[-1] + 3 * np.arange(1, 31))
    song = laid(onset, np.append(motif.pitch, [60, 62] * 15))
    found = Originality([index_of("jazz", song=song)]).record_line(song)
    assert LIMIT <= found["longest"] <= 12 + 5


def test_a_passage_ends_where_the_song_ends():
    first, second = tune(1, 20), tune(2, 20)
    index = Originality([index_of("jazz", first=first, second=second)])
    both = planted(first, second, 0, 20, at=19, up=0)
    assert index.record_line(both)["longest"] == 20


def test_another_rhythm_is_another_passage(originality):
    source = SONGS["song-5"]
    late = np.arange(len(source)) % 2 * (np.diff(source.onset, append=10**6) > 6)
    loosely = laid(source.onset + late, source.pitch)
    assert originality.record_line(loosely)["longest"] >= LIMIT
    other = laid(
        np.random.default_rng(0).permutation(np.diff(source.onset)).cumsum(), source.pitch[1:]
    )
    assert originality.record_line(other)["longest"] < LIMIT


def test_only_written_notes_are_judged(originality):
    source = SONGS["song-7"]
    written = np.zeros(len(source), np.bool_)
    record = originality.record_line(source, written)
    assert (record["longest"], record["notes"], record["song"]) == (0, 0, None)
    assert (record["share_copied"], record["copied_bars"]) == (0, [])
    written[30:45] = True
    record = originality.record_line(source, written)
    assert record["longest"] == record["notes"] == 15
    assert record["at"] == record["bars"] == [source.bar[30] + 1, source.bar[44] + 1]
    assert set(record["copied_bars"]) == set(source.bar[30:45] + 1)
    assert record["share_copied"] == 1


def test_bars_say_what_was_written(originality):
    score = score_of(12, 77)
    index = Originality([index_of("jazz", tune=line_of_score(score))])
    assert index.record(score)["longest"] == 48
    written = np.zeros(12, np.bool_)
    written[4:8] = True
    record = index.record(score, written)
    assert (record["notes"], record["longest"]) == (16, 16)
    assert record["copied_bars"] == [5, 6, 7, 8]
    assert record["at"] == [5, 8]
    assert index.record(score, written[:7])["copied_bars"] == [5, 6, 7]


def test_a_score_and_its_events_have_the_same_line():
    score = score_of(16, 5)
    roles = [np.full(len(t.notes), int(t.role), np.uint8) for t in score.tracks]
    index = Originality([index_of("jazz", tune=line_of_score(score))])
    assert index.record(encode(score, roles=roles)) == index.record(score)
    unknown = replace(score, tracks=tuple(replace(t, role=None) for t in score.tracks))
    assert index.record(unknown) == index.record(score)


def test_a_piece_without_a_melody_has_nothing_to_judge(originality):
    score = score_of(8)
    bass = replace(score, tracks=tuple(t for t in score.tracks if t.role is Role.BASS))
    record = originality.record(bass)
    assert (record["notes"], record["longest"], record["share_copied"]) == (0, 0, 0)


def test_every_index_of_a_folder_is_heard_and_none_is_none(tmp_path):
    assert Originality.load(tmp_path) is None
    for genre, seed in (("general", 1), ("reggae", 2)):
        save_index(index_of(genre, song=tune(seed)), tmp_path / genre / INDEX)
    found = Originality.load(tmp_path)
    assert found.record_line(tune(1))["genre"] == "general"
    assert found.record_line(tune(2))["genre"] == "reggae"
    (tmp_path / "reggae" / INDEX).write_bytes(b"rubbish")
    with pytest.raises(IncompatibleModelError, match=r"index\.py reggae"):
        Originality.load(tmp_path)


def test_a_busy_bar_line_in_the_middle_of_a_passage_still_names_a_bar():
    """Six notes before and six behind a bar line, in bars of sixteen."""
    onset = np.arange(32) * BAR // 16
    source = laid(onset, tune(4, 32).pitch)
    piece = laid(
        onset, np.concatenate([tune(8, 10).pitch, source.pitch[:12] + 1, tune(9, 10).pitch])
    )
    record = Originality([index_of("jazz", source=source)]).record_line(piece)
    assert record["longest"] == 12
    assert record["copied_bars"] == [1, 2]


def test_the_highest_note_of_a_chord_is_the_line():
    line = line_of_score(band(4))
    assert len(line) == 16
    chords = laid(
        np.repeat(np.arange(20) * 6, 2),
        np.column_stack([tune(6, 20).pitch, np.full(20, 40)]).ravel(),
    )
    assert (chords.pitch == tune(6, 20).pitch).all()
