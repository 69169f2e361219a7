"""Processes that belong together: a parent restarts its children, and they end with it."""

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import FrameType

log = logging.getLogger(__name__)

PATIENCE = 5.0  # seconds between asking a child to end and ending it
LOOK = 0.1  # seconds between two looks at the children
STEADY = 10.0  # seconds that a child must live to count as having worked
PAUSES = (0.0, 0.25, 1.0, 3.0, 10.0)  # seconds before a start, by the failures so far
TRIES = 5  # so many starts in a row, and what must live cannot


@dataclass
class Child:
    """A command that shall always run.

    Attributes:
        name: for people.
        command: the program and its arguments.
        vital: whether there is no point in going on without it.
    """

    name: str
    command: Sequence[str]
    vital: bool = False
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    ended: float | None = None
    failures: int = 0

    def start(self, environment: Mapping[str, str]) -> None:
        """Run it, tied to us by a pipe: that closes however we end, even by kill -9."""
        self.started, self.ended = time.monotonic(), None
        self.process = subprocess.Popen(
            self.command,
            stdin=subprocess.PIPE,
            env=environment,
            start_new_session=sys.platform != "win32",  # Ctrl+C reaches us alone, we pass it on
        )

    def keep(self, environment: Mapping[str, str]) -> bool:
        """Start it again if it has ended; False when it is vital and cannot live."""
        now = time.monotonic()
        if self.process is None or self.process.poll() is None:
            if now - self.started > STEADY:
                self.failures = 0
            return True
        if self.ended is None:
            self.ended = now
            self.failures += 1
            log.warning("The %s ended (status %s).", self.name, self.process.returncode)
        if self.vital and self.failures >= TRIES:
            return False
        # At once after the first end, later and later when that does not help.
        pause = PAUSES[min(self.failures, len(PAUSES)) - 1]
        if now - self.ended >= pause:
            self.start(environment)
        return True


def supervise(children: Sequence[Child], environment: Mapping[str, str]) -> int:
    """Run the children until a signal to stop; the exit status is 1 if one of them cannot live."""
    stopping = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    for child in children:
        child.start(environment)
    try:
        while not stopping.wait(LOOK):
            if not all(child.keep(environment) for child in children):
                return 1
    finally:
        _end([c.process for c in children if c.process])
    return 0


def follow_parent(stop: Callable[[], None]) -> None:
    """Call `stop` when the parent is gone; only for a process that was started as a `Child`."""

    def watch() -> None:
        while os.read(0, 1024):
            pass
        stop()

    threading.Thread(target=watch, name="follow-parent", daemon=True).start()


def _end(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        process.terminate()
    until = time.monotonic() + PATIENCE
    for process in processes:
        try:
            process.wait(max(until - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
