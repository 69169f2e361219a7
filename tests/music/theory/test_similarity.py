"""Content and style on small scores whose likeness can be worked out by hand."""

import time

import numpy as np
import pytest

from backend.music.score import NOTE, Score, Track
from backend.music.theory.similarity import content, style, style_profile


def score_of(*rows: tuple[int, int, int], quarter: int = 480, is_drum: bool = False) -> Score:
    """A one-track score of (onset, duration, pitch) in ticks."""
    notes = np.array([(onset, duration, pitch, 80) for onset, duration, pitch in rows], NOTE)
    return Score(quarter, (Track(notes, is_drum=is_drum),))


def moved(score: Score, semitones: int) -> Score:
    notes = score.tracks[0].notes.copy()
    notes["pitch"] += semitones
    return Score(score.ticks_per_quarter, (Track(notes),))


TUNE = score_of((0, 480, 60), (480, 480, 62), (960, 480, 64), (1440, 480, 65))


def test_a_score_has_its_own_content() -> None:
    assert content(TUNE, TUNE) == pytest.approx(1)


def test_content_does_not_depend_on_the_resolution_or_the_octave() -> None:
    fine = score_of((0, 960, 72), (960, 960, 74), (1920, 960, 76), (2880, 960, 77), quarter=960)
    assert content(TUNE, fine) == pytest.approx(1)


def test_transposed_content_is_lower_and_disjoint_content_is_none() -> None:
    assert 0 < content(TUNE, moved(TUNE, 2)) < 0.8
    assert content(TUNE, moved(TUNE, 6)) == 0


def test_content_of_two_chords_is_the_cosine_worked_out_by_hand() -> None:
    # C E G against C E: 2 common pitch classes, lengths √3 and √2, in every window alike.
    triad = score_of(*[(0, 1920, p) for p in (60, 64, 67)])
    dyad = score_of(*[(0, 1920, p) for p in (60, 64)])
    assert content(triad, dyad) == pytest.approx(2 / np.sqrt(6))


def test_windows_where_only_one_score_sounds_count_as_unlike() -> None:
    # 8 quarters against their first 4: windows at quarters 0–2 agree, at 3 too (halved, same pitch
    # class), 4–7 are silent in the shorter one.
    assert content(score_of((0, 3840, 60)), score_of((0, 1920, 60))) == pytest.approx(0.5)


def test_drums_have_no_content_and_no_style() -> None:
    drums = score_of((0, 240, 36), (480, 240, 38), is_drum=True)
    assert content(drums, TUNE) == 0
    assert content(drums, drums) == 1  # both silent
    assert style_profile(drums).sum() == 0
    assert style(style_profile(drums), style_profile(TUNE)) == 0


def test_the_profile_holds_each_pair_at_its_onset_difference_and_interval() -> None:
    profile = style_profile(TUNE)
    assert profile.shape == (24, 41)
    assert profile.sum() == pytest.approx(1)
    # Six pairs; one quarter apart: +2 twice, +1 once; two: +4, +3; three: +5.
    assert profile[6, 22] == pytest.approx(2 / 6)
    assert profile[6, 21] == pytest.approx(1 / 6)
    assert profile[12, 24] == pytest.approx(1 / 6)
    assert profile[12, 23] == pytest.approx(1 / 6)
    assert profile[18, 25] == pytest.approx(1 / 6)


def test_pairs_of_four_quarters_or_of_more_than_twenty_semitones_do_not_count() -> None:
    assert style_profile(score_of((0, 10, 60), (1920, 10, 60))).sum() == 0
    assert style_profile(score_of((0, 10, 60), (480, 10, 81))).sum() == 0
    assert style_profile(score_of((0, 10, 60), (1900, 10, 80)))[23, 40] == 1


def test_notes_of_different_tracks_are_no_pair() -> None:
    notes = TUNE.tracks[0].notes
    apart = Score(480, tuple(Track(notes[i : i + 1]) for i in range(4)))
    assert style_profile(apart).sum() == 0


def test_style_does_not_change_with_the_key_but_with_the_rhythm() -> None:
    own = style_profile(TUNE)
    assert style(own, style_profile(moved(TUNE, 5))) == pytest.approx(1)
    halved = score_of((0, 240, 60), (240, 240, 62), (480, 240, 64), (720, 240, 65))
    assert style(own, style_profile(halved)) < 0.5


def test_a_large_score_takes_milliseconds_and_is_summed_whole() -> None:
    rng = np.random.default_rng(0)
    notes = np.zeros(5000, NOTE)
    notes["onset"] = np.sort(rng.integers(0, 480 * 4 * 100, 5000))
    notes["duration"], notes["pitch"] = 120, rng.integers(40, 90, 5000)
    large = Score(480, tuple(Track(notes[i::5]) for i in range(5)))
    best = min(_seconds(large) for _ in range(3))
    assert best < 0.1  # about 10 ms on an idle core


def test_a_pathological_track_is_counted_in_batches() -> None:
    notes = np.zeros(2500, NOTE)  # all at once: 3.1 million pairs
    notes["pitch"] = np.arange(2500) % 2 + 60
    profile = style_profile(Score(480, (Track(notes),)))
    assert profile[0, 20] + profile[0, 21] == pytest.approx(1)


def _seconds(score: Score) -> float:
    begun = time.perf_counter()
    content(score, score)
    style_profile(score)
    return time.perf_counter() - begun
