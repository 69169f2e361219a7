"""Bold restyles are written several times, and the one that is most of its genre is kept."""

import pytest

from backend import paths
from backend.music import midi
from backend.music.errors import CancelledError, CollapsedError
from backend.music.generation import Engine, RestyleRequest, drafts
from backend.music.generation.ranking import STYLE, ranked
from backend.music.score import Role
from tests.music.scores import band

ENGINE = Engine(paths.MODELS)
GENRE = "rock"


def bold(genre: str = GENRE, seed: int = 3, candidates: int = 1) -> RestyleRequest:
    return RestyleRequest(genre, 80, frozenset({"melody"}), candidates=candidates, seed=seed)


def test_more_drafts_never_make_less_of_the_genre(monkeypatch):
    reached = []
    for most in (1, 4):
        monkeypatch.setattr(drafts, "count_for", lambda _bars, most=most: most)
        outcomes = ENGINE.restyle(band(8), bold(candidates=4))
        reached.append({o.candidate: o.scores["style"] for o in outcomes})
    more = [reached[1][candidate] - reached[0][candidate] for candidate in range(4)]
    assert min(more) >= 0
    assert max(more) > 0


def test_a_candidate_is_the_same_whatever_their_number():
    alone = ENGINE.restyle(band(8), bold())[0]
    both = ENGINE.restyle(band(8), bold(candidates=2))
    first = next(o for o in both if o.candidate == 0)
    assert midi.write(first.score) == midi.write(alone.score)
    assert len({midi.write(o.score) for o in both}) == 2


def test_what_is_told_bar_by_bar_is_the_draft_that_is_kept():
    told = []
    outcome = ENGINE.restyle(band(8), bold(), on_progress=told.append)[0]
    last = max(p.take for p in told)
    bars = [p for p in told if p.take == last and p.bar > 0]
    assert [p.bar for p in bars] == list(range(1, 9))
    laid = sorted(n for p in bars for t in p.score.tracks for n in t.notes.tolist())
    assert laid == sorted(n for t in outcome.score.tracks for n in t.notes.tolist())


def test_style_is_told_beside_that_of_the_source():
    report = ENGINE.restyle(band(8), bold())[0].report
    assert 0 <= report["style_unchanged"] < report["style"] <= 1
    same = ENGINE.restyle(band(8), RestyleRequest(GENRE, 0, seed=1))[0].report
    assert same["style"] == same["style_unchanged"]
    general = ENGINE.restyle(band(8), RestyleRequest("general", 80, seed=1))[0]
    assert general.scores["style"] is None
    assert "style" not in general.report


def test_long_songs_have_fewer_drafts():
    assert [drafts.count_for(bars) for bars in (0, 8, 32, 64, 128, 512)] == [4, 4, 4, 2, 2, 2]
    assert drafts.seed_of(7, 0) == 7
    assert len({drafts.seed_of(7, draft) for draft in range(8)}) == 8


def test_candidates_are_ranked_by_their_style_too():
    outcomes = ENGINE.restyle(band(8), bold(candidates=3))
    one = outcomes[0]
    even = {**one.scores, "typical": 0.5, "originality": None, "pull": 0.0}
    low, high = (type(one)(**{**vars(one), "scores": {**even, "style": s}}) for s in (0.2, 0.9))
    assert ranked([low, high]) == (high, low)
    assert STYLE > 0


@pytest.mark.parametrize("genre", ["electronic", "hiphop"])
def test_loops_go_round_in_two_bars(genre):
    outcome = ENGINE.restyle(band(16), bold(genre))[0]
    assert outcome.report["melody_kept"] == 1
    drums = next(t for t in outcome.score.tracks if t.role is Role.DRUMS)
    bar = 4 * outcome.score.ticks_per_quarter
    places = [
        {(n["onset"] % bar, n["pitch"]) for n in drums.notes if n["onset"] // bar == number}
        for number in range(16)
    ]
    again = [places[b] == places[b - 2] for b in range(2, 16) if b % 8 < 7 and (b - 2) % 8 < 7]
    assert sum(again) >= 0.6 * len(again)


def test_content_that_lacks_is_weighed_against_style():
    assert drafts.worth(0.3, 0.9) == drafts.worth(0.3, drafts.FAITHFUL)
    assert drafts.worth(0.3, 0.5) < drafts.worth(0.3, 0.6) < drafts.worth(0.6, 0.5)
    assert drafts.worth(0.6, 0.2) < drafts.worth(0.3, 0.6)
    assert drafts.worth(0.0, 1.0) < drafts.worth(1.0, 0.0)


def test_a_stopped_restyle_ends_and_drafts_that_collapse_are_done_without(monkeypatch):
    with pytest.raises(CancelledError):
        ENGINE.restyle(band(8), bold(), cancelled=lambda: True)
    plain = drafts._try

    def refused(write, assignment):
        if assignment.seed == 3:  # the first draft's
            return drafts._Tries(fault=CollapsedError("it was refused"))
        return plain(write, assignment)

    whole = ENGINE.restyle(band(8), bold())[0]
    monkeypatch.setattr(drafts, "_try", refused)
    assert ENGINE.restyle(band(8), bold())[0].scores["style"] <= whole.scores["style"]
    monkeypatch.setattr(
        drafts, "_try", lambda _w, _a: drafts._Tries(fault=CollapsedError("it was refused"))
    )
    with pytest.raises(CollapsedError, match="refused"):
        ENGINE.restyle(band(8), bold())
