"""The melody index of a genre: what its training songs sing, in numbers that hold no note.

`model/<genre>/originality.npz` has for every note of every training song's line the window that
begins there (`line.windows_of`) and the bar, and for every song its file's name. That is enough to
find a shared passage and to follow it to its exact end, because neighbouring windows overlap; so
no window is thinned out, as winnowing (Schleimer et al. 2003) would, and no interval is stored.
A hash of 15 bits for six steps cannot be read backwards, but it is no secret either: who guesses a
tune can check it, and no index can do its work without allowing that.
"""

import io
import json
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from backend.music.errors import IncompatibleModelError
from backend.music.generation.line import STEPS, Windows

INDEX = "originality.npz"
FORMAT = 1  # raise it whenever a window of the same notes gets another number
# What reading raises, depending on which byte of an archive is wrong.
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, EOFError, KeyError, OSError, RuntimeError, TypeError,
    ValueError,
)  # fmt: skip


@dataclass(frozen=True)
class MelodyIndex:
    """The lines of a genre's training songs, end to end.

    `names` are file stems (songs,); `notes` (songs,) says how long each line is; `windows` and
    `bars` (all notes,), bars counted from 0 within the song as it was learnt, that is without
    silence before its first note.
    """

    genre: str
    names: tuple[str, ...]
    notes: npt.NDArray[np.int64]
    windows: Windows
    bars: npt.NDArray[np.int64]


def save_index(index: MelodyIndex, path: Path) -> None:
    """Write an index whole or not at all; the same index gives the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    header = {"format": FORMAT, "steps": STEPS, "genre": index.genre, "names": index.names}
    firsts = np.cumsum(index.notes) - index.notes
    ahead = np.diff(index.bars, prepend=0)  # Bars as steps are almost all 0 and 1.
    ahead[firsts] = index.bars[firsts]
    partial = path.with_suffix(".part.npz")
    np.savez_compressed(
        partial,
        header=json.dumps(header),
        notes=index.notes.astype(np.uint16),
        windows=index.windows,
        ahead=ahead.astype(np.uint16),
    )
    partial.replace(path)


def load_index(path: Path) -> MelodyIndex:
    """Read an index back.

    Raises:
        IncompatibleModelError: it is damaged or of another version.
    """
    cure = f"Make it again: python scripts/index.py {path.parent.name}"
    stored = io.BytesIO(path.read_bytes())
    try:
        with np.load(stored) as data:
            header = json.loads(str(data["header"]))
            notes, windows = data["notes"].astype(np.int64), data["windows"]
            ahead = data["ahead"].astype(np.int64)
            version = (header["format"], header["steps"])
            genre, names = str(header["genre"]), tuple(map(str, header["names"]))
    except _DAMAGE as error:
        raise IncompatibleModelError(f"{path} is damaged ({error}). {cure}") from error
    if version != (FORMAT, STEPS):
        raise IncompatibleModelError(f"{path} is an index of another version. {cure}")
    if not len(names) == len(notes) or not notes.sum() == len(windows) == len(ahead):
        raise IncompatibleModelError(f"{path} is damaged (its parts do not agree). {cure}")
    total = np.append(0, np.cumsum(ahead))
    before = np.repeat(total[np.cumsum(notes) - notes], notes)
    return MelodyIndex(genre, names, notes, windows, total[1:] - before)
