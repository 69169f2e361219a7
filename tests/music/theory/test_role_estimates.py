"""Roles: bands written by hand, chorales with and without separate voices, and pianos."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.music.score import NOTE, Role, Score, Track
from backend.music.theory import assign_roles, skyline
from tests.music.theory import scores
from tests.music.theory.scores import QUARTER, blocks, line, score, track

TUNE = [67, 69, 71, 72, 74, 72, 71, 69, 67, 64, 65, 67, 69, 67, 65, 64] * 2
ROOTS = [36, 43, 41, 36] * 8
CHORDS = [[60, 64, 67], [59, 62, 67], [60, 65, 69], [60, 64, 67]] * 4


def roles_of(*tracks: Track) -> list[Role | None]:
    """One role a track; None for a track whose notes differ."""
    found = assign_roles(score(*tracks))
    assert [len(r) for r in found] == [len(t.notes) for t in tracks]
    return [Role(int(r[0])) if len(set(r.tolist())) == 1 else None for r in found]


def test_a_band() -> None:
    drums = track(line([36, 42] * 16), drum=True)
    assert roles_of(
        track(line(ROOTS), program=33),
        track(blocks(CHORDS), program=0),
        track(line(TUNE), program=65),
        track(blocks(CHORDS), program=48),
        drums,
    ) == [Role.BASS, Role.PIANO, Role.MELODY, Role.STRINGS, Role.DRUMS]


def test_a_name_tells_the_tune_from_a_lively_solo() -> None:
    quiet = [64, 64, 65, 64, 62, 62, 60, 60] * 4
    sung = track(line(quiet), program=0, name="Vocal")
    solo = track(line(TUNE), program=65, name="Alto sax", velocity=110)
    backing = track(line(TUNE), program=54, name="Backing vocals")
    assert roles_of(solo, sung, backing) == [Role.WINDS, Role.MELODY, Role.PAD]
    unnamed = Track(sung.notes, sung.program)
    assert roles_of(solo, unnamed)[0] is Role.MELODY


def test_backing_vocals_are_not_the_tune() -> None:
    pad, tune = track(blocks([[48, 55]] * 16), 89), track(line([p - 2 for p in TUNE]), 73)
    backing = line(TUNE)
    assert roles_of(pad, track(backing, 53), tune)[1] is Role.MELODY
    named = track(backing, 53, name="Backing Vox")
    assert roles_of(pad, named, tune) == [Role.PAD, Role.PAD, Role.MELODY]


def test_of_two_equal_lines_the_upper_sings() -> None:
    lower, upper = track(line(TUNE), 40), track(line([p + 7 for p in TUNE]), 40)
    pad = track(blocks([[48, 55]] * 16), 89)  # takes the first place, which speaks for a tune
    assert roles_of(pad, lower, upper) == [Role.PAD, Role.STRINGS, Role.MELODY]


def test_a_few_low_hits_are_no_tune() -> None:
    drums = track(line([36, 42] * 64), drum=True)
    hits = track([(o, 1, p) for o in (0, 60, 124) for p in (31, 36, 43)], 0)
    assert roles_of(drums, hits) == [Role.DRUMS, Role.PIANO]


def test_a_track_named_bass_is_the_bass_whatever_it_sounds_like() -> None:
    named, tuba = track(line(ROOTS), 0, name="Bass"), track(line([p - 5 for p in ROOTS]), 58)
    assert roles_of(track(line(TUNE), 73), named, tuba) == [Role.MELODY, Role.BASS, Role.BRASS]
    bassoon = track(line(ROOTS), 70, name="Bassoon")
    assert roles_of(track(line(TUNE), 73), bassoon, tuba)[2] is Role.BASS


def test_every_track_of_the_bass_family_is_bass() -> None:
    low = line(ROOTS)
    found = roles_of(track(line(TUNE), 73), track(low, 33), track(low, 38), track(low, 58))
    assert found == [Role.MELODY, Role.BASS, Role.BASS, Role.BRASS]


def test_a_tune_with_a_bass_sound_is_still_the_tune() -> None:
    found = roles_of(track(line(ROOTS), 33), track(line(TUNE), 35), track(blocks(CHORDS), 0))
    assert found == [Role.BASS, Role.MELODY, Role.PIANO]


def test_a_band_without_a_bass_sound_has_its_lowest_line_as_bass() -> None:
    found = roles_of(track(line(TUNE), 40), track(line([p + 12 for p in ROOTS]), 42))
    assert found == [Role.MELODY, Role.BASS]
    high = [p + 24 for p in ROOTS]
    assert roles_of(track(line(TUNE), 40), track(line(high), 42)) == [Role.MELODY, Role.STRINGS]


def test_two_hands_are_no_band_unless_there_are_drums() -> None:
    right, left = track(line(TUNE), 0), track(line([p + 12 for p in ROOTS]), 0)
    assert roles_of(right, left) == [Role.MELODY, Role.PIANO]
    drums = track(line([36] * 32), drum=True)
    assert roles_of(right, left, drums) == [Role.MELODY, Role.BASS, Role.DRUMS]


def test_a_solo_piano_sings_with_its_highest_line() -> None:
    notes = line(TUNE[:16], step=1) + blocks([[48, 52, 55], [43, 47, 50]] * 4)
    piano = track(notes)
    found = assign_roles(score(piano))[0]
    assert set(found[piano.notes["pitch"] >= 60].tolist()) == {Role.MELODY}
    assert set(found[piano.notes["pitch"] < 60].tolist()) == {Role.PIANO}


def test_drums_only_have_no_melody() -> None:
    assert roles_of(track(line([36, 38] * 8), drum=True)) == [Role.DRUMS]
    assert roles_of(track(line([36] * 8), drum=True), track(line([60] * 8), 127)) == [
        Role.DRUMS, Role.EFFECTS,
    ]  # fmt: skip


def test_nothing_at_all() -> None:
    assert assign_roles(score()) == []
    assert [r.tolist() for r in assign_roles(score(track([]), track([], drum=True)))] == [[], []]
    assert assign_roles(score(track([(0, 1, 60)])))[0].tolist() == [Role.MELODY]


def test_in_chorales_the_soprano_sings_and_the_bass_is_the_bass() -> None:
    pieces = [piece for _, piece, _, _ in scores.chorales_in_known_keys(8)]
    assert len(pieces) > 20
    for piece in pieces:
        soprano, _, _, bass = assign_roles(piece)
        assert set(soprano.tolist()) == {Role.MELODY}
        assert set(bass.tolist()) == {Role.BASS}


def test_in_a_chorale_on_one_track_the_soprano_is_found() -> None:
    hits = sung = true = 0
    for _, piece, _, _ in scores.chorales_in_known_keys(8):
        notes = np.concatenate([part.notes for part in piece.tracks])
        notes = np.unique(notes[np.lexsort((notes["pitch"], notes["onset"]))])
        found = assign_roles(Score(QUARTER, (Track(notes),)))[0] == Role.MELODY
        soprano = {(int(n["onset"]), int(n["pitch"])) for n in piece.tracks[0].notes}
        got = {(int(n["onset"]), int(n["pitch"])) for n in notes[found]}
        hits, sung, true = hits + len(soprano & got), sung + len(got), true + len(soprano)
    assert hits / sung > 0.97
    assert hits / true > 0.97


def test_the_skyline_leaves_out_what_fills_the_rests_of_the_tune() -> None:
    tune = [72, 74, 76, 77, 79, 77, 76, 74]
    notes = [*line(tune), (8.5, 0.5, 48), (9, 1, 55), *line(tune, start=10), (17, 0.5, 48)]
    part = track(notes)
    assert part.notes["pitch"][skyline(part, QUARTER)].tolist() == [*tune, *tune]


@given(
    st.lists(
        st.tuples(st.integers(0, 40), st.integers(1, 12), st.integers(60, 71)), min_size=1
    )
)  # fmt: skip
def test_the_skyline_is_what_its_sentence_says(rows: list[tuple[int, int, int]]) -> None:
    """In sixteenths, so that no tolerance matters; within an octave, so that nothing is a fill."""
    unit = QUARTER // 4
    notes = np.array([(o * unit, d * unit, p, 80) for o, d, p in sorted(set(rows))], NOTE)
    notes = notes[np.lexsort((notes["pitch"], notes["onset"]))]
    expected = [
        not any(
            m["pitch"] > n["pitch"] and m["onset"] <= n["onset"] < m["onset"] + m["duration"]
            for m in notes
        )
        for n in notes
    ]
    assert skyline(Track(notes), QUARTER).tolist() == expected


@pytest.mark.parametrize("program", [113, 115, 127])
def test_noises_never_sing(program: int) -> None:
    found = roles_of(track(line(TUNE), program), track(blocks(CHORDS), 0))
    assert found[0] is not Role.MELODY
