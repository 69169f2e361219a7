"""A process that reads files for another, so that a file that hangs or kills it costs itself only.

The parent sends lists of sources and gets a reading a file back, pickled through the pipes of the
child. It is a plain process and no `multiprocessing` one: those of Dask may have no such children.
"""

import contextlib
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from types import TracebackType
from typing import Self

from backend.music.events.warm import warm
from backend.music.training.reading import Reading, Verdict, read_source
from backend.music.training.sources import Source

SECONDS = 60.0  # for one file; the slowest of 6,800 took 0.2
Read = Callable[[Source], Reading]


class Reader:
    """The parent's side: `with Reader() as reader: for reading in reader.read(sources): …`.

    `read` is any function that its module's name leads to; `seconds` is what a file may take.
    """

    def __init__(self, read: Read = read_source, seconds: float = SECONDS) -> None:
        self._order = (read, seconds)
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._child is not None:
            self._child.kill()
            self._end(self._child)

    def read(self, sources: Sequence[Source]) -> Iterator[Reading]:
        """One reading a source, in order; a source that the child dies of is dropped."""
        done = 0
        while done < len(sources):
            child = self._child or self._start()
            try:
                _send(child, sources[done:])
                for _ in sources[done:]:
                    yield _receive(child)
                    done += 1
            except (EOFError, BrokenPipeError, pickle.UnpicklingError):
                source, status = sources[done], self._end(child)
                yield Reading(Verdict(source.path.name, source.song, _reason(status)))
                done += 1

    def _start(self) -> subprocess.Popen[bytes]:
        """A child that is ready.

        Raises:
            ChildProcessError: it did not come up; what it said stands on stderr.
        """
        places = [place for place in sys.path if place]
        program = f"import sys; sys.path[:] = {places!r}; from {__name__} import serve; serve()"
        child = subprocess.Popen(
            [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        try:
            _send(child, self._order)
            _receive(child)
        except (EOFError, BrokenPipeError) as fault:
            status = self._end(child)
            raise ChildProcessError(
                f"The process that reads files did not start (exit status {status}); "
                "what it said stands above."
            ) from fault
        self._child = child
        return child

    def _end(self, child: subprocess.Popen[bytes]) -> int:
        self._child = None
        for pipe in (child.stdin, child.stdout):
            with contextlib.suppress(BrokenPipeError):
                if pipe:
                    pipe.close()
        return child.wait()


def _send(child: subprocess.Popen[bytes], message: object) -> None:
    assert child.stdin
    child.stdin.write(pickle.dumps(message))
    child.stdin.flush()


def _receive(child: subprocess.Popen[bytes]) -> Reading:
    assert child.stdout
    reading: Reading = pickle.load(child.stdout)  # noqa: S301 — from a process of our own
    return reading


def _reason(status: int) -> str:
    if status == -signal.SIGALRM:
        return "Took too long to read"
    how = f"signal {-status}" if status < 0 else f"exit status {status}"
    return f"Ended the process that read it ({how})"


def serve() -> None:
    """The child's side: read what is sent until the parent is gone."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # What else is printed must not come between the answers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent.
    read, seconds = pickle.load(sys.stdin.buffer)  # noqa: S301 — from our own parent
    warm()  # Compiling must not count as time that a file takes.
    with contextlib.suppress(EOFError, BrokenPipeError):
        _answer(answers.fileno(), None)
        while True:
            for source in pickle.load(sys.stdin.buffer):  # noqa: S301
                # The system's own clock ends the process, even where Python never gets a turn.
                signal.setitimer(signal.ITIMER_REAL, seconds)
                try:
                    reading = read(source)
                finally:
                    signal.setitimer(signal.ITIMER_REAL, 0)
                _answer(answers.fileno(), reading)


def _answer(pipe: int, message: object) -> None:
    """Write a message whole."""
    rest = memoryview(pickle.dumps(message))
    while rest:
        rest = rest[os.write(pipe, rest) :]
