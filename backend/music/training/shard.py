"""Shards: encoded songs of one genre packed into one file that training reads in one go."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from backend.music.errors import IncompatibleModelError, MissingDataError
from backend.music.events import EVENT, FORMAT, EncodedScore, Events
from backend.music.events.encoded import PLAN, laid_out
from backend.music.lstm.inputs import GENRES
from backend.music.score import Key, Role
from backend.music.score.score import Rows
from backend.music.style.material import Material, material_of_piece

# One row a song: where its events and bars lie, and the header the network is told.
SONG = np.dtype(
    [
        ("first_event", "<i8"),
        ("events", "<i8"),
        ("first_bar", "<i8"),
        ("bars", "<i8"),
        ("minor", "?"),
        ("tempo_step", "u1"),
        ("bpm", "<f4"),
        ("held_out", "?"),
        ("programs", "u1", (13,)),
    ]
)
NO_PROGRAM = 255


@dataclass(frozen=True)
class Shard:
    """The songs of one genre. `names` are (file name, song id); see SONG, EVENT and PLAN."""

    genre: str
    songs: Rows
    events: Events
    plan: Rows
    names: tuple[tuple[str, str], ...]

    def select(self, held_out: bool) -> npt.NDArray[np.int64]:
        """The indices of the songs kept from training (or those trained on)."""
        return np.flatnonzero(self.songs["held_out"] == held_out)


def pack(
    genre: str,
    pieces: Sequence[EncodedScore],
    names: Sequence[tuple[str, str]],
    held_out: Sequence[bool],
) -> Shard:
    """Put encoded songs end to end."""
    songs = np.zeros(len(pieces), SONG)
    songs["events"] = [len(p.events) for p in pieces]
    songs["bars"] = [len(p.plan) for p in pieces]
    songs["first_event"] = np.cumsum(songs["events"]) - songs["events"]
    songs["first_bar"] = np.cumsum(songs["bars"]) - songs["bars"]
    songs["minor"] = [p.key.minor for p in pieces]
    songs["tempo_step"] = [p.tempo_step for p in pieces]
    songs["bpm"] = [p.bpm for p in pieces]
    songs["held_out"] = held_out
    songs["programs"] = NO_PROGRAM
    for row, piece in zip(songs, pieces, strict=True):
        for role, program in piece.programs.items():
            row["programs"][role] = program
    events = np.concatenate([np.zeros(0, EVENT), *(p.events for p in pieces)])
    plan = np.concatenate([np.zeros(0, PLAN), *(p.plan for p in pieces)])
    return Shard(genre, songs, events, plan, tuple(names))


def save_shard(shard: Shard, path: Path) -> None:
    """Write a shard whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    header = {"format": FORMAT, "genre": shard.genre, "names": shard.names}
    partial = path.with_suffix(".part.npz")
    np.savez_compressed(
        partial, header=json.dumps(header), songs=shard.songs, events=shard.events, plan=shard.plan
    )
    partial.replace(path)


def load_shard(path: Path) -> Shard:
    """Read a shard back.

    Raises:
        MissingDataError: there is none.
        IncompatibleModelError: it was made for another event format.
    """
    if not path.exists():
        raise MissingDataError(
            f"No events at {path}. Make them first: python scripts/preprocess.py {path.stem}"
        )
    with np.load(path) as data:
        header = json.loads(str(data["header"]))
        if header["format"] != FORMAT:
            raise IncompatibleModelError(
                f"{path} holds events of format {header['format']}, this version reads {FORMAT}. "
                f"Run python scripts/preprocess.py {header['genre']} --fresh"
            )
        names = tuple((str(a), str(b)) for a, b in header["names"])
        return Shard(header["genre"], data["songs"], data["events"], data["plan"], names)


def piece_of(shard: Shard, index: int, ticks_per_quarter: int = 480) -> EncodedScore:
    """A song of a shard as it was encoded: in its normal key, its bars from tick 0 on."""
    row = shard.songs[index]
    plan = shard.plan[row["first_bar"] :][: row["bars"]]
    return EncodedScore(
        events=shard.events[row["first_event"] :][: row["events"]],
        plan=laid_out(plan, ticks_per_quarter),
        key=Key(9 if row["minor"] else 0, bool(row["minor"])),
        bpm=float(row["bpm"]),
        programs={r: int(p) for r, p in zip(Role, row["programs"], strict=True) if p != NO_PROGRAM},
        ticks_per_quarter=ticks_per_quarter,
    )


def material_of_song(shard: Shard, index: int) -> Material:
    """A song of a shard, laid flat."""
    return material_of_piece(piece_of(shard, index))


def shards_of(genre: str, folder: Path) -> list[Shard]:
    """The songs that a model is about: its genre's, and all of them for the general one.

    Raises:
        MissingDataError: an unknown genre, or no events.
    """
    if genre not in GENRES:
        raise MissingDataError(f"“{genre}” is not a genre. There are: {', '.join(GENRES)}.")
    if genre != "general":
        return [load_shard(folder / f"{genre}.npz")]
    paths = [folder / f"{g}.npz" for g in GENRES if (folder / f"{g}.npz").exists()]
    if not paths:
        raise MissingDataError(
            f"No events in {folder}. Make them: python scripts/preprocess.py all"
        )
    return [load_shard(p) for p in paths]
