"""Encoding and decoding keep the notes, in every metre, on fixtures and on real songs."""

import os
from pathlib import Path

import numpy as np
import pytest

from backend import paths
from backend.music import midi
from backend.music.errors import MusicError
from backend.music.events import decode, encode, sort_keys
from backend.music.score import METRE, Score, Track
from backend.music.theory import assign_roles
from tests.music.scores import band, notes

METRES = [(2, 4), (3, 4), (4, 4), (5, 4), (6, 4), (6, 8), (9, 8), (12, 8), (7, 8), (2, 2), (4, 2)]
# A larger corpus may be named; the samples that ship with the project are always there.
CORPUS = Path(os.environ.get("CADENZA_CORPUS", paths.ROOT / "data" / "midi"))


def share_kept(score: Score) -> float:
    """The share of distinct (role, pitch, onset) that decode within half a grid tick."""
    roles = assign_roles(score)
    decoded = decode(encode(score, roles=roles))
    there: dict[tuple[int, int], np.ndarray] = {}
    for track in decoded.tracks:
        assert track.role is not None
        for pitch in np.unique(track.notes["pitch"]):
            onsets = track.notes["onset"][track.notes["pitch"] == pitch]
            there[int(track.role), int(pitch)] = np.sort(onsets.astype(np.int64))
    wanted = {
        (int(role), int(note["pitch"]), int(note["onset"]))
        for track, played in zip(score.tracks, roles, strict=True)
        for note, role in zip(track.notes, played, strict=True)
    }
    half = score.ticks_per_quarter / 24 + 0.51
    kept = sum(
        bool(np.abs(there[role, pitch] - onset).min() <= half)
        for role, pitch, onset in wanted
        if (role, pitch) in there
    )
    return kept / len(wanted)


@pytest.mark.parametrize("metre", METRES)
def test_every_metre_keeps_every_note(metre):
    assert share_kept(band(8, *metre)) == 1


@pytest.mark.parametrize("metre", METRES)
def test_events_have_one_strict_order(metre):
    assert (np.diff(sort_keys(encode(band(8, *metre)).events)) > 0).all()


def test_metre_changes_inside_a_piece_are_kept_bar_by_bar():
    score = band(8)
    changes = np.array([(0, 4, 4), (4 * 480 * 2, 3, 4), (4 * 480 * 2 + 3 * 480, 6, 8)], METRE)
    changed = Score(480, score.tracks, score.tempos, changes)
    plan = encode(changed).plan
    assert [tuple(r) for r in plan[["numerator", "denominator"]][:4].tolist()] == [
        (4, 4), (4, 4), (3, 4), (6, 8),
    ]  # fmt: skip
    assert plan["length"][:4].tolist() == [48, 48, 36, 36]
    assert share_kept(changed) == 1


def test_a_bar_cut_short_is_cut_again_when_decoded_events_are_encoded():
    anew = 4 * 480 + 2 * 480  # the second bar ends after two quarters, in the same metre
    metres = np.array([(0, 4, 4), (anew, 4, 4)], METRE)
    encoded = encode(Score(480, band(6).tracks, metres=metres))
    assert encoded.plan["length"][:4].tolist() == [48, 24, 48, 48]
    again = encode(decode(encoded))
    assert again.plan[["start", "length"]].tolist() == encoded.plan[["start", "length"]].tolist()
    assert (again.events["position"] == encoded.events["position"]).all()


def test_a_piece_written_in_one_four_is_read_in_four_four():
    score = band(8)
    single = Score(480, score.tracks, score.tempos, np.array([(0, 1, 4)], METRE))
    assert set(encode(single).plan["length"].tolist()) == {48}


def test_a_late_note_rounds_onto_the_next_bar_line():
    score = Score(480, (Track(notes((0, 1, 60), (3.99, 0.5, 64))),))
    encoded = encode(score)
    assert len(encoded.plan) == 2
    assert decode(encoded).tracks[0].notes["onset"].tolist() == [0, 4 * 480]


def test_extreme_pitches_survive_transposing():
    score = Score(480, (Track(notes(*[(i, 1, p) for i, p in enumerate((0, 6, 66, 121, 127))])),))
    got = np.concatenate([t.notes["pitch"] for t in decode(encode(score)).tracks])
    assert sorted(got.tolist()) == [0, 6, 66, 121, 127]


def test_the_normal_key_makes_transpositions_equal():
    score = band(8)
    up = Score(
        480,
        tuple(
            t if t.is_drum else Track(_moved(t.notes, 3), t.program, name=t.name)
            for t in score.tracks
        ),
        score.tempos,
        score.metres,
    )
    assert (encode(up).events == encode(score).events).all()
    assert encode(up).key.tonic == (encode(score).key.tonic + 3) % 12


def _moved(rows: np.ndarray, semitones: int) -> np.ndarray:
    rows = rows.copy()
    rows["pitch"] += semitones
    return rows


def test_real_songs_keep_99_percent():
    files = sorted(CORPUS.glob("*/*.mid"))
    files = files[:: max(len(files) // 60, 1)]
    shares = {}
    for path in files:
        try:
            shares[path.name] = share_kept(midi.read(path.read_bytes()))
        except MusicError:
            continue
    assert len(shares) > len(files) * 0.9
    assert {name: share for name, share in shares.items() if share < 0.99} == {}
