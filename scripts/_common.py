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


def target(text: str) -> Path:
    """A file to write, as the type of an option: what is wrong with it is said before the work."""
    path = Path(text)
    if path.is_dir():
        raise argparse.ArgumentTypeError(f"{path} is a folder, name a file in it")
    if not path.parent.is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {path.parent}, make it first")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise argparse.ArgumentTypeError(f"{path} cannot be written, choose another place")
    return path


class Status:
    """One line on stderr that is written over, and ended before anything else is said."""

    is_open = False

    @classmethod
    def show(cls, text: str) -> None:
        """Write over what stood there."""
        print(f"\r{text} ", end="", file=sys.stderr, flush=True)
        cls.is_open = True

    @classmethod
    def end(cls) -> None:
        """Begin a new line, if one is begun."""
        if cls.is_open:
            print(file=sys.stderr, flush=True)
        cls.is_open = False


def main(
    parse: Callable[[], argparse.Namespace], run: Callable[[argparse.Namespace], None]
) -> None:
    """Run a script; what the user can mend becomes one line on stderr and exit code 2."""
    options = parse()
    from backend.music.errors import MusicError

    try:
        run(options)
    except (MusicError, OSError) as fault:
        Status.end()
        print(f"{Path(sys.argv[0]).name}: {fault}", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        Status.end()
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
    Status.show(f"Writing bar {progress.bar} of {progress.bars}{again} ")
    if progress.bar == progress.bars:
        Status.end()
