"""The gallery: public songs, newest first, searched and by genre; and what lies near a piece."""

import time
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from sqlalchemy import ColumnElement, and_, or_, select, tuple_

from backend.db import Share, Song
from backend.music.generation import label_of
from backend.music.lstm.inputs import GENRES
from backend.music.theory.portrait import SIZE
from backend.services import catalogue, demos, pieces
from backend.services.context import Context
from backend.services.errors import InvalidError
from backend.services.likeness import nearest
from backend.services.pieces import Piece

PAGE = 24
NEAR = 4  # pieces recommended beside one
_COMPARED = 2000  # of the newest public songs
_LONGEST = 80  # signs of a search that are looked at


class Page(NamedTuple):
    """Some pieces, and where the next ones begin (None after the last)."""

    pieces: list[Piece]
    next_cursor: str | None


def listed(
    context: Context, words: str = "", genre: str = "", cursor: str | None = None, limit: int = PAGE
) -> Page:
    """Public songs that have all of `words` in title, genre or maker's name.

    Raises:
        InvalidError: the cursor is not one that an earlier page gave.
    """
    query = select(Share).join(Song).where(_is_heard())
    if genre:
        query = query.where(Share.genre == genre)
    for word in _words(words):
        query = query.where(Share.search.contains(word, autoescape=True))
    if cursor:
        query = query.where(tuple_(Share.created_at, Share.id) < tuple_(*_parse(cursor)))
    query = query.order_by(Share.created_at.desc(), Share.id.desc()).limit(limit + 1)
    found_shares = list(context.session.scalars(query))
    more = len(found_shares) > limit
    last = found_shares[limit - 1] if more else None
    return Page(
        [pieces.of_share(context, share) for share in found_shares[:limit]],
        f"{last.created_at!r}_{last.id}" if last else None,
    )


def shipped(context: Context, words: str = "", genre: str = "") -> list[Piece]:
    """The songs that ship, searched in the same way."""
    found = pieces.of_demos(context, demos.all_in(context.settings.demos))
    texts = [catalogue.folded(f"{piece.title} {piece.genre} {piece.by}") for piece in found]
    return [
        piece
        for piece, text in zip(found, texts, strict=True)
        if genre in ("", piece.genre) and all(word in text for word in _words(words))
    ]


def _drawn(portraits: str) -> npt.NDArray[np.float32]:
    """Portraits as they are stored, one after the other, (n, SIZE)."""
    return np.frombuffer(bytes.fromhex(portraits), np.float32).reshape(-1, SIZE)


def genres() -> list[tuple[str, str]]:
    """The genres that the gallery is filtered by: name and label."""
    return [(genre, label_of(genre)) for genre in GENRES]


def near(context: Context, piece: Piece, count: int = NEAR) -> list[tuple[dict[str, Any], str]]:
    """Pieces of the gallery and of our own that go well with one, each with why."""
    query = (
        select(Share.id, Share.portrait)
        .join(Song)
        .where(_is_heard(), Share.id != piece.key)
        .order_by(Share.created_at.desc(), Share.id.desc())
        .limit(_COMPARED)
    )
    shared = context.session.execute(query).all()
    ours = [d for d in demos.all_in(context.settings.demos) if d.name != piece.key]
    keys = [row.id for row in shared] + [demo.name for demo in ours]
    table = np.concatenate([
        _drawn("".join(row.portrait for row in shared)),
        np.array([demo.portrait for demo in ours], np.float32).reshape(-1, SIZE),
    ])  # fmt: skip
    found = nearest(piece.portrait.astype(np.float64), table, count)
    return [(pieces.find(context, keys[one.place]).shown(), one.why) for one in found]


def _words(text: str) -> list[str]:
    return catalogue.folded(text[:_LONGEST]).split()


def _is_heard() -> ColumnElement[bool]:
    """Whether a share is in the gallery now; songs in the bin are not."""
    lasting = or_(Share.expires_at.is_(None), Share.expires_at > time.time())
    return and_(Share.public, lasting, Song.deleted_at.is_(None))


def _parse(cursor: str) -> tuple[float, str]:
    moment, _, share_id = cursor.partition("_")
    try:
        return float(moment), share_id
    except ValueError as error:
        raise InvalidError(
            "That page is not there.", "Begin at the first one.", "cursor"
        ) from error
