"""The same parts on a Dask cluster, one of whose machines goes down."""

import pytest

from backend.music import midi
from backend.music.errors import MissingDataError
from backend.music.training import corpus, crew, parts, shard
from backend.music.training.sources import sources_of
from tests.music.scores import band
from tests.music.training import readers

distributed = pytest.importorskip("distributed", reason="needs the packages of requirements-dev")


@pytest.fixture
def sources(tmp_path):
    """Thirty songs: two parts."""
    folder = tmp_path / "midi" / "jazz"
    folder.mkdir(parents=True)
    for i in range(30):
        (folder / f"song{i}.mid").write_bytes(midi.write(band(5 + i)))
    return sources_of(folder)


@pytest.fixture
def cluster():
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        yield cluster.scheduler_address


@pytest.mark.slow
def test_a_cluster_makes_the_same_shard(sources, cluster, tmp_path):
    done = []
    corpus.make("jazz", sources, tmp_path / "there", scheduler=cluster, tick=done.append)
    corpus.make("jazz", sources, tmp_path / "here", workers=1)
    there, here = (shard.load_shard(tmp_path / n / "jazz.npz") for n in ("there", "here"))
    assert sum(done) == 30
    assert there.names == here.names
    assert (there.events == here.events).all()


@pytest.mark.slow
def test_a_worker_that_dies_is_replaced(sources, cluster, tmp_path):
    found = parts.parts_of(sources, tmp_path / "jazz.parts")
    crew.make_on_cluster(found, cluster, lambda _: None, readers.ending_its_master_once)
    assert (tmp_path / "midi" / "killed").exists()
    verdicts = [v for part in found for v in parts.load_tables(part.path).verdicts]
    assert [v.name for v in verdicts] == [s.path.name for s in sources]
    assert not any(v.dropped for v in verdicts)


def test_no_scheduler_says_the_cure(sources, tmp_path, monkeypatch):
    monkeypatch.setattr(crew, "PATIENCE", 0.5)
    with pytest.raises(MissingDataError, match="Start one: dask scheduler"):
        corpus.make("jazz", sources, tmp_path, scheduler="tcp://127.0.0.1:9")


def test_no_dask_says_the_cure(sources, tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(MissingDataError, match=r"pip install “dask\[distributed\]”"):
        corpus.make("jazz", sources, tmp_path, scheduler="tcp://127.0.0.1:9")
