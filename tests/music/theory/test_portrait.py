"""Portraits: what each group of numbers says, and that nothing else moves it."""

from dataclasses import replace

import numpy as np
import pytest

from backend.music.score import KEY_CHANGE, METRE, TEMPO, Score, Track
from backend.music.theory.portrait import GROUPS, SIZE, portrait
from tests.fakes import score_of


def part(score: Score, group: str) -> list[float]:
    return portrait(score)[GROUPS[group]].tolist()


def test_every_number_is_finite_and_in_a_group() -> None:
    drawn = portrait(score_of(8))
    assert drawn.shape == (SIZE,)
    assert drawn.dtype == np.float32
    assert np.isfinite(drawn).all()
    assert sorted(i for g in GROUPS.values() for i in range(*g.indices(SIZE))) == list(range(SIZE))


def test_a_score_without_notes_has_one_too() -> None:
    empty = Score(480, (Track(score_of(1).tracks[0].notes[:0]),))
    assert np.isfinite(portrait(empty)).all()


@pytest.mark.parametrize(("tempo", "octaves"), [(100.0, 0.0), (200.0, 1.0), (50.0, -1.0)])
def test_tempo_counts_in_octaves(tempo: float, octaves: float) -> None:
    faster = replace(score_of(4), tempos=np.array([(0, tempo)], TEMPO))
    assert part(faster, "tempo") == pytest.approx([octaves])


def test_metre_is_the_length_of_a_bar_and_whether_it_goes_in_threes() -> None:
    for (numerator, denominator), told in {(3, 4): [3, 0], (6, 8): [3, 1], (4, 4): [4, 0]}.items():
        score = replace(score_of(4), metres=np.array([(0, numerator, denominator)], METRE))
        assert part(score, "metre") == told


def test_swing_is_where_the_second_eighth_falls() -> None:
    def with_eighths_at(place: int) -> Score:
        score = score_of(4)
        late = score.tracks[0].notes.copy()
        late["onset"] += place
        both = np.concatenate([score.tracks[0].notes, late])
        return replace(score, tracks=(replace(score.tracks[0], notes=np.sort(both)),))

    assert part(with_eighths_at(240), "swing") == [0.0]
    assert part(with_eighths_at(320), "swing") == pytest.approx([1.0], abs=1e-5)


def test_harmony_and_tune_are_heard_from_the_tonic() -> None:
    def in_key(tonic: int) -> Score:
        score = score_of(8)
        up = tuple(
            replace(
                t,
                notes=np.array(
                    [(o, d, p + tonic, v) for o, d, p, v in t.notes.tolist()], t.notes.dtype
                ),
            )
            for t in score.tracks
        )
        return replace(score, tracks=up, keys=np.array([(0, tonic, False)], KEY_CHANGE))

    for group in ("harmony", "tune", "mode"):
        assert part(in_key(0), group) == pytest.approx(part(in_key(5), group), abs=1e-5)
