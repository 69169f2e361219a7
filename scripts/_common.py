"""What every script does the same way: one-line faults with exit code 2, progress bars, JSON."""

import argparse
import contextlib
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from backend.music.generation import Progress

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")


class Parser(argparse.ArgumentParser):
    """Says in one line what is wrong with the arguments, and where the cure stands."""

    def error(self, message: str) -> NoReturn:
        """End with exit code 2."""
        self.exit(2, f"{self.prog}: {message}. See {self.prog} --help\n")


def main(
    parse: Callable[[], argparse.Namespace], run: Callable[[argparse.Namespace], None]
) -> None:
    """Run a script; what the user can mend becomes one line on stderr and exit code 2."""
    options = parse()
    from backend.music.errors import MusicError

    try:
        run(options)
    except (MusicError, OSError) as fault:
        print(f"{Path(sys.argv[0]).name}: {fault}", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        sys.exit(130)


@contextlib.contextmanager
def progress(total: int, name: str) -> Iterator[Callable[..., None]]:
    """A progress bar on stderr; gives the function that moves it on (by one)."""
    from tqdm import tqdm

    with tqdm(total=total, desc=name, unit="file", file=sys.stderr, mininterval=1.0) as bar:
        yield lambda files=1: bar.update(files) and None


def print_json(result: object) -> None:
    """One JSON object as the last line, for other programs."""
    print(json.dumps(result, ensure_ascii=False))


def tell(progress: "Progress") -> None:
    """Count the bars on stderr while a piece is written."""
    again = f" (attempt {progress.take + 1})" if progress.take else ""
    end = "\n" if progress.bar == progress.bars else ""
    text = f"\rWriting bar {progress.bar} of {progress.bars}{again}  "
    print(text, end=end, file=sys.stderr, flush=True)
