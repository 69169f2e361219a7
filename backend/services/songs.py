"""The library: a user's songs, listed, read, renamed and deleted; nobody else's."""

from typing import Any, NamedTuple

from sqlalchemy import select, tuple_

from backend.db import Song
from backend.music import midi
from backend.music.score.json import as_json
from backend.music.theory.parts import with_roles
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


def rename(context: Context, user_id: str, song_id: str, title: str) -> Song:
    """Give a song another title.

    Raises:
        NotFoundError: it is not there or not the user's.
        InvalidError: the title is empty or too long.
    """
    song = get(context, user_id, song_id)
    title = " ".join(title.split())
    if not 1 <= len(title) <= LONGEST_TITLE:
        raise InvalidError(
            f"A title has 1 to {LONGEST_TITLE} characters.", "Write another one.", "title"
        )
    song.title = title
    context.session.commit()
    return song


def delete(context: Context, user_id: str, song_id: str) -> None:
    """Take a song and its files away for good.

    Raises:
        NotFoundError: it is not there or not the user's.
    """
    song = get(context, user_id, song_id)
    keys = [song.file_key, song.source_key]
    context.session.delete(song)
    context.session.commit()
    for key in keys:
        if key:
            context.files.delete(key)


def midi_of(context: Context, user_id: str, song_id: str) -> bytes:
    """The MIDI file of a song; NotFoundError as in `get`."""
    return context.files.get(get(context, user_id, song_id).file_key)


def filename_of(song: Song) -> str:
    """A name for the downloaded file that people and every system can read."""
    words = "".join(sign if sign.isalnum() or sign in "-_ ()" else " " for sign in song.title)
    return (" ".join(words.split())[:80] or "song") + ".mid"


def score_of(context: Context, user_id: str, song_id: str) -> dict[str, Any]:
    """The notes of a song as JSON; NotFoundError as in `get`."""
    return as_json(with_roles(midi.read(midi_of(context, user_id, song_id))))


def source_of(context: Context, user_id: str, song_id: str) -> dict[str, Any]:
    """The notes of the upload that a song is a restyle of, as JSON.

    Raises:
        NotFoundError: there is no such song, or it is no restyle.
    """
    song = get(context, user_id, song_id)
    if song.source_key is None:
        raise NotFoundError("This song was not made from an upload.", "Only restyles have one.")
    return as_json(with_roles(midi.read(context.files.get(song.source_key))))


def described(song: Song) -> dict[str, Any]:
    """A song as the pages and the API show it."""
    facts = song.facts
    return {
        "id": song.id,
        "title": song.title,
        "kind": song.kind,
        "genre": song.genre,
        "created_at": iso(song.created_at),
        **{name: facts.get(name) for name in ("key", "tempo", "metre", "bars", "seconds", "seed")},
        **{name: facts.get(name, []) for name in ("players", "certificate", "opening")},
        **{name: facts.get(name, {}) for name in ("report", "recipe")},
    }


def _parse(cursor: str) -> tuple[float, str]:
    moment, _, song_id = cursor.partition("_")
    try:
        return float(moment), song_id
    except ValueError as error:
        raise InvalidError(
            "That page is not there.", "Begin at the first one.", "cursor"
        ) from error
