import random
import warnings

import numpy as np
import pytest

from backend.music.errors import UnreadableMIDIError
from backend.music.midi import read, write
from tests.music.midi.cases import CASES
from tests.music.midi.songs import songs
from tests.music.midi.test_round_trip import assert_same

_PLAIN = CASES["two-channels-in-one-track"] + CASES["karaoke"][14:]


def damaged(data: bytes, rng: random.Random) -> bytes:
    """One kind of damage: bits turned over, cut off, header noise, a hole, a splinter, or noise."""
    body = bytearray(data)
    place = rng.randrange(len(body))
    match rng.randrange(6):
        case 0:
            for _ in range(rng.randrange(1, 30)):
                body[rng.randrange(len(body))] ^= 1 << rng.randrange(8)
        case 1:
            del body[place:]
        case 2:
            for _ in range(rng.randrange(1, 10)):
                body[rng.randrange(min(60, len(body)))] = rng.randrange(256)
        case 3:
            del body[place : place + rng.randrange(1, 50)]
        case 4:
            body[place:place] = rng.randbytes(rng.randrange(1, 200))
        case _:
            for _ in range(len(body) // 50 + 1):
                body[rng.randrange(min(14, len(body) - 1), len(body))] = rng.randrange(256)
    return bytes(body)


def assert_sound_or_refused(data: bytes) -> bool:
    """Whether the bytes were read; nothing but a refusal or a whole score may come out."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            score = read(data)
        except UnreadableMIDIError:
            return False
    for track in score.tracks:
        notes = track.notes
        assert len(notes)
        assert 0 <= track.program < 128
        assert (notes["onset"] >= 0).all()
        assert (notes["duration"] >= 1).all()
        assert (notes["pitch"] < 128).all()
        assert ((notes["velocity"] >= 1) & (notes["velocity"] < 128)).all()
        order = notes["onset"].astype(np.int64) << 7 | notes["pitch"]
        assert (np.diff(order) > 0).all()
    assert_same(score, read(write(score)))
    return True


@pytest.mark.parametrize("seed", range(8))
def test_damaged_cases(seed: int) -> None:
    rng = random.Random(seed)
    results = [assert_sound_or_refused(damaged(data, rng)) for data in CASES.values() if data]
    assert any(results)
    assert not all(results)


def test_every_place_to_cut_a_file() -> None:
    results = [assert_sound_or_refused(_PLAIN[:size]) for size in range(len(_PLAIN))]
    assert not any(results[:22])
    # From the first note that is there with its end, the file can be read.
    assert all(results[48:])


def test_damaged_songs() -> None:
    rng = random.Random(7)
    results = [assert_sound_or_refused(damaged(p.read_bytes(), rng)) for p in songs(500)]
    assert np.mean(results) > 0.7
