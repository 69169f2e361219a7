"""Damaged files either become events, in their strict order, or are refused by name."""

import random

import numpy as np
import pytest

from backend import paths
from backend.music import midi
from backend.music.errors import UnreadableMIDIError, UnusableScoreError
from backend.music.events import encode, sort_keys
from tests.music.midi.cases import CASES
from tests.music.midi.mutants import mutant

SOURCES = [*CASES.values(), *(p.read_bytes() for p in sorted(paths.ROOT.glob("data/midi/*/*.mid")))]


@pytest.mark.parametrize("seed", range(40))
def test_what_is_damaged_is_read_or_refused(seed):
    rng = random.Random(seed)
    for _ in range(10):
        try:
            encoded = encode(midi.read(mutant(rng.choice(SOURCES), rng)))
        except (UnreadableMIDIError, UnusableScoreError):
            continue
        assert (np.diff(sort_keys(encoded.events)) > 0).all()
        assert encoded.plan["counts"].sum() > 0
