"""Files that hang or kill the process that reads them cost themselves and nothing else."""

import pytest

from backend.music import midi
from backend.music.training.reader import Reader
from backend.music.training.reading import read_source
from backend.music.training.sources import Source, sources_of
from tests.music.scores import band
from tests.music.training import readers


@pytest.fixture
def sources(tmp_path):
    """Files named after what `readers.by_name` does at each of them, good ones between."""
    folder = tmp_path / "jazz"
    folder.mkdir()
    for name in ("a", "crash", "exit", "fail", "hang", "print", "z"):
        (folder / f"{name}.mid").write_bytes(midi.write(band()))
    return sources_of(folder)


def test_a_reader_reads_as_if_there_were_no_other_process(sources):
    with Reader() as reader:
        readings = list(reader.read(sources))
    assert [r.verdict for r in readings] == [read_source(s).verdict for s in sources]
    assert all((r.piece.events == read_source(sources[0]).piece.events).all() for r in readings)


def test_a_file_that_hangs_or_kills_costs_only_itself(sources, capfd):
    with Reader(readers.by_name, seconds=1.5) as reader:
        verdicts = {r.verdict.name: r.verdict.dropped for r in reader.read(sources)}
        again = [r.verdict.dropped for r in reader.read(sources[:1])]
    assert verdicts == {
        "a.mid": "",
        "crash.mid": "Ended the process that read it (signal 11)",
        "exit.mid": "Ended the process that read it (exit status 3)",
        "fail.mid": "Ended the process that read it (exit status 1)",
        "hang.mid": "Took too long to read",
        "print.mid": "",
        "z.mid": "",
    }
    assert again == [""]
    assert "a mistake in the reader" in capfd.readouterr().err  # Nothing is swallowed.


def test_the_process_ends_with_its_reader(sources):
    with Reader() as reader:
        next(reader.read(sources))
        child = reader._child
        assert child.poll() is None
    assert child.poll() is not None


def test_a_reader_that_cannot_start_says_so(monkeypatch, capfd):
    monkeypatch.setattr("backend.music.training.reader.__name__", "backend.music.no_such_room")
    with Reader() as reader, pytest.raises(ChildProcessError, match="did not start"):
        list(reader.read([Source(None, "")]))
    assert "no_such_room" in capfd.readouterr().err
