"""Functions that read files badly, for a reading process to survive."""

import os
import signal
import sys
import time
from pathlib import Path

from backend.music.training.reading import Reading, Verdict, read_source
from backend.music.training.sources import Source


def by_name(source: Source) -> Reading:
    """Do to its process what a file is named after: hang, exit, crash or fail; read the others."""
    match source.path.stem:
        case "hang":
            time.sleep(600)
        case "exit":
            os._exit(3)
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "fail":
            raise RuntimeError("a mistake in the reader")
        case "print":
            sys.stdout.write("something that is no answer\n")
    return read_source(source)


def noting(source: Source) -> Reading:
    """Note in a file of the folder above that a source was read."""
    with (source.path.parent.parent / "read.txt").open("a") as notes:
        notes.write(f"{source.path.name}\n")
    return Reading(Verdict(source.path.name, source.song, "Only noted"))


def ending_its_master_once(source: Source) -> Reading:
    """Kill the process above the reading one at the first try, as a machine that goes down."""
    mark = Path(source.path.parent.parent / "killed")
    if source.path.stem == "song7" and not mark.exists():
        mark.touch()
        os.kill(os.getppid(), signal.SIGKILL)
    return read_source(source)
