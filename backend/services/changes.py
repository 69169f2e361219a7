"""Changes of a user's songs and their takes: titles, stars, names, which take counts."""

import time
from collections.abc import Sequence

from backend.db import Song
from backend.services import catalogue, placards, songs, takes
from backend.services.context import Context
from backend.services.texts import one_line


def change(
    context: Context,
    user_id: str,
    song_id: str,
    title: str | None = None,
    take: int | None = None,
    favourite: bool | None = None,
) -> Song:
    """Give a song another title, choose another of its takes, star it; None changes nothing.

    Raises:
        NotFoundError: it is not there or not the user's, or has no such take.
        InvalidError: the title is empty or too long.
    """
    song = songs.get(context, user_id, song_id)
    if favourite is not None:
        song.favourite = favourite
    if title is not None:
        song.title = one_line(title, "A title", songs.LONGEST_TITLE, "title")
        catalogue.enter(song)
        placards.of_song(context.session, song)
    if take is not None and take != song.chosen:
        song.chosen = takes.of(song, take).number
        catalogue.touch(song)
        placards.redraw(context.session, context.files, song)
    context.session.commit()
    return song


def favour(context: Context, user_id: str, song_ids: Sequence[str], *, favourite: bool) -> None:
    """Make songs favourites, or none; raises as `songs.several`."""
    for song in songs.several(context, user_id, song_ids):
        song.favourite = favourite
    context.session.commit()


def change_take(
    context: Context,
    user_id: str,
    song_id: str,
    number: int,
    name: str | None = None,
    starred: bool | None = None,
) -> Song:
    """Name or star a take; None changes nothing. Raises as `takes.of` and `takes.name`."""
    song = songs.get(context, user_id, song_id)
    take = takes.of(song, number)
    if name is not None:
        takes.name(take, name)
    if starred is not None:
        take.starred = starred
    context.session.commit()
    return song


def delete_take(context: Context, user_id: str, song_id: str, number: int) -> Song:
    """Hide a take until it is brought back or 30 days are over; raises as `takes.delete`."""
    song = songs.get(context, user_id, song_id)
    takes.delete(song, takes.of(song, number))
    catalogue.enter(song)
    placards.redraw(context.session, context.files, song)
    context.session.commit()
    return song


def restore_take(context: Context, user_id: str, song_id: str, number: int) -> Song:
    """Bring a deleted take back; raises as `takes.restore`."""
    song = songs.get(context, user_id, song_id)
    takes.restore(song, number)
    context.session.commit()
    return song


def played(context: Context, user_id: str, song_id: str) -> None:
    """Note that a song is being played now. NotFoundError as in `songs.get`."""
    songs.get(context, user_id, song_id).played_at = time.time()
    context.session.commit()
