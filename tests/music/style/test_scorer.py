"""The style scorer tells styles apart by their notes alone and is read back as it was written."""

import numpy as np
import pytest

from backend import paths
from backend.music import midi
from backend.music.errors import IncompatibleModelError
from backend.music.style.material import material_of_score
from backend.music.style.scorer import SCORER, StyleScorer
from backend.music.training.style import fit
from tests.music.evaluation.pieces import material, pumping, shard, waltzing, with_programs


@pytest.fixture(scope="module")
def scorer() -> StyleScorer:
    return fit(
        [
            shard("electronic", [pumping(seed) for seed in range(8)], held_out=0),
            shard("classical", [waltzing(seed) for seed in range(8)], held_out=0),
        ]
    )


def test_pieces_it_never_heard_are_told_apart(scorer):
    pumps, waltzes = ([material(make(seed)) for seed in (20, 21)] for make in (pumping, waltzing))
    assert (scorer.probabilities(pumps)[:, 0] > 0.8).all()
    assert (scorer.probabilities(waltzes)[:, 1] > 0.8).all()
    assert scorer.probabilities([*pumps, *waltzes]).sum(axis=1) == pytest.approx(1)


def test_instruments_are_not_heard(scorer):
    before = scorer.reached(material(pumping(30)), {"electronic": 1.0})
    after = scorer.reached(material(with_programs(pumping(30), 73)), {"electronic": 1.0})
    assert after == before


def test_a_blend_is_heard_by_its_shares(scorer):
    piece = material(pumping(31))
    both = scorer.reached(piece, {"electronic": 0.25, "classical": 0.75})
    alone = scorer.reached(piece, {"electronic": 1.0})
    assert both == pytest.approx(0.25 * alone + 0.75 * (1 - alone))
    assert scorer.knows({"electronic": 1.0})
    assert not scorer.knows({"electronic": 0.5, "polka": 0.5})


def test_it_is_read_back_as_it_was_written(scorer, tmp_path):
    path = tmp_path / SCORER
    assert StyleScorer.load(path) is None
    scorer.save(path)
    read = StyleScorer.load(path)
    assert read is not None
    piece = [material(pumping(32))]
    assert read.probabilities(piece) == pytest.approx(scorer.probabilities(piece), abs=1e-4)
    assert read.about["songs"] == {"electronic": 8, "classical": 8}


def test_a_damaged_one_is_refused(scorer, tmp_path):
    path = tmp_path / SCORER
    scorer.save(path)
    with np.load(path) as data:
        arrays = dict(data)
    arrays["bias"] = arrays["bias"] + 1
    np.savez(path, **arrays)
    with pytest.raises(IncompatibleModelError, match=r"scripts/style\.py"):
        StyleScorer.load(path)


def test_the_shipped_one_knows_classical_pieces_from_our_own_tunes():
    shipped = StyleScorer.load(paths.MODELS / SCORER)
    assert shipped is not None
    mean = {}
    for demo in sorted((paths.ROOT / "data" / "demos").glob("*.mid")):
        genre = demo.stem.split("-")[0]
        if genre in shipped.genres:
            piece = material_of_score(midi.read(demo.read_bytes()))
            mean.setdefault(genre, []).append(shipped.reached(piece, {genre: 1.0}))
    assert mean
    chance = 1 / len(shipped.genres)
    assert np.mean([np.mean(found) for found in mean.values()]) > 2 * chance
