"""Key estimation: right on chorales with known keys, and moved by transposing."""

import numpy as np
import pytest

from backend.music.score import KEY_CHANGE, NOTE, Key, Score
from backend.music.theory import estimate_key, key_of_histogram
from backend.music.theory.counting import key_weights
from backend.music.theory.pitched import joined
from tests.music.theory import scores
from tests.music.theory.scores import blocks, chorale, line, score, track


def test_bach_chorales() -> None:
    known = list(scores.chorales_in_known_keys())
    assert len(known) >= 60
    assert sum(minor for *_, minor in known) >= 20
    right = [estimate_key(piece)[0] == Key(tonic, minor) for _, piece, tonic, minor in known]
    assert np.mean(right) >= 0.95


@pytest.mark.parametrize("name", ["bwv269", "bwv267", "bwv40.8", "bwv153.1"])
def test_transposing_a_score_transposes_its_key(name: str) -> None:
    piece, _ = chorale(name)
    key, confidence = estimate_key(piece)
    for semitones in range(-6, 7):
        moved, same = estimate_key(scores.transposed(piece, semitones))
        assert moved == Key((key.tonic + semitones) % 12, key.minor)
        assert same == pytest.approx(confidence)


def test_a_tune_alone() -> None:
    joy = line([64, 64, 65, 67, 67, 65, 64, 62, 60, 60, 62, 64, 64, 62, 62, 60])
    assert estimate_key(score(track(joy)))[0] == Key(0)


def test_the_same_notes_in_relative_keys() -> None:
    """The last bass and chord tell A minor from C major when all seven tones are as frequent."""
    c, f, g, a_minor, d_minor, e_minor = (
        [48, 60, 64, 67], [53, 60, 65, 69], [55, 59, 62, 67],
        [45, 60, 64, 69], [50, 62, 65, 69], [52, 59, 64, 67],
    )  # fmt: skip
    major = blocks([c, a_minor, f, d_minor, e_minor, a_minor, f, g, c])
    minor = blocks([a_minor, c, f, d_minor, e_minor, c, f, e_minor, a_minor])
    assert estimate_key(score(track(major)))[0] == Key(0)
    assert estimate_key(score(track(minor)))[0] == Key(9, minor=True)


C, F, A_MINOR, E_MINOR = [48, 60, 64, 67], [53, 60, 65, 69], [45, 60, 64, 69], [52, 59, 64, 67]


@pytest.mark.parametrize(
    ("chords", "key"),
    [
        ([C, C, C, F], Key(0)),  # the first bass note outweighs the last
        ([C, C, C, E_MINOR], Key(0)),  # and so does the bass of the whole
        ([C, C, A_MINOR, E_MINOR], Key(4, minor=True)),  # the close is a whole chord of E minor
    ],
)
def test_where_the_ends_and_the_bass_decide(chords: list[list[int]], key: Key) -> None:
    assert estimate_key(score(track(blocks(chords))))[0] == key


@pytest.mark.parametrize("pedal", [38, 41, 42, 45, 46])
def test_a_drone_says_no_more_than_a_bar_of_it(pedal: int) -> None:
    hands = blocks([[60, 64, 67], [60, 65, 69], [59, 62, 67], [60, 64, 67]] * 4)
    assert estimate_key(score(track(hands), track([(0, 32, pedal)], 48)))[0] == Key(0)


def test_a_key_signature_is_not_trusted() -> None:
    """Most files say C major because nobody said anything."""
    piece, sharps = chorale("bwv269")
    says_c = Score(
        piece.ticks_per_quarter, piece.tracks, keys=np.array([(0, 0, False)], KEY_CHANGE)
    )
    assert sharps == 1
    assert estimate_key(says_c)[0] == Key(7)


def test_drums_and_noises_have_no_key() -> None:
    drums = track(line([36, 38, 42, 46]), drum=True)
    noises = track(line([61, 66, 70]), program=120)
    assert estimate_key(score(drums, noises)) == (Key(0), 0.0)
    tune = track(blocks([[55, 59, 62], [50, 54, 57, 60], [55, 59, 62]]))
    assert estimate_key(score(tune)) == estimate_key(score(tune, drums, noises))


def test_nothing_at_all() -> None:
    assert estimate_key(score()) == (Key(0), 0.0)
    assert estimate_key(score(track([]))) == (Key(0), 0.0)


def test_confidence_is_lower_where_the_music_is_less_clear() -> None:
    cadence = blocks([[48, 64, 67], [53, 65, 69], [55, 62, 71], [48, 64, 67]])
    clear = estimate_key(score(track(cadence)))[1]
    vague = estimate_key(score(track(line(range(60, 72)))))[1]
    assert 0 <= vague < clear <= 1


def test_histograms() -> None:
    scale = np.zeros(12)
    scale[[0, 2, 4, 5, 7, 9, 11]] = [5, 2, 3, 2, 4, 2, 1]
    for tonic in range(12):
        key, confidence = key_of_histogram(np.roll(scale, tonic))
        assert key == Key(tonic)
        assert 0 < confidence <= 1
    assert key_of_histogram(np.zeros(12)) == (Key(0), 0.0)
    assert key_of_histogram(np.ones(12))[1] == pytest.approx(0.0, abs=1e-9)


def test_the_low_quarter_is_what_lies_below_the_quantile() -> None:
    """Counted by pitch it must be the same as NumPy's quantile of the notes themselves."""
    rng = np.random.default_rng(3)
    for size in (1, 2, 3, 4, 5, 8, 9, 40, 101):
        for spread in (1, 3, 60):
            pitches = rng.integers(40, 40 + spread, size)
            rows = np.zeros(size, NOTE)
            rows["pitch"] = pitches
            low = pitches[pitches < np.quantile(pitches, 0.25)]
            bass = key_weights(joined([rows]), 480).bass
            assert bass.tolist() == np.bincount(low % 12, minlength=12).tolist()
