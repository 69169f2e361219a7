"""Parts: some hundred files of a genre encoded into one file, so that a killed run can go on."""

import hashlib
import json
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from backend.music.events import FORMAT, Events
from backend.music.score.score import Rows
from backend.music.training.checkup import Checkup
from backend.music.training.reader import Reader
from backend.music.training.reading import Verdict
from backend.music.training.shard import pack
from backend.music.training.sources import Source, listing_hash

# Files of a part at most; small folders make smaller parts, so that all cores have some.
MOST_FILES, FEWEST_FILES, USUAL_PARTS = 500, 25, 16


@dataclass(frozen=True)
class Part:
    """Some files of a genre and where what was read of them is kept."""

    path: Path
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class PartTables:
    """What a part says about its files without their notes: a row of SONG for each used one."""

    verdicts: tuple[Verdict, ...]
    songs: Rows


def parts_of(sources: Sequence[Source], folder: Path) -> list[Part]:
    """Split files into parts kept in `folder`; other files give parts of other names."""
    size = min(max(len(sources) // USUAL_PARTS, FEWEST_FILES), MOST_FILES)
    parts = []
    for number, start in enumerate(range(0, len(sources), size)):
        own = tuple(sources[start : start + size])
        name = hashlib.sha256(f"{FORMAT} {listing_hash(own)}".encode()).hexdigest()[:12]
        parts.append(Part(folder / f"{number:04d}-{name}.npz", own))
    return parts


def make_part(part: Part, reader: Reader) -> None:
    """Read the files of a part and write it, whole or not at all."""
    verdicts, pieces = [], []
    for reading in reader.read(part.sources):
        verdicts.append(asdict(reading.verdict))
        if reading.piece is not None:
            pieces.append(reading.piece)
    shard = pack("", pieces, [("", "")] * len(pieces), [False] * len(pieces))
    part.path.parent.mkdir(parents=True, exist_ok=True)
    # A name of its own: two machines may come to make the same part.
    with tempfile.NamedTemporaryFile(dir=part.path.parent, delete=False) as file:
        np.savez(
            file,
            verdicts=json.dumps(verdicts),
            songs=shard.songs,
            events=shard.events,
            plan=shard.plan,
        )
    Path(file.name).replace(part.path)


def load_tables(path: Path) -> PartTables:
    """What a part holds, without its events."""
    with np.load(path) as data:
        rows: list[dict[str, Any]] = json.loads(str(data["verdicts"]))
        checkups = [row.pop("checkup") for row in rows]
        verdicts = [
            Verdict(**row, checkup=checkup and Checkup(**checkup))
            for row, checkup in zip(rows, checkups, strict=True)
        ]
        return PartTables(tuple(verdicts), data["songs"])


def load_music(path: Path) -> tuple[Events, Rows]:
    """The events and the plan of a part, its songs end to end."""
    with np.load(path) as data:
        return data["events"], data["plan"]
