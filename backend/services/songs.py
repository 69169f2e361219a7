"""The library: a user's songs, looked up, read and described; nobody else's."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from backend.db import Song
from backend.services import edited, scores, takes
from backend.services.context import Context
from backend.services.errors import InvalidError, MovedError, NotFoundError
from backend.services.times import iso

LONGEST_TITLE = 120
MOST_AT_ONCE = 200  # songs that one request changes


def get(context: Context, user_id: str, song_id: str) -> Song:
    """One of the user's songs.

    Raises:
        NotFoundError: it is not there, not the user's, or in the bin.
    """
    song = context.session.get(Song, song_id)
    if song is None or song.user_id != user_id:
        raise NotFoundError("There is no such song in your library.", "It may have been deleted.")
    if song.deleted_at is not None:
        raise MovedError("This song is in the bin.", "Bring it back in your library.")
    return song


def several(
    context: Context,
    user_id: str,
    song_ids: Sequence[str],
    *,
    binned: bool = False,
    most: int = MOST_AT_ONCE,
) -> list[Song]:
    """Some of the user's songs, in the order asked; of the library, or of the bin.

    Raises:
        NotFoundError, MovedError: one of them is not there.
        InvalidError: none or too many were named.
    """
    wanted = list(dict.fromkeys(song_ids))
    if not 1 <= len(wanted) <= most:
        raise InvalidError(
            "No song is selected." if not wanted else f"{len(wanted)} songs are too many at once.",
            f"Select 1 to {most}.",
            "songs",
        )
    query = select(Song).where(Song.id.in_(wanted), Song.user_id == user_id)
    found = {song.id: song for song in context.session.scalars(query)}
    where = "bin" if binned else "library"
    words = f"One of these songs is not in your {where}."
    if len(found) < len(wanted):
        raise NotFoundError(words, "Load it again.")
    if any((song.deleted_at is not None) != binned for song in found.values()):
        raise MovedError(words, "It was moved in another window.")
    return [found[song_id] for song_id in wanted]


def keys_of(song: Song) -> list[str]:
    """Where the files of a song lie, its source among them."""
    keys = [song.source_key, song.recording_key, *(take.file_key for take in song.takes)]
    return [key for key in keys if key]


def midi_of(
    context: Context, user_id: str, song_id: str, take: int | None = None, *, base: bool = False
) -> bytes:
    """The MIDI file of a take, by default the chosen one; NotFoundError as in `get`.

    It is what is heard: with its edits, without players that are muted; `base` asks for the file
    as it was before all edits.
    """
    found = takes.of(get(context, user_id, song_id), take)
    data = context.files.get(found.file_key)
    return data if base else edited.midi_of(data, found.edits)


def whole_of(context: Context, user_id: str, song_id: str, take: int | None = None) -> bytes:
    """The MIDI file of a take as it is written: with its edits and all players, however mixed."""
    found = takes.of(get(context, user_id, song_id), take)
    return edited.whole(context.files.get(found.file_key), found.edits)


def filename_of(song: Song, take: int | None = None) -> str:
    """A name for the downloaded file that people and every system can read."""
    return f"{stem_of(song.title, take)}.mid"


def stem_of(title: str, which: int | str | None = None) -> str:
    """The same without its ending, of any title; `which` is set behind it."""
    words = "".join(sign if sign.isalnum() or sign in "-_ ()" else " " for sign in title)
    stem = " ".join(words.split())[:80] or "song"
    return stem if which is None else f"{stem} ({which})"


def score_of(
    context: Context, user_id: str, song_id: str, take: int | None = None, *, base: bool = False
) -> dict[str, Any]:
    """The notes of a take as JSON, with its edits unless `base`; else as `midi_of`."""
    found = takes.of(get(context, user_id, song_id), take)
    return scores.drawn(context.files.get(found.file_key), () if base else found.edits)


def source_of(context: Context, user_id: str, song_id: str) -> dict[str, Any]:
    """The notes of what a song was made from, as JSON.

    Raises:
        NotFoundError: there is no such song, or it was made from nothing.
    """
    return scores.drawn(original_of(context, get(context, user_id, song_id)))


def original_of(context: Context, song: Song) -> bytes:
    """The MIDI file that a song was made from.

    Raises:
        NotFoundError: it was made from nothing.
    """
    if song.source_key is None:
        raise NotFoundError("This song was made from nothing.", "Only others have a source.")
    return context.files.get(song.source_key)


def described(song: Song) -> dict[str, Any]:
    """A song as lists show it: with what is known about its chosen take."""
    return {
        "id": song.id,
        "title": song.title,
        "kind": song.kind,
        "genre": song.genre,
        "created_at": iso(song.created_at),
        "edited_at": iso(song.edited_at),
        "played_at": None if song.played_at is None else iso(song.played_at),
        "deleted_at": None if song.deleted_at is None else iso(song.deleted_at),
        "favourite": song.favourite,
        "prompt": song.prompt,
        "mood": song.mood,
        "tags": [{"id": tag.id, "name": tag.name} for tag in song.tags],
        "take": song.chosen,
        "source": song.source_key is not None,
        "recording": (
            {**song.recording, "bytes": song.recording_bytes} if song.recording else None
        ),
        **takes.known(song.take),
    }


def in_full(song: Song) -> dict[str, Any]:
    """A song with all its takes, and which were deleted."""
    return {
        **described(song),
        "takes": [takes.described(song, take) for take in takes.living(song)],
        "deleted_takes": takes.deleted(song),
    }
