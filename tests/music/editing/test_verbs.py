"""What each verb does, on scores small enough to reckon by hand."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from backend.music import editing, midi
from backend.music.editing.randomness import draws
from backend.music.editing.rounding import divide
from backend.music.errors import RefusedEditError
from backend.music.score import CONTROL, KEY_CHANGE, METRE, TEMPO, Role, Score, Track, bars_of
from backend.music.score.json import as_json
from tests.music.scores import QUARTER, band, notes

BAR = 4 * QUARTER


def made(score: Score, verb: str, **parameters: Any) -> Score:
    return editing.edited(score, [{"verb": verb, **parameters}])


def tune(*rows: tuple[float, float, int]) -> Score:
    return Score(QUARTER, (Track(notes(*rows), name="Tune", role=Role.MELODY),))


def rows(score: Score, track: int = 0) -> list[tuple[int, ...]]:
    return score.tracks[track].notes.tolist()


def refusal(score: Score, verb: str, **parameters: Any) -> str:
    with pytest.raises(RefusedEditError) as refused:
        made(score, verb, **parameters)
    return str(refused.value)


def test_rounding_and_random_numbers_are_the_ones_written_down() -> None:
    assert [divide(a, 2) for a in (-3, -1, 1, 3)] == [-1, 0, 1, 2]
    # The first numbers of mulberry32 from seed 1, as its author's code in JavaScript gives them.
    assert draws(1, 0, 3).tolist() == [2693262067, 11749833, 2265367787]


def test_a_list_is_made_in_order_and_without_what_is_switched_off() -> None:
    up = {"verb": "transpose", "semitones": 2}
    score = tune((0, 1, 60))
    assert rows(editing.edited(score, [up, {**up, "enabled": False}, up]))[0][2] == 64
    assert editing.edited(score, []) is score
    assert editing.edited(score, [{**up, "enabled": False}]) is score


def test_edits_are_marked_as_one_step_without_another_sound() -> None:
    up = {"verb": "transpose", "semitones": 2}
    marked = [{**up, "step": 7}, {**up, "step": 7}]
    assert rows(editing.edited(tune((0, 1, 60)), marked))[0][2] == 64
    assert [editing.document_of(edit) for edit in editing.read(marked)] == marked
    for wrong in (-1, 2**32, 1.5, "7"):
        assert "step" in refusal(tune((0, 1, 60)), "transpose", semitones=2, step=wrong)


def test_a_refusal_names_the_edit_and_the_base_stays() -> None:
    score = band()
    before = as_json(score)
    edits = [{"verb": "cut", "first_bar": 1, "last_bar": 2}, {"verb": "mute", "track": 9}]
    with pytest.raises(RefusedEditError) as refused:
        editing.edited(score, edits)
    assert (refused.value.index, refused.value.verb) == (1, "mute")
    assert as_json(score) == before


def test_transposing_moves_the_key_with_the_song_and_leaves_drums() -> None:
    score = replace(band(), keys=np.array([(0, 0, False)], KEY_CHANGE))
    up = made(score, "transpose", semitones=-3)
    assert as_json(up)["key"] == "A major"
    assert rows(up)[0][2] == rows(score)[0][2] - 3
    assert rows(up, 3) == rows(score, 3)
    part = made(score, "transpose", semitones=1, first_bar=2, last_bar=2)
    assert as_json(part)["key"] == "C major"
    changed = [a[0] for a, b in zip(rows(part), rows(score), strict=True) if a != b]
    assert changed == [BAR + beat * QUARTER for beat in range(4)]
    assert "0 to 127" in refusal(score, "octave", octaves=5)
    assert "plays drums" in refusal(score, "transpose", semitones=1, tracks=[3])


def test_a_song_goes_to_another_key_by_the_degrees_of_its_scale() -> None:
    scale = tune(*((i, 1, p) for i, p in enumerate((60, 62, 64, 65, 67, 69, 71))))
    assert "name it as “from_key”" in refusal(scale, "key", key="D major")
    minor = made(scale, "key", key="D minor", from_key="C major")
    assert [row[2] for row in rows(minor)] == [62, 64, 65, 67, 69, 70, 72]
    assert as_json(minor)["key"] == "D minor"
    back = made(minor, "key", key="C major")
    assert rows(back) == rows(scale)
    near = made(scale, "key", key="B", from_key="C")
    assert rows(near)[0][2] == 59


def test_sections_in_other_keys_get_the_signatures_of_their_moved_notes() -> None:
    keys = [(0, 3, True), (2 * BAR, 6, False), (4 * BAR, 3, True), (5 * BAR, 3, False)]
    relative = replace(band(6), keys=np.array(keys, KEY_CHANGE))
    # E flat minor and its relative major are both C major then, said once.
    assert made(relative, "key", key="C major").keys.tolist() == [(0, 0, False)]
    major = replace(band(4), keys=np.array([(0, 0, False), (BAR, 9, True), (2 * BAR, 7, False)],
                                           KEY_CHANGE))  # fmt: skip
    assert made(major, "key", key="C minor").keys.tolist() == [(0, 0, True)]
    assert made(major, "key", key="D major").keys.tolist() == [
        (0, 2, False), (BAR, 11, True), (2 * BAR, 9, False)
    ]  # fmt: skip


def test_a_section_whose_first_bar_is_cut_begins_where_it_was() -> None:
    sections = ((0, "Intro"), (BAR, "Gone"), (2 * BAR, "Verse"), (5 * BAR, "Chorus"))
    score = replace(band(6), markers=sections)

    def left(first: int, last: int) -> list[tuple[int, str]]:
        cut = made(score, "cut", first_bar=first, last_bar=last)
        return [(tick // BAR + 1, name) for tick, name in cut.markers]

    assert left(2, 3) == [(1, "Intro"), (2, "Verse"), (4, "Chorus")]
    assert left(1, 1) == [(1, "Gone"), (2, "Verse"), (5, "Chorus")]
    assert left(3, 5) == [(1, "Intro"), (2, "Gone"), (3, "Chorus")]
    assert left(1, 4) == [(1, "Verse"), (2, "Chorus")]
    assert left(5, 6) == [(1, "Intro"), (2, "Gone"), (3, "Verse")]


def test_tempos_are_set_ramped_and_scaled() -> None:
    score = replace(band(4), tempos=np.array([(0, 100.0), (2 * BAR, 90.0)], TEMPO))
    assert made(score, "tempo", bpm=84.5).tempos.tolist() == [(0, 84.5)]
    part = made(score, "tempo", bpm=60, first_bar=2, last_bar=2)
    assert part.tempos.tolist() == [(0, 100.0), (BAR, 60.0), (2 * BAR, 90.0)]
    ramp = made(score, "tempo_ramp", first_bar=1, last_bar=1, from_bpm=100, to_bpm=80)
    assert ramp.tempos["bpm"].tolist() == [100.0, 95.0, 90.0, 85.0, 80.0, 90.0]
    assert made(score, "tempo_scale", percent=150).tempos["bpm"].tolist() == [150.0, 135.0]
    assert "4 to 1000 fit" in refusal(made(score, "tempo", bpm=30), "tempo_scale", percent=10)


def test_bars_take_their_metre_tempo_key_and_controls_along() -> None:
    """Two bars of 4/4 in C at 100, then two of 3/4 in D at 90 with the pedal down."""
    waltz = 3 * QUARTER
    score = replace(
        tune((0, 1, 60), (4, 1, 62), (8, 1, 64), (11, 1, 65)),
        metres=np.array([(0, 4, 4), (2 * BAR, 3, 4)], METRE),
        tempos=np.array([(0, 100.0), (2 * BAR, 90.0)], TEMPO),
        keys=np.array([(0, 0, False), (2 * BAR, 2, False)], KEY_CHANGE),
        markers=((2 * BAR, "Waltz"),),
    )
    pedal = np.array([(2 * BAR, 64, 127)], CONTROL)
    score = replace(score, tracks=(replace(score.tracks[0], controls=pedal),))
    copied = made(score, "copy", first_bar=3, last_bar=3, to_bar=1)
    assert [row[0] for row in rows(copied)] == [0, waltz, waltz + BAR, waltz + 2 * BAR,
                                                2 * waltz + 2 * BAR]  # fmt: skip
    middle, end = waltz, waltz + 2 * BAR
    assert copied.metres.tolist() == [(0, 3, 4), (middle, 4, 4), (end, 3, 4)]
    assert copied.tempos.tolist() == [(0, 90.0), (middle, 100.0), (end, 90.0)]
    assert [key[:2] for key in copied.keys.tolist()] == [(0, 2), (middle, 0), (end, 2)]
    assert copied.markers == ((0, "Waltz"), (end, "Waltz"))
    assert copied.tracks[0].controls.tolist() == [(0, 64, 127), (middle, 64, 0), (end, 64, 127)]
    assert len(bars_of(copied)) == 5
    cut = made(score, "cut", first_bar=1, last_bar=2)
    assert (cut.metres.tolist(), as_json(cut)["key"]) == ([(0, 3, 4)], "D major")
    longer = made(score, "insert", before_bar=3, bars=2)
    assert rows(longer)[2][0] == 2 * BAR + 2 * waltz
    assert "copy bars there" in refusal(score, "insert", before_bar=5, bars=2)
    assert "all bars" in refusal(score, "cut", first_bar=1, last_bar=4)
    assert "no bar 5" in refusal(score, "cut", first_bar=4, last_bar=5)


def test_a_bar_has_one_marker_and_an_empty_name_takes_it_off() -> None:
    score = replace(band(4), markers=((0, "Intro"), (BAR, "A"), (BAR + QUARTER, "solo")))
    named = made(score, "marker", bar=2, name="Verse")
    assert named.markers == ((0, "Intro"), (BAR, "Verse"))
    assert made(named, "marker", bar=4, name="End").markers[-1] == (3 * BAR, "End")
    assert made(named, "marker", bar=1, name="").markers == ((BAR, "Verse"),)
    assert as_json(named)["markers"] == [[0, "Intro"], [BAR, "Verse"]]
    assert "no bar 5" in refusal(score, "marker", bar=5, name="B")


def test_notes_ring_on_over_a_seam_only_where_the_music_goes_on() -> None:
    score = tune((3, 4, 60), (8, 4, 64))
    once_more = made(score, "repeat", first_bar=1, last_bar=1)
    assert rows(once_more) == [(3 * QUARTER, QUARTER, 60, 80), (7 * QUARTER, 4 * QUARTER, 60, 80),
                               (12 * QUARTER, 4 * QUARTER, 64, 80)]  # fmt: skip
    looped = made(score, "loop", first_bar=1, last_bar=2, times=2)
    assert [row[0] for row in rows(looped)] == [3 * QUARTER, 11 * QUARTER]


def test_bars_that_were_put_in_and_cut_again_leave_nothing() -> None:
    score = band(6, 3, 4)
    edits = [
        {"verb": "insert", "before_bar": 3, "bars": 2},
        {"verb": "cut", "first_bar": 3, "last_bar": 4},
        {"verb": "repeat", "first_bar": 2, "last_bar": 4, "times": 2},
        {"verb": "cut", "first_bar": 5, "last_bar": 10},
    ]
    assert as_json(editing.edited(score, edits)) == as_json(score)


def test_tracks_come_and_go() -> None:
    score = band(2)
    assert len(made(score, "add_track", name="Oboe", program=68).tracks) == 5
    double = made(score, "double_track", track=2, octaves=1)
    assert [p + 12 for p in score.tracks[2].notes["pitch"]] == list(double.tracks[4].notes["pitch"])
    assert made(score, "remove_track", track=0).tracks == score.tracks[1:]
    assert "only track" in refusal(tune((0, 1, 60)), "remove_track", track=0)
    split = made(score, "split", track=1, pitch=60)
    assert split.tracks[4].notes["pitch"].max() < 60 <= split.tracks[1].notes["pitch"].min()
    again = made(split, "merge", track=4, into=1)
    assert as_json(again) == as_json(score)
    assert "drums" in refusal(score, "merge", track=3, into=0)


def test_quantising_draws_to_the_grid_of_each_bar() -> None:
    score = tune((0.1, 1, 60), (1.6, 1, 61), (4.9, 1, 62))
    assert [row[0] / QUARTER for row in rows(made(score, "quantise", grid=1))] == [0, 2, 5]
    half = made(score, "quantise", grid=2, strength=50)
    assert [row[0] / QUARTER for row in rows(half)] == [0.05, 1.55, 4.95]
    swung = made(tune((0.5, 1, 60)), "quantise", grid=2, swing=75)
    assert rows(swung)[0][0] / QUARTER == 0.75


def test_humanising_is_small_and_the_same_for_the_same_seed() -> None:
    score = band()
    one = made(score, "humanise", timing=50, velocity=5, seed=7)
    assert as_json(one) == as_json(made(score, "humanise", timing=50, velocity=5, seed=7))
    assert as_json(one) != as_json(made(score, "humanise", timing=50, velocity=5, seed=8))
    moved = one.tracks[2].notes["onset"] - score.tracks[2].notes["onset"]
    assert moved.any()
    assert abs(moved).max() <= 24


def test_touch_and_length() -> None:
    score = tune((0, 1, 60), (1, 1, 62), (2, 0.5, 64), (12, 1, 65))
    assert {row[3] for row in rows(made(score, "velocity", points=[[0, 40], [127, 40]]))} == {40}
    assert "rise" in refusal(score, "velocity", points=[[9, 1], [9, 2]])
    faded = made(score, "fade", from_percent=100, to_percent=0, last_bar=1)
    assert [row[3] for row in rows(faded)] == [80, 60, 40, 80]
    held = [row[1] / QUARTER for row in rows(made(score, "legato", reach=4))]
    assert held == [1, 1, 0.5, 1]
    assert rows(made(score, "legato", reach=16))[2][1] == 10 * QUARTER
    assert [row[1] for row in rows(made(score, "staccato", percent=25))] == [120, 120, 60, 120]


def test_a_mixer_s_settings_become_controls_and_a_muted_track_is_left_out() -> None:
    mix = [
        {"verb": "volume", "track": 0, "gain_db": 12},
        {"verb": "pan", "track": 0, "position": -1},
        {"verb": "mute", "track": 1, "muted": True},
    ]
    score = editing.edited(band(2), mix)
    assert editing.mix_of(score) == mix
    heard = midi.read(midi.write(score))
    assert [track.name for track in heard.tracks] == ["Melody", "Bass", "Drums"]
    assert sorted(heard.tracks[0].controls.tolist()) == [(0, 7, 127), (0, 10, 0)]
    whole = editing.unmixed(score)
    assert as_json(whole) == as_json(band(2))


def test_documents_come_back_as_they_were() -> None:
    edits = [{"verb": "quantise", "grid": 4}, {"verb": "notes", "track": 0, "add": [[0, 1, 2, 3]]}]
    assert [editing.document_of(edit) for edit in editing.read(edits)] == edits


def test_effects_are_set_whole_and_stay_with_their_player() -> None:
    room = {"kind": "reverb", "seconds": 3}
    wet = made(band(), "effects", track=0, chain=[room, {"kind": "eq", "on": False}])
    assert [effect.kind for effect in wet.tracks[0].effects] == ["reverb", "eq"]
    assert as_json(wet)["tracks"][0]["effects"][0]["tone_hz"] == 6000  # the usual
    assert made(wet, "double_track", track=0).tracks[-1].effects == wet.tracks[0].effects
    assert made(wet, "effects", track=0, chain=[]).tracks[0].effects == ()
    nine = [room] * 9
    for chain, reason in (
        ([{"kind": "flanger"}], "flanger"), ([{**room, "mix": 2}], "less than or equal to 1"),
        ([{**room, "colour": 1}], "colour"), (nine, "at most 8"),
    ):  # fmt: skip
        assert reason in refusal(band(), "effects", track=0, chain=chain)


def test_a_new_song_leaves_the_mix_of_a_recording_with_the_one_that_has_it() -> None:
    about = [
        {"verb": "volume", "track": "recording", "gain_db": -6.0},
        {"verb": "recording", "semitones": 2, "stretches": [[0, 0]]},
    ]
    others = [{"verb": "volume", "track": 1, "gain_db": -3.0}, {"verb": "master", "chain": []}]
    mix = [others[0], *about, others[1]]
    assert editing.mix_left(mix, band(), recorded=True) == mix
    assert editing.mix_left(mix, band(), recorded=False) == others
    for edit in about:
        with pytest.raises(RefusedEditError, match="no recording plays beside"):
            editing.edited(band(), [edit], recorded=False)


def test_the_master_is_set_and_kept_when_a_song_is_baked() -> None:
    loud = made(band(), "master", loudness_lufs=-9, chain=[{"kind": "compressor"}])
    assert loud.mastering is not None
    assert (loud.mastering.loudness_lufs, loud.mastering.ceiling_db) == (-9, -1)
    wet = made(loud, "effects", track=1, chain=[{"kind": "delay"}])
    base = editing.unmixed(wet)
    assert base.mastering is None
    assert not base.tracks[1].effects
    assert as_json(editing.edited(base, editing.mix_of(wet))) == as_json(wet)
    assert "ceiling_db" in refusal(band(), "master", ceiling_db=0)
