"""The one command keeps its children alive, and none of them outlives it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend.jobs.processes import TRIES

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Signals are those of Unix.")

CHILD = """
import os, sys, time
from pathlib import Path
from backend.jobs.processes import follow_parent
follow_parent(lambda: os._exit(0))
with Path(sys.argv[1]).open("a") as file:
    print(os.getpid(), file=file)
time.sleep(float(sys.argv[2]))
"""
PARENT = f"""
import os, sys
from backend.jobs.processes import Child, supervise
child = Child("child", [sys.executable, "-c", {CHILD!r}, *sys.argv[1:]], vital=True)
sys.exit(supervise([child], os.environ))
"""


def alive(pid: int) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False
    return stat.rsplit(")", 1)[1].split()[0] != "Z"


def until(condition: object, seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


class Family:
    """A parent with one child that notes its process id and sleeps."""

    def __init__(self, notes: Path, lives: float) -> None:
        self._notes = notes
        command = [sys.executable, "-c", PARENT, str(notes), str(lives)]
        self.parent = subprocess.Popen(command, stderr=subprocess.PIPE)

    def children(self) -> list[int]:
        return (
            [int(line) for line in self._notes.read_text().split()] if self._notes.exists() else []
        )

    def born(self, count: int) -> int:
        until(lambda: len(self.children()) >= count)
        return self.children()[count - 1]


@pytest.fixture
def family(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Family]:
    family = Family(tmp_path / "notes", getattr(request, "param", 60))
    yield family
    if family.parent.poll() is None:
        family.parent.kill()
    family.parent.communicate()


def test_a_killed_child_is_started_again(family: Family) -> None:
    first = family.born(1)
    os.kill(first, signal.SIGKILL)
    second = family.born(2)
    assert second != first
    assert family.parent.poll() is None


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_child_ends_with_its_parent(family: Family, number: int) -> None:
    child = family.born(1)
    family.parent.send_signal(number)
    assert family.parent.wait(20) == 0
    until(lambda: not alive(child))


def test_the_child_ends_when_its_parent_is_killed(family: Family) -> None:
    child = family.born(1)
    family.parent.kill()
    until(lambda: not alive(child))


@pytest.mark.parametrize("family", [0], indirect=True)
def test_what_cannot_live_is_not_started_for_ever(family: Family) -> None:
    assert family.parent.wait(60) == 1
    assert len(family.children()) == TRIES
