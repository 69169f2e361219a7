"""Tests for the classes that lengths and velocities fall into."""

import numpy as np

from backend.music.events import vocabulary as v


def test_a_length_has_the_nearest_duration_and_the_shorter_of_two_equally_near() -> None:
    """Over every thirty-second of a tick and far beyond the longest duration."""
    ticks = np.arange(1, 32 * 400) / 32
    distance = np.abs(ticks[:, None] - v.DURATIONS)
    assert v.duration_class(ticks).tolist() == distance.argmin(axis=1).tolist()
    assert v.duration_class(np.array([1e9])).tolist() == [v.NO_DURATION - 1]


def test_velocities_fall_into_eight_steps_that_their_middle_stands_for() -> None:
    """Steps are fourteen wide; what is outside of them belongs to the outermost."""
    steps = v.velocity_class(np.arange(128, dtype=np.uint8))
    assert steps[[0, 16, 29, 30, 126, 127]].tolist() == [0, 0, 0, 1, 7, 7]
    every = np.arange(v.VELOCITIES)
    assert v.velocity_class(v.class_velocity(every)).tolist() == every.tolist()
