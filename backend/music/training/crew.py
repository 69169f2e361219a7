"""The crew: makes parts on the cores of this machine, or on a Dask cluster by the same code."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue

from backend.music.errors import MissingDataError
from backend.music.training.parts import Part, make_part
from backend.music.training.reader import SECONDS, Read, Reader
from backend.music.training.reading import read_source

PARTS_A_TASK = 4  # A task of the cluster starts a reader, which takes as long as 100 files.
PATIENCE = 10  # seconds that a scheduler may take to answer
Tick = Callable[[int], None]


def make_here(
    parts: Sequence[Part],
    workers: int,
    tick: Tick,
    read: Read = read_source,
    seconds: float = SECONDS,
) -> None:
    """Make parts side by side, each by a reading process; `tick` gets the files of each part."""
    with ExitStack() as stack:
        idle: SimpleQueue[Reader] = SimpleQueue()
        for _ in range(min(workers, len(parts))):
            idle.put(stack.enter_context(Reader(read, seconds)))

        def make(part: Part) -> Part:
            reader = idle.get()
            try:
                make_part(part, reader)
            finally:
                idle.put(reader)
            return part

        pool = stack.enter_context(ThreadPoolExecutor(max(idle.qsize(), 1)))
        # Whatever ends this early lets the parts go that were not begun.
        stack.callback(pool.shutdown, wait=False, cancel_futures=True)
        for done in as_completed([pool.submit(make, part) for part in parts]):
            tick(len(done.result().sources))


def make_on_cluster(
    parts: Sequence[Part],
    scheduler: str,
    tick: Tick,
    read: Read = read_source,
    seconds: float = SECONDS,
) -> None:
    """Make parts on the workers of a Dask cluster, which see the same folders and this project.

    Raises:
        MissingDataError: Dask or the scheduler is not there, a task failed for good, or the
            workers write where this machine does not see it.
    """
    try:
        from distributed import Client
        from distributed import as_completed as as_finished
    except ImportError as fault:
        raise MissingDataError(
            "--scheduler needs Dask: pip install “dask[distributed]”, here and on the workers."
        ) from fault
    try:
        client = Client(scheduler, timeout=PATIENCE)
    except (OSError, ValueError) as fault:
        raise MissingDataError(
            f"No Dask scheduler answers at {scheduler}. Start one: dask scheduler"
        ) from fault
    whole = [_resolved(part) for part in parts]
    groups = [whole[i : i + PARTS_A_TASK] for i in range(0, len(whole), PARTS_A_TASK)]
    with client:
        tasks = client.map(_make_missing, groups, read=read, seconds=seconds, pure=False)
        for task in as_finished(tasks):
            if task.status != "finished":
                raise MissingDataError(
                    f"The cluster could not read some files: {task.exception()!r}. "
                    "Run the same command again to go on where it stopped."
                )
            tick(task.result())
    unseen = [part.path for part in parts if not part.path.exists()]
    if unseen:
        raise MissingDataError(
            f"{unseen[0]} was made but is not here: --out must be a folder that the workers share."
        )


def _make_missing(parts: Sequence[Part], read: Read, seconds: float) -> int:
    """Make those parts that are not there: a worker that died may have made some; files in all."""
    with Reader(read, seconds) as reader:
        for part in parts:
            if not part.path.exists():
                make_part(part, reader)
    return sum(len(part.sources) for part in parts)


def _resolved(part: Part) -> Part:
    """The part with paths that do not depend on where a worker was started."""
    sources = tuple(replace(s, path=Path(s.path).resolve()) for s in part.sources)
    return Part(part.path.resolve(), sources)
