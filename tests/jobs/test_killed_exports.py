"""kill -9 in the middle of a rendering: it is done again, and nobody ever gets half a file."""

import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import soundfile
from sqlalchemy.orm import Session, sessionmaker

from backend.db import Job
from backend.settings import Settings
from tests.conftest import Person
from tests.web.makers import generate

# A worker that has written half of a file stays there for as long as the file “hold” lies beside.
WORKER = """
import sys, time
from pathlib import Path
from backend.music.audio import rendering
from backend.settings import Settings
from backend.worker import create_worker
from tests.fakes import FakeComposer

hold, write = Path(sys.argv[1]), rendering.write_sound

def halfway(path, *rest, **more):
    if hold.exists():
        write(path, *rest, **more)
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
        (hold.parent / "halfway").touch()
    while hold.exists():
        time.sleep(0.05)
    write(path, *rest, **more)

rendering.write_sound = halfway
create_worker(Settings.from_environment(), FakeComposer()).work()
"""
PATIENCE = 120.0  # seconds; a state comes sooner on any machine


def until(there: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not there():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.fixture
def start(settings: Settings, tmp_path: Path) -> Iterator[Callable[[], "subprocess.Popen[bytes]"]]:
    running: list[subprocess.Popen[bytes]] = []

    def begin() -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-c", WORKER, str(tmp_path / "hold")]
        running.append(subprocess.Popen(command, env=settings.environment()))
        return running[-1]

    yield begin
    for process in running:
        process.kill()
        process.wait()


@pytest.mark.skipif(sys.platform == "win32", reason="Signals are those of Unix.")
def test_a_killed_rendering_is_done_again_and_no_half_file_is_served(
    ada: Person,
    start: Callable[[], "subprocess.Popen[bytes]"],
    sessions: sessionmaker[Session],
    settings: Settings,
    tmp_path: Path,
) -> None:
    def state(job_id: str) -> tuple[str, int]:
        with sessions() as session:
            job = session.get_one(Job, job_id)
            return job.state, job.attempts

    (tmp_path / "hold").touch()
    first = start()
    song_job = generate(ada, genre="slow", bars=4)["id"]
    until(lambda: state(song_job)[0] == "done")
    song = ada.get(f"/api/v1/jobs/{song_job}").json["job"]["song_id"]
    address = f"/api/v1/songs/{song}/takes/1/exports"
    asked = ada.send("POST", address, json={"kind": "wav16"})
    job_id = asked.json["job"]["id"]
    until((tmp_path / "halfway").exists)
    # Half of it lies on the disk; it is in nobody's hands.
    (half,) = settings.instance.glob("job-*/out.wav")
    assert half.stat().st_size > 10_000
    assert ada.get(f"{address}/wav16").status_code == 404
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    assert ada.get(f"{address}/wav16").status_code == 404
    assert half.exists()
    (tmp_path / "hold").unlink()
    start()
    until(lambda: state(job_id)[0] == "done")
    assert state(job_id)[1] > 1  # done again, by another than the first
    response = ada.get(f"{address}/wav16", buffered=True)
    assert response.status_code == 200
    assert len(response.data) == int(response.headers["Content-Length"])
    assert soundfile.info(io.BytesIO(response.data)).duration > 2
    # What the dead one left is gone, and so is the copy of the notes.
    assert not list(settings.instance.glob("job-*"))
    assert [path.suffix for path in (settings.songs / "exports").iterdir()] == [".wav"]
    again = ada.send("POST", address, json={"kind": "wav16"})
    assert again.json["ready"]
