"""Tags: made, renamed, taken away, hung on songs and taken off them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from backend.db import Song, Tag, song_tags
from backend.services import songs
from backend.services.catalogue import folded
from backend.services.context import Context
from backend.services.errors import InvalidError, NotFoundError
from backend.services.texts import one_line

LONGEST = 40  # characters
MOST = 200  # tags of one user


def get(context: Context, user_id: str, tag_id: str) -> Tag:
    """One of the user's tags.

    Raises:
        NotFoundError: it is not there or not the user's.
    """
    tag = context.session.get(Tag, tag_id)
    if tag is None or tag.user_id != user_id:
        raise NotFoundError("There is no such tag of yours.", "It may have been taken away.")
    return tag


def listed(context: Context, user_id: str) -> list[dict[str, Any]]:
    """A user's tags in order of their names, each with how many songs hang under it."""
    execute, tag_id = context.session.execute, song_tags.c.tag_id
    rows = execute(
        select(Tag.id, Tag.name, func.count(tag_id))
        .outerjoin(song_tags, tag_id == Tag.id)
        .where(Tag.user_id == user_id)
        .group_by(Tag.id, Tag.name, Tag.folded)
        .order_by(Tag.folded)
    )
    # Those in the bin are few: taking them off is faster than looking at every song that hangs.
    binned: dict[str, int] = dict(list(execute(
        select(tag_id, func.count())
        .join(Song, Song.id == song_tags.c.song_id)
        .where(Song.user_id == user_id, Song.deleted_at.is_not(None))
        .group_by(tag_id)
    )))  # fmt: skip
    return [
        {"id": tag, "name": name, "songs": hung - binned.get(tag, 0)} for tag, name, hung in rows
    ]


def make(context: Context, user_id: str, name: str) -> Tag:
    """The tag of this name; made if there is none. InvalidError: no name, or too many tags."""
    tag = _found(context, user_id, name) or _new(context, user_id, name)
    context.session.commit()
    return tag


def rename(context: Context, user_id: str, tag_id: str, name: str) -> Tag:
    """Give a tag another name.

    Raises:
        NotFoundError: there is no such tag.
        InvalidError: that is no name, or another tag has it.
    """
    tag = get(context, user_id, tag_id)
    tag.name = _name(name)
    tag.folded = folded(tag.name)
    try:
        context.session.commit()
    except IntegrityError as error:
        context.session.rollback()
        raise InvalidError("Another tag has this name.", "Choose another one.", "name") from error
    return tag


def remove(context: Context, user_id: str, tag_id: str) -> None:
    """Take a tag away; the songs stay. NotFoundError as in `get`."""
    context.session.delete(get(context, user_id, tag_id))
    context.session.commit()


def hang(context: Context, user_id: str, song_ids: Sequence[str], name: str) -> Tag:
    """Hang songs under a tag, which is made if there is none; raises as `make` and `several`."""
    found = songs.several(context, user_id, song_ids)
    tag = _found(context, user_id, name) or _new(context, user_id, name)
    for song in found:
        if tag not in song.tags:
            song.tags.append(tag)
    context.session.commit()
    return tag


def take_off(context: Context, user_id: str, song_ids: Sequence[str], name: str) -> int:
    """Take a tag off songs; how many had it. NotFoundError if one is not in the library."""
    tag, had = _found(context, user_id, name), 0
    for song in songs.several(context, user_id, song_ids):
        if tag in song.tags:
            song.tags.remove(tag)
            had += 1
    context.session.commit()
    return had


def set_on(context: Context, song: Song, names: Sequence[str]) -> None:
    """Hang a song under just these tags. No commit; InvalidError as in `make`."""
    wanted = {folded(_name(name)): name for name in names}
    song.tags = [
        _found(context, song.user_id, name) or _new(context, song.user_id, name)
        for name in wanted.values()
    ]


def _found(context: Context, user_id: str, name: str) -> Tag | None:
    query = select(Tag).where(Tag.user_id == user_id, Tag.folded == folded(_name(name)))
    return context.session.scalar(query)


def _new(context: Context, user_id: str, name: str) -> Tag:
    mine = context.session.scalars(select(Tag.id).where(Tag.user_id == user_id)).all()
    if len(mine) >= MOST:
        raise InvalidError(f"You have {MOST} tags.", "Take one away first.", "name")
    tag = Tag(user_id=user_id, name=_name(name), folded=folded(_name(name)))
    context.session.add(tag)
    context.session.flush()
    return tag


def _name(text: str) -> str:
    return one_line(text, "A tag", LONGEST, "name")
