"""The library: a user's songs, listed, read, changed and deleted; nobody else's."""

from typing import Any, NamedTuple

from sqlalchemy import select, tuple_

from backend.db import Song
from backend.services import catalogue, edited, scores, takes
from backend.services.context import Context
from backend.services.errors import InvalidError, NotFoundError
from backend.services.times import iso

PAGE, MOST = 50, 100  # songs in a page by default, and at most
LONGEST_TITLE = 120


class Page(NamedTuple):
    """Some songs, and where the next ones begin (None after the last)."""

    songs: list[dict[str, Any]]
    next_cursor: str | None


def listed(context: Context, user_id: str, cursor: str | None = None, limit: int = PAGE) -> Page:
    """A user's songs, newest first, from `cursor` on.

    Raises:
        InvalidError: the cursor is not one that an earlier page gave.
    """
    limit = max(1, min(limit, MOST))
    query = select(Song).where(Song.user_id == user_id)
    if cursor:
        query = query.where(tuple_(Song.created_at, Song.id) < tuple_(*_parse(cursor)))
    query = query.order_by(Song.created_at.desc(), Song.id.desc()).limit(limit + 1)
    songs = list(context.session.scalars(query))
    more = len(songs) > limit
    last = songs[limit - 1] if more else None
    return Page(
        [described(song) for song in songs[:limit]],
        f"{last.created_at!r}_{last.id}" if last else None,
    )


def get(context: Context, user_id: str, song_id: str) -> Song:
    """One of the user's songs.

    Raises:
        NotFoundError: it is not there or not the user's.
    """
    song = context.session.get(Song, song_id)
    if song is None or song.user_id != user_id:
        raise NotFoundError("There is no such song in your library.", "It may have been deleted.")
    return song


def change(
    context: Context, user_id: str, song_id: str, title: str | None = None, take: int | None = None
) -> Song:
    """Give a song another title, or choose another of its takes; None changes nothing.

    Raises:
        NotFoundError: it is not there or not the user's, or has no such take.
        InvalidError: the title is empty or too long.
    """
    song = get(context, user_id, song_id)
    if title is not None:
        song.title = _title(title)
        catalogue.enter(song)
    if take is not None and take != song.chosen:
        song.chosen = takes.of(song, take).number
        catalogue.touch(song)
    context.session.commit()
    return song


def delete(context: Context, user_id: str, song_id: str) -> None:
    """Take a song and its files away for good.

    Raises:
        NotFoundError: it is not there or not the user's.
    """
    song = get(context, user_id, song_id)
    keys = [song.source_key, *(take.file_key for take in song.takes)]
    context.session.delete(song)
    context.session.commit()
    for key in keys:
        if key:
            context.files.delete(key)


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


def filename_of(song: Song, take: int | None = None) -> str:
    """A name for the downloaded file that people and every system can read."""
    words = "".join(sign if sign.isalnum() or sign in "-_ ()" else " " for sign in song.title)
    stem = " ".join(words.split())[:80] or "song"
    return f"{stem}.mid" if take is None else f"{stem} ({take}).mid"


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
    song = get(context, user_id, song_id)
    if song.source_key is None:
        raise NotFoundError("This song was made from nothing.", "Only others have a source.")
    return scores.drawn(context.files.get(song.source_key))


def described(song: Song) -> dict[str, Any]:
    """A song as lists show it: with what is known about its chosen take."""
    return {
        "id": song.id,
        "title": song.title,
        "kind": song.kind,
        "genre": song.genre,
        "created_at": iso(song.created_at),
        "take": song.chosen,
        "source": song.source_key is not None,
        **takes.known(song.take),
    }


def in_full(song: Song) -> dict[str, Any]:
    """A song with all its takes."""
    return {**described(song), "takes": [takes.described(take) for take in song.takes]}


def _title(text: str) -> str:
    title = " ".join(text.split())
    if not 1 <= len(title) <= LONGEST_TITLE:
        raise InvalidError(
            f"A title has 1 to {LONGEST_TITLE} characters.", "Write another one.", "title"
        )
    return title


def _parse(cursor: str) -> tuple[float, str]:
    moment, _, song_id = cursor.partition("_")
    try:
        return float(moment), song_id
    except ValueError as error:
        raise InvalidError(
            "That page is not there.", "Begin at the first one.", "cursor"
        ) from error
