"""Every verb: what is given stays bit-exact, what is asked is fixed, whatever the network says."""

from dataclasses import replace

import numpy as np
import pytest

from backend.music import midi
from backend.music.errors import BadRequestError, UnusableScoreError
from backend.music.generation import (
    ComposeRequest,
    ContinueRequest,
    HarmoniseRequest,
    JoinRequest,
    RegenerateRequest,
    RerollRequest,
    RestyleRequest,
)
from backend.music.score import CONTROL, METRE, TEMPO, Key, Role, Score, Track, bars_of
from tests.music.engines import small_engine
from tests.music.scores import QUARTER, band, notes

BAR = 4 * QUARTER
SONG = band(12)
CHORDS = "| Dm7 G7 | Cmaj7 |"
TUNE = replace(SONG, tracks=SONG.tracks[:1])
VERBS = {
    "continue": (SONG, ContinueRequest("jazz", 4, seed=1)),
    "harmonise": (TUNE, HarmoniseRequest("jazz", seed=1)),
    "join": (SONG, JoinRequest("jazz", "strings", seed=1)),
    "regenerate": (SONG, RegenerateRequest("jazz", 5, 8, (1, 2), seed=1)),
    "reroll": (SONG, RerollRequest("jazz", {"copied_bars": [3, 4, 7]}, seed=1)),
    "restyle": (SONG, RestyleRequest("jazz", 60, seed=1)),
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    return small_engine(tmp_path_factory.mktemp("models"))


def do(engine, verb, source, request):
    name = {"continue": "continue_"}.get(verb, verb)
    return getattr(engine, name)(source, request)


def in_bars(track: Track, first: int, last: int) -> list:
    """The notes of bars `first` to `last`, from 1, inclusive."""
    onset = track.notes["onset"]
    return track.notes[(onset >= (first - 1) * BAR) & (onset < last * BAR)].tolist()


def file_of(outcome):
    return midi.read(midi.write(outcome.score))


def chords_of(outcome):
    return [bar["chords"] for bar in outcome.plan["bars"]]


# Compose


def test_typed_chords_stand_in_every_bar_and_name_the_key(engine):
    outcome = engine.compose(ComposeRequest("jazz", 6, chords=CHORDS, seed=1))[0]
    assert chords_of(outcome) == [["Dm7", "G7"], ["Cmaj7"]] * 3
    assert outcome.key == Key(0)
    row = next(r for r in outcome.certificate if r["what"] == "Chords")
    assert row["ok"]
    assert row["asked"] == "12 half bars"


def test_a_plan_is_kept_to_the_number_and_fills_what_it_leaves_out(engine):
    bars = [
        {"notes": {"drums": 0}, "loudness": 7, "register": 1, "chords": ["Am"]},
        {"notes": {"drums": 5, "organ": 30}},
    ]
    request = ComposeRequest.from_json(
        {"genre": "jazz", "bars": 4, "chords": "C", "plan": {"bars": bars}, "seed": 2}
    )
    outcome = engine.compose(request)[0]
    first, second, *rest = outcome.plan["bars"]
    assert first["notes"]["drums"] == 0
    assert (first["loudness"], first["register"], first["chords"]) == (7, 1, ["Am"])
    assert (second["notes"]["drums"], second["notes"]["organ"]) == (5, 30)
    assert all(bar["notes"]["melody"] for bar in rest)
    drums = next(t for t in outcome.score.tracks if t.is_drum)
    assert in_bars(drums, 1, 1) == []


def test_a_plan_asked_for_again_is_the_same_plan(engine):
    request = ComposeRequest("jazz", 5, chords=CHORDS, seed=3, energy=(20, 90))
    outcome = engine.compose(request)[0]
    again = ComposeRequest.from_json(
        {"genre": "rock", "bars": 5, "key": "C", "plan": outcome.plan, "seed": 99}
    )
    assert engine.plan(again) == outcome.plan


def test_what_would_be_planned_is_what_is_planned(engine):
    request = ComposeRequest("jazz", 5, chords=CHORDS, seed=4, mood="epic")
    planned, written = engine.plan(request), engine.compose(request)[0].plan
    assert planned == written


def test_a_bar_that_repeats_another_has_its_notes(engine):
    again = {"repeats": {"drums": 1, "melody": 1, "chords": 1}}
    plan = {"bars": [{"notes": {"drums": 6, "melody": 4}}, {}, again, again]}
    request = {"genre": "jazz", "bars": 5, "plan": plan, "seed": 2}
    score = file_of(engine.compose(ComposeRequest.from_json(request))[0])
    for track in (score.tracks[0], next(t for t in score.tracks if t.is_drum)):
        notes = [set(_notes_of(track, bar)) for bar in range(5)]
        assert notes[0] == notes[2] == notes[3]
        assert notes[0] != notes[1]


def _notes_of(track, bar):
    mine = track.notes[track.notes["onset"] // BAR == bar]
    return zip((mine["onset"] % BAR).tolist(), mine["pitch"].tolist(), strict=True)


def test_an_energy_curve_is_planned_and_measured_on_the_file(engine):
    request = ComposeRequest("jazz", 12, chords="C", seed=5, energy=(5, 95, 20))
    outcome = engine.compose(request)[0]
    counts = [sum(bar["notes"].values()) for bar in outcome.plan["bars"]]
    assert counts[0] < counts[3] < counts[6] > counts[9] > counts[11]
    row = next(r for r in outcome.certificate if r["what"] == "Energy")
    heard = np.zeros(12)
    for track in file_of(outcome).tracks:
        np.add.at(heard, track.notes["onset"] // BAR, 1)
    match = np.corrcoef(heard, np.interp(range(12), [0, 5.5, 11], [5, 95, 20]))[0, 1]
    assert row["got"] == f"followed to {match:.2f} of 1"
    assert row["ok"] == (match >= 0.7)


def test_a_mood_sets_what_was_left_open_and_says_so(engine):
    request = ComposeRequest("jazz", 4, chords="Am", mood="sad", seed=6)
    outcome = engine.compose(request)[0]
    mood = outcome.report["mood"]
    assert mood["mode"] == "minor"
    assert 58 <= outcome.tempo == mood["tempo"] <= 76
    assert {r["what"] for r in outcome.certificate} >= {"Mood", "Chords"}
    told = engine.compose(replace(request, tempo=150, energy=(90,)))[0]
    assert told.tempo == 150
    assert "tempo" not in told.report["mood"]
    assert "energy" not in told.report["mood"]


def test_any_program_sounds_for_its_role(engine):
    players = ((Role.MELODY, 110), (Role.BASS, 58), (Role.DRUMS, 40), (Role.PIANO, 6))
    request = ComposeRequest("jazz", 4, chords="C", instruments=players, seed=7)
    written = file_of(engine.compose(request)[0])
    assert {(t.is_drum, t.program) for t in written.tracks} == {
        (role is Role.DRUMS, program) for role, program in players
    }


def test_a_blend_is_written_by_both_networks(engine):
    base = {"genre": "jazz", "bars": 4, "chords": "C", "seed": 8}

    def made(weight):
        blend = {"genre": "rock", "weight": weight}
        return engine.compose(ComposeRequest.from_json({**base, "blend": blend}))[0]

    half, whole = made(0.5), made(1.0)
    assert set(half.recipe["models"]) == {"jazz", "rock"}
    assert half.title.startswith("Jazz and Rock")
    assert midi.write(half.score) != midi.write(whole.score)


def test_candidates_come_best_first_and_each_can_be_had_again(engine):
    request = ComposeRequest("jazz", 4, chords="C", seed=9, candidates=3)
    found = engine.compose(request)
    assert sorted(o.candidate for o in found) == [0, 1, 2]
    order = [(-o.scores["asked"], -o.scores["typical"]) for o in found]
    assert order == sorted(order)
    again = engine.compose(ComposeRequest.from_json(found[0].recipe["request"]))
    same = next(o for o in again if o.candidate == found[0].recipe["candidate"])
    assert midi.write(same.score) == midi.write(found[0].score)


# Verbs with a source


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_says_what_changed_and_leaves_tempo_and_metre(engine, verb):
    source, request = VERBS[verb]
    outcome = do(engine, verb, source, request)[0]
    assert outcome.recipe["kind"] == verb
    assert len(outcome.recipe["source_sha256"]) == 64
    assert [row for row in outcome.certificate if not row["ok"]] == []
    changed = outcome.report["changed"]
    for role, row in changed.items():
        assert (row["before"] == row["after"]) >= (row["bars"] == []), role
    assert any(row["bars"] for row in changed.values())
    assert type(request).from_json(outcome.recipe["request"]) == request


@pytest.mark.parametrize("verb", VERBS)
def test_the_same_seed_gives_the_same_bytes(engine, verb):
    source, request = VERBS[verb]
    first, second = (do(engine, verb, source, request)[0] for _ in range(2))
    assert midi.write(first.score) == midi.write(second.score)


def test_a_continuation_keeps_every_note_and_adds_bars_of_the_band(engine):
    outcome = engine.continue_(SONG, ContinueRequest("jazz", 4, seed=2))[0]
    assert outcome.bars == 16
    assert len(outcome.plan["bars"]) == 4
    written = file_of(outcome)
    for track, before in zip(written.tracks, SONG.tracks, strict=True):
        assert in_bars(track, 1, 12) == before.notes.tolist()
        assert in_bars(track, 13, 16)
        assert (track.program, track.is_drum) == (before.program, before.is_drum)
    assert (
        min(t.notes["onset"][t.notes["onset"] >= 12 * BAR].min() for t in written.tracks) < 13 * BAR
    )
    assert max(t.notes["onset"].max() for t in written.tracks) >= 15 * BAR
    assert outcome.report["changed"]["bass"]["bars"][0] >= 13


def test_a_continuation_goes_on_behind_fade_out_and_slowing_down(engine):
    fade = np.array([(0, 7, 100), (8 * BAR, 7, 100), (12 * BAR - 10, 7, 0)], CONTROL)
    tracks = tuple(replace(t, controls=fade) for t in SONG.tracks)
    slow = np.array([(0, 100.0), (11 * BAR, 60.0)], TEMPO)
    source = replace(SONG, tracks=tracks, tempos=slow)
    score = engine.continue_(source, ContinueRequest("jazz", 4, seed=2))[0].score
    assert score.tempos.tolist()[-1] == (12 * BAR, 100.0)
    assert all(t.controls.tolist()[-1] == (12 * BAR, 7, 100) for t in score.tracks)


def test_a_continuation_takes_chords_and_another_band(engine):
    players = ((Role.BASS, 33), (Role.ORGAN, 18), (Role.MELODY, 73))
    request = ContinueRequest("jazz", 4, players, chords="| Am | E7 |", seed=3)
    outcome = engine.continue_(SONG, request)[0]
    assert chords_of(outcome) == [["Am"], ["E7"]] * 2
    new = {t.program for t in outcome.score.tracks if in_bars(t, 13, 16)}
    assert new == {33, 18, 73}


def test_a_harmonised_voice_is_kept_and_gets_chords_that_suit_it(engine):
    scale = [0, 2, 4, 5, 7, 5, 4, 2] * 4
    voice = Score(QUARTER, (Track(notes(*[(i, 1, 60 + p) for i, p in enumerate(scale)])),))
    outcome = engine.harmonise(voice, HarmoniseRequest("jazz", seed=1))[0]
    written = file_of(outcome)
    kept = next(t for t in written.tracks if t.notes.tolist() == voice.tracks[0].notes.tolist())
    assert kept.program == 0
    assert {t.role for t in outcome.score.tracks} >= {Role.BASS, Role.MELODY}
    chords = chords_of(outcome)
    assert chords[-1] in (["C"], ["Cmaj7"])
    assert len({name for bar in chords for name in bar}) > 2
    assert "nothing" not in outcome.title


def test_typed_chords_win_when_a_voice_is_harmonised(engine):
    outcome = engine.harmonise(TUNE, HarmoniseRequest("jazz", chords="| F | Bb |", seed=1))[0]
    assert chords_of(outcome) == [["F"], ["Bb"]] * 6


@pytest.mark.parametrize(
    ("score", "why"),
    [
        (SONG, "4 parts"),
        (replace(SONG, tracks=SONG.tracks[1:2]), "chords"),
        (Score(480, (Track(notes((0, 1, 60))),)), "1 pitched note"),
    ],
)
def test_what_is_no_voice_is_refused(engine, score, why):
    with pytest.raises(UnusableScoreError, match=why):
        engine.harmonise(score, HarmoniseRequest("jazz"))


def test_only_the_bars_and_tracks_asked_for_are_written_anew(engine):
    outcome = engine.regenerate(SONG, RegenerateRequest("jazz", 5, 8, (1,), seed=2))[0]
    written = file_of(outcome)
    for number, (track, before) in enumerate(zip(written.tracks, SONG.tracks, strict=True)):
        if number == 1:
            assert in_bars(track, 1, 4) == in_bars(before, 1, 4)
            assert in_bars(track, 9, 12) == in_bars(before, 9, 12)
            assert in_bars(track, 5, 8) not in ([], in_bars(before, 5, 8))
        else:
            assert track.notes.tolist() == before.notes.tolist()
    assert outcome.report["changed"]["piano"]["bars"] == [5, 6, 7, 8]
    assert outcome.scores["seam"] > 0
    assert len(outcome.plan["bars"]) == 4


def test_a_player_joins_and_nothing_else_is_touched(engine):
    request = JoinRequest("jazz", "strings", 40, first_bar=3, last_bar=10, seed=2)
    outcome = engine.join(SONG, request)[0]
    written = file_of(outcome)
    *before, new = written.tracks
    assert [t.notes.tolist() for t in before] == [t.notes.tolist() for t in SONG.tracks]
    assert (new.program, new.is_drum) == (40, False)
    assert in_bars(new, 3, 10)
    assert in_bars(new, 1, 2) == in_bars(new, 11, 12) == []
    assert all(row["ok"] for row in outcome.certificate if row["what"] == "Kept")
    changed = outcome.report["changed"].items()
    assert {role for role, change in changed if change["bars"]} == {"strings"}


def test_a_second_player_of_a_role_joins_the_first(engine):
    outcome = engine.join(SONG, JoinRequest("jazz", "Piano", seed=2))[0]
    *before, new = outcome.score.tracks
    assert [t.notes.tolist() for t in before] == [t.notes.tolist() for t in SONG.tracks]
    assert len(new.notes) >= 12
    drums = engine.join(TUNE, JoinRequest("jazz", "drums", seed=2))[0]
    assert drums.score.tracks[-1].is_drum
    assert len(drums.score.tracks[-1].notes) > 0


def test_all_tracks_may_be_written_anew_over_other_chords(engine):
    request = RegenerateRequest("jazz", 11, 12, chords="Ebmaj7", seed=2)
    outcome = engine.regenerate(SONG, request)[0]
    assert chords_of(outcome) == [["Ebmaj7"]] * 2
    assert outcome.scores["seam"] is None
    for track, before in zip(outcome.score.tracks, SONG.tracks, strict=True):
        assert in_bars(track, 1, 10) == in_bars(before, 1, 10)


def test_a_reroll_writes_the_melody_of_copied_bars_anew(engine):
    outcome = engine.reroll(SONG, RerollRequest("jazz", {"copied_bars": [3, 7]}, seed=2))[0]
    tune, old = outcome.score.tracks[0], SONG.tracks[0]
    for bar in range(1, 13):
        assert (in_bars(tune, bar, bar) == in_bars(old, bar, bar)) == (bar not in (3, 7))
    for track, before in zip(outcome.score.tracks[1:], SONG.tracks[1:], strict=True):
        assert track.notes.tolist() == before.notes.tolist()


@pytest.mark.parametrize(
    ("request_", "why"),
    [
        (RegenerateRequest("jazz", 5, 13), "no bar 13"),
        (RegenerateRequest("jazz", 5, 8, (4,)), "no track 4"),
        (JoinRequest("jazz", "bass", last_bar=13), "no bar 13"),
        (ContinueRequest("jazz", 4, chords="| C G |"), "“G” is the second chord of bar 1"),
    ],
)
def test_what_does_not_fit_the_source_is_named_before_a_note_is_written(engine, request_, why):
    source = band(12, 3, 4) if isinstance(request_, ContinueRequest) else SONG
    with pytest.raises(BadRequestError, match=why):
        engine.check(source, request_)


def test_a_restyle_takes_a_band_energy_and_a_plan(engine):
    bars = [{"notes": {"organ": 3}, "chords": ["F"]}]
    request = RestyleRequest.from_json(
        {
            "genre": "jazz",
            "strength": 90,
            "keep": ["drums"],
            "instruments": [{"role": "organ", "program": 17}, {"role": "bass", "program": 38}],
            "energy": [10, 90],
            "plan": {"bars": bars},
            "seed": 3,
        }
    )
    outcome = engine.restyle(SONG, request)[0]
    assert outcome.plan["bars"][0]["notes"]["organ"] == 3
    assert outcome.plan["bars"][0]["chords"][0] == "F"
    assert {(t.program, t.is_drum) for t in outcome.score.tracks} == {
        (17, False), (38, False), (0, True),
    }  # fmt: skip
    drums = next(t for t in outcome.score.tracks if t.is_drum)
    assert drums.notes.tolist() == SONG.tracks[3].notes.tolist()
    rows = {row["what"]: row for row in outcome.certificate}
    assert rows["Players"] == {"what": "Players", "asked": 2, "got": 2, "ok": True}
    assert rows["Energy"]["asked"] == "2 points"


def test_the_players_of_a_restyle_that_are_not_heard_are_told(engine):
    request = RestyleRequest("jazz", 0, instruments=((Role.ORGAN, 17), (Role.MELODY, 5)), seed=1)
    rows = {row["what"]: row for row in engine.restyle(SONG, request)[0].certificate}
    assert rows["Players"] == {"what": "Players", "asked": 1, "got": 0, "ok": False}


def test_strength_0_returns_the_notes_and_is_weighed(engine):
    outcomes = engine.restyle(SONG, RestyleRequest("jazz", 0, candidates=4, seed=1))
    assert len(outcomes) == 1
    assert [t.notes.tolist() for t in outcomes[0].score.tracks] == [
        t.notes.tolist() for t in SONG.tracks
    ]
    assert outcomes[0].scores["nats_per_note"] > 0
    assert not any(row["bars"] for row in outcomes[0].report["changed"].values())


def test_a_restyle_is_scored_by_how_much_likelier_its_genre_finds_it(engine):
    scores = engine.restyle(SONG, RestyleRequest("jazz", 60, seed=1))[0].scores
    assert scores["pull"] is not None
    assert 0 <= scores["typical"] <= 1
    plain = engine.restyle(SONG, RestyleRequest("general", 60, seed=1))[0].scores
    assert plain["pull"] is None


def with_pick_up() -> Score:
    """A beat before the first bar, three bars of 4/4, then 3/4."""
    song = band(6)
    metres = np.array([(0, 1, 4), (QUARTER, 4, 4), (QUARTER + 3 * BAR, 3, 4)], METRE)
    return replace(song, metres=metres)


@pytest.mark.parametrize("strength", [20, 60, 90])
def test_a_restyle_survives_a_pick_up_and_metre_changes(engine, strength):
    source = with_pick_up()
    outcome = engine.restyle(source, RestyleRequest("jazz", strength, seed=4))[0]
    assert [row for row in outcome.certificate if not row["ok"]] == []
    assert file_of(outcome).metres.tolist() == source.metres.tolist()
    tune = next(t for t in outcome.score.tracks if t.role is Role.MELODY)
    assert tune.notes.tolist() == source.tracks[0].notes.tolist()
    assert len(outcome.plan["bars"]) == len(bars_of(source))


def test_chords_typed_for_a_tune_begin_behind_its_pick_up(engine):
    source = with_pick_up()
    voice = replace(source, tracks=source.tracks[:1])
    request = HarmoniseRequest("jazz", chords="| F | Bb |", seed=1)
    assert chords_of(engine.harmonise(voice, request)[0])[1:4] == [["F"], ["Bb"], ["F"]]


def test_two_players_of_one_role_both_play_again(engine):
    low = replace(SONG.tracks[1], notes=SONG.tracks[1].notes.copy(), name="Low")
    low.notes["pitch"] -= 24
    source = replace(SONG, tracks=(*SONG.tracks, low))
    outcome = engine.regenerate(source, RegenerateRequest("jazz", 5, 8, (1, 4), seed=2))[0]
    for number in (1, 4):
        assert in_bars(outcome.score.tracks[number], 5, 8)
        assert in_bars(outcome.score.tracks[number], 1, 4) == in_bars(source.tracks[number], 1, 4)


def test_a_player_that_rests_is_heard_where_it_is_chosen_and_rests_on_where_all_are(engine):
    late = SONG.tracks[1].notes[SONG.tracks[1].notes["onset"] >= 8 * BAR]
    source = replace(SONG, tracks=(SONG.tracks[0], replace(SONG.tracks[1], notes=late)))
    chosen = engine.regenerate(source, RegenerateRequest("jazz", 3, 4, (1,), seed=1))[0]
    assert in_bars(chosen.score.tracks[1], 3, 4)
    everyone = engine.regenerate(source, RegenerateRequest("jazz", 3, 4, seed=1))[0]
    assert in_bars(everyone.score.tracks[1], 3, 4) == []
    assert in_bars(everyone.score.tracks[0], 3, 4) != in_bars(source.tracks[0], 3, 4)


def test_a_continuation_is_played_by_who_played_last(engine):
    old = replace(SONG.tracks[2], notes=np.tile(SONG.tracks[2].notes[:4], 9), name="Old bass")
    old.notes["onset"] = np.arange(36) * QUARTER // 4
    source = replace(band(28), tracks=(*band(28).tracks, old))
    score = engine.continue_(source, ContinueRequest("jazz", 2, seed=1))[0].score
    assert in_bars(score.tracks[2], 29, 30)
    assert in_bars(score.tracks[4], 29, 30) == []
