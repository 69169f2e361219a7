"""The server and the worker need no TensorFlow, and the one command keeps both alive."""

import http.client
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from backend.settings import Settings

# Whoever tries to import these is named; nothing above the network may need them.
WITHOUT_TENSORFLOW = """
import sys

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("tensorflow", "keras", "music21", "matplotlib", "scipy"):
            raise ImportError(f"{name} is wanted while serving")

sys.meta_path.insert(0, Refuse())
from backend.app import create_app
from backend.commands import prepare
from backend.services.engine import EngineComposer
from backend.settings import Settings
from backend.worker import create_worker, main

settings = Settings.from_environment()
prepare(settings)
client = create_app(settings).test_client()
for address in ("/", "/sign-in", "/api/v1/health", "/api/v1/models", "/api/openapi.json"):
    assert client.get(address).status_code == 200, address
composer = EngineComposer(settings.models)
create_worker(settings, composer)
genres = [card["genre"] for card in composer.cards()]
if genres:
    composer.load()
    request = composer.checked_generation({"genre": genres[0], "bars": 4, "seed": 1})
    composer.compose(request, lambda _: None, lambda: False)
heavy = {"tensorflow", "keras", "torch", "jax"} & {name.split(".")[0] for name in sys.modules}
assert not heavy, heavy
print("served", len(genres))
"""


def test_serving_and_composing_import_no_tensorflow(tmp_path: Path) -> None:
    settings = Settings(instance=tmp_path / "instance")
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_TENSORFLOW],
        env=settings.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("served")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Studio:
    """The one command, on a port of its own, with no model."""

    def __init__(self, folder: Path) -> None:
        self.instance = folder / "instance"
        self.port = free_port()
        environment = Settings(instance=self.instance, models=folder / "none").environment()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "backend", "--port", str(self.port)],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, Any]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, named)
        response = connection.getresponse()
        data = json.loads(response.read())
        connection.close()
        return response.status, data

    def health(self) -> dict[str, Any]:
        try:
            return self.ask("GET", "/api/v1/health")[1]
        except OSError:
            return {}

    def workers(self) -> set[int]:
        with sqlite3.connect(self.instance / "cadenza.sqlite3") as connection:
            names = [row[0] for row in connection.execute("SELECT id FROM workers")]
        connection.close()
        return {int(name.split("-")[-2]) for name in names}


def until(condition: Any, seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "It took too long."
        time.sleep(0.05)


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    studio = Studio(tmp_path)
    yield studio
    if studio.process.poll() is None:
        studio.process.terminate()
    studio.process.communicate(timeout=30)


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is of Unix.")
def test_the_command_serves_survives_a_killed_worker_and_ends_whole(studio: Studio) -> None:
    until(lambda: studio.health().get("worker"))
    assert studio.health()["models"] == 0
    (first,) = studio.workers()
    os.kill(first, signal.SIGKILL)
    until(lambda: studio.workers() - {first})
    assert studio.health()["status"] == "ok"

    # A large upload is answered, not cut off, and the server goes on.
    status, answer = studio.ask(
        "POST",
        "/api/v1/restyles",
        bytes(50_000_000),
        Content_Type="multipart/form-data; boundary=x",
    )
    assert (status, answer["error"]["code"]) == (401, "sign_in_needed")
    assert studio.health()["status"] == "ok"

    second = (studio.workers() - {first}).pop()
    studio.process.kill()
    until(lambda: not studio.health())
    until(lambda: not Path(f"/proc/{second}").exists() if Path("/proc").exists() else True)
    assert b"Cadenza is at http://127.0.0.1" in studio.process.communicate()[0]


def test_a_taken_port_is_named_with_its_cure(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "backend", "--port", str(port)],
            env=Settings(instance=tmp_path / "instance").environment(),
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr == f"Port {port} is taken. Choose another: make run PORT={port + 1}\n"
    assert not (tmp_path / "instance").exists()
