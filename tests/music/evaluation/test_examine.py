"""From a shipped model and a handful of songs to results, tables and a card."""

import json
import shutil

import pytest

from backend import paths
from backend.music.errors import MissingDataError, MissingModelError
from backend.music.evaluation import judge
from backend.music.evaluation.ablations import HIDDEN
from backend.music.evaluation.card import CARD, RESULTS, write_results
from backend.music.evaluation.court import summon
from backend.music.evaluation.examine import examine, shards_of, trained_genres
from backend.music.evaluation.landing import summary
from backend.music.evaluation.restyles import (
    BARS,
    WAYS,
    melody_kept,
    restyle_all,
    style_of,
    trials_of,
)
from backend.music.evaluation.tables import tables_of
from backend.music.events.encoded import excerpt
from backend.music.generation import Engine
from backend.music.generation.melody_index import INDEX, save_index
from backend.music.score import Role
from backend.music.training.index import build_index
from backend.music.training.shard import load_shard, piece_of, save_shard
from tests.music.evaluation.pieces import pumping, shard, waltzing


@pytest.fixture(scope="module")
def events(tmp_path_factory):
    """Forty-two songs of two genres, two of each held out."""
    folder = tmp_path_factory.mktemp("events")
    for genre, make in (("jazz", waltzing), ("rock", pumping)):
        made = shard(genre, [make(i, 34) for i in range(judge.FEWEST_SONGS + 2)], held_out=2)
        save_shard(made, folder / f"{genre}.npz")
    return folder


@pytest.fixture(scope="module")
def court(events):
    return summon(events)


@pytest.fixture(scope="module")
def engine(tmp_path_factory, events):
    """The shipped jazz model alone, in a folder of its own, with an index of the songs here."""
    folder = tmp_path_factory.mktemp("model")
    shutil.copytree(paths.MODELS / "jazz", folder / "jazz")
    save_index(build_index(load_shard(events / "jazz.npz")), folder / "jazz" / INDEX)
    return Engine(folder)


def test_everything_is_measured_and_written_down(court, engine, events):
    ticks = []
    found = examine(
        "jazz", court, engine, events, seeds=2, restyles=1, tick=lambda: ticks.append(1)
    )
    assert len(ticks) == 2 + len(WAYS)
    assert found["likelihood"]["songs"] == 2
    read = found["likelihood"]
    assert read["network"]["total"] > 0
    assert list(read["ablations"]) == list(HIDDEN)
    assert read["ablations"]["without the plan"]["total"] > read["network"]["total"]
    assert read["typical"]["deviation"] > 0
    assert "general" not in found["likelihood"]
    assert found["compositions"]["seeds"] == 2
    assert found["judge"]["real"] == {
        "pieces": 2,
        "recognised": 1.0,
        "probability": pytest.approx(1, abs=0.3),
    }
    assert found["judge"]["composed"]["pieces"] == 1
    assert found["restyles"]["rows"]["unchanged"]["content"] == 1
    assert found["originality"]["real"]["pieces"] == 2
    assert found["originality"]["composed"]["pieces"] == 1
    assert len(tables_of(found)) == 8
    json.dumps(found)
    write_results(engine.model_dir / "jazz", found)
    card = (engine.model_dir / "jazz" / CARD).read_text(encoding="utf-8")
    assert card.startswith("# Jazz")
    stored = json.loads((engine.model_dir / "jazz" / RESULTS).read_text(encoding="utf-8"))
    assert stored["weights_sha256"] in card


def test_restyles_stand_beside_the_source_and_a_real_piece(court, engine):
    trials = trials_of("jazz", court.shards, 1)
    assert [t.genre for t in trials] == ["rock"]
    results, collapsed = restyle_all(engine, "jazz", trials)
    assert collapsed == []
    found = summary(results, collapsed, court.judge, style_of(engine.model_dir / "jazz"), "jazz")
    rows = found["rows"]
    assert list(rows) == [*WAYS, "unchanged", "random real piece"]
    assert rows["60"]["melody_kept"] == 1
    assert rows["unchanged"]["landed"] == 0
    assert rows["unchanged"]["left"] == 0
    assert rows["random real piece"]["landed"] == 1
    assert rows["random real piece"]["content"] < rows["60"]["content"] < 1


def test_a_missing_melody_note_is_noticed(court):
    source = trials_of("jazz", court.shards, 1)[0].source
    assert melody_kept(source, source.score) == 1
    tune = next(t for t in source.score.tracks if t.role is Role.MELODY)
    notes = tune.notes.copy()
    notes["velocity"][: len(notes) // 2] += 1
    changed = type(source.score)(source.score.ticks_per_quarter, (type(tune)(notes),))
    assert melody_kept(source, changed) == pytest.approx(0.5, abs=0.02)


def test_sources_are_held_out_songs_of_other_genres_in_turn(court):
    trials = trials_of("rock", court.shards, 5)
    assert [t.genre for t in trials] == ["jazz", "jazz"]
    assert all(len(t.source.piece.plan) == BARS for t in trials)


def test_a_cut_piece_is_whole():
    made = shard("jazz", [waltzing(1, 20)], held_out=0)
    part = excerpt(piece_of(made, 0), 4, 8)
    assert len(part.plan) == 8
    assert part.plan["start"][0] == 0
    assert part.events[0] == piece_of(made, 0).events[0]
    assert part.events[-1] == piece_of(made, 0).events[-1]


def test_what_is_missing_is_named(engine, tmp_path):
    assert trained_genres(engine, ["all"]) == ["jazz"]
    with pytest.raises(MissingModelError, match=r"train\.py rock"):
        trained_genres(engine, ["rock"])
    with pytest.raises(MissingModelError, match=r"train\.py general"):
        trained_genres(Engine(tmp_path), ["all"])
    with pytest.raises(MissingDataError, match=r"preprocess\.py all"):
        summon(tmp_path)
    with pytest.raises(MissingDataError, match=r"preprocess\.py all"):
        shards_of("general", tmp_path)
