"""What something is made from: an uploaded MIDI file, or a take of a song of one's own."""

import re
from dataclasses import dataclass, replace
from typing import Any

from backend.db import Take
from backend.music import midi
from backend.music.score import Score
from backend.services import edited, songs, takes
from backend.services.context import Context
from backend.services.errors import InvalidError, TooLargeError


@dataclass(frozen=True)
class Upload:
    """A file as it was sent."""

    data: bytes
    filename: str


@dataclass(frozen=True)
class Own:
    """A song of the user's; `take` None is the one that is chosen."""

    song_id: str
    take: int | None = None


@dataclass(frozen=True)
class Found:
    """A source that was read; `own` is the take it is, of one's own songs only.

    `mix` are the edits that set its players as loud as they are heard: the notes do not have it.
    """

    data: bytes
    score: Score
    genre: str | None = None
    own: Take | None = None
    mix: tuple[dict[str, Any], ...] = ()


Source = Upload | Own


def read(context: Context, user_id: str, source: Source | None) -> Found:
    """The bytes and the notes of a source; the score has a title.

    Raises:
        InvalidError: there is none.
        NotFoundError: it is not there or not the user's.
        TooLargeError: the file is over the limit.
        UnreadableMIDIError: it is no MIDI file that can be read.
    """
    if source is None:
        raise InvalidError("There is nothing to work on.", "Send a file or a song_id.", "file")
    if isinstance(source, Own):
        song = songs.get(context, user_id, source.song_id)
        take = takes.of(song, source.take)
        base, recorded = context.files.get(take.file_key), song.recording is not None
        data, mix = edited.parted(base, take.edits, recorded=recorded)
        return Found(data, replace(midi.read(data), title=song.title), song.genre, take, mix)
    limit = context.settings.upload_bytes
    if len(source.data) > limit:
        raise TooLargeError(
            f"The file is larger than {limit / 1e6:g} MB.", "Choose a smaller one.", "file"
        )
    score = midi.read(source.data)
    return Found(source.data, replace(score, title=score.title or title_from(source.filename)))


def title_from(filename: str) -> str:
    """A title that people can read, from the name of a file."""
    stem = re.split(r"[\\/]", filename)[-1].rsplit(".", 1)[0]
    words = " ".join(re.sub(r"[_\s]+", " ", stem).split())
    return words[:80] or "Untitled"
