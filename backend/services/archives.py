"""Archives: MIDI files of many songs as one zip, made while it is sent."""

import zipfile
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from backend.services import songs
from backend.services.context import Context
from backend.services.pipes import Pipe

MOST = 1000  # songs in one archive


class Entry(NamedTuple):
    """One file of an archive: its name in there, and whose it is."""

    name: str
    song_id: str


def entries(context: Context, user_id: str, song_ids: Sequence[str]) -> list[Entry]:
    """The files of an archive, each under a name of its own. NotFoundError as in `several`."""
    taken: set[str] = set()
    found = []
    for song in songs.several(context, user_id, song_ids, most=MOST):
        stem = songs.stem_of(song.title)
        name, number = f"{stem}.mid", 1
        while name.casefold() in taken:  # some systems know no capitals
            number += 1
            name = f"{stem} - {number}.mid"
        taken.add(name.casefold())
        found.append(Entry(name, song.id))
    return found


def streamed(context: Context, user_id: str, files: Sequence[Entry]) -> Iterator[bytes]:
    """The zip, file by file: no more than one is in memory."""
    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in files:
            archive.writestr(entry.name, songs.midi_of(context, user_id, entry.song_id))
            yield pipe.taken()
    yield pipe.taken()
