"""Pieces that anybody may hear: demo songs by their names, shared songs by their links."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import select

from backend.db import HouseSong, Share, Take, User
from backend.music.generation import label_of
from backend.services import demos, scores, shares, songs, takes
from backend.services.context import Context
from backend.services.errors import NotFoundError
from backend.services.times import iso

HOUSE = "Cadenza"  # who wrote the demo songs
_DEMO = re.compile(r"[a-z]+-\d+")  # a link has 22 signs and is never of this form


@dataclass(frozen=True)
class Piece:
    """What a visitor may know of a piece: nothing here tells which account it lies in.

    `key` is the last part of its address; `share` is None for the songs that ship, `demo` for all
    others.
    """

    key: str
    title: str
    genre: str
    by: str
    kind: str
    facts: dict[str, Any]
    portrait: npt.NDArray[np.float32]
    plays: int
    likes: int
    share: Share | None = None
    demo: demos.Demo | None = None

    def shown(self) -> dict[str, Any]:
        """As lists and pages show it."""
        known = ("key", "tempo", "metre", "bars", "seconds", "players", "opening")
        return {
            "key": self.key,
            "title": self.title,
            "genre": self.genre,
            "label": label_of(self.genre),
            "by": self.by,
            "kind": self.kind,
            "facts": {name: self.facts.get(name) for name in known},
            "plays": self.plays,
            "likes": self.likes,
            "house": self.demo is not None,
            "shared_at": iso(self.share.created_at) if self.share else None,
        }


def find(context: Context, key: str) -> Piece:
    """The piece at an address.

    Raises:
        NotFoundError: there is none, or it is private, revoked, expired or in the bin: all alike.
    """
    if _DEMO.fullmatch(key):
        demo = demos.find(context.settings.demos, key)
        if demo is not None:
            return of_demos(context, [demo])[0]
    share = context.session.get(Share, key)
    if share is None or shares.is_over(share) or share.song.deleted_at is not None:
        raise NotFoundError("There is no song at this address.", "Ask whoever sent it to you.")
    return of_share(context, share)


def of_demos(context: Context, wanted: Sequence[demos.Demo]) -> list[Piece]:
    """Songs that ship, with what was counted of them."""
    names = [demo.name for demo in wanted]
    rows = context.session.scalars(select(HouseSong).where(HouseSong.name.in_(names)))
    counted = {row.name: (row.plays, row.likes) for row in rows}
    return [
        Piece(
            demo.name, demo.title, demo.genre, HOUSE, "demo", demo.facts, demo.portrait,
            *counted.get(demo.name, (0, 0)), demo=demo,
        )
        for demo in wanted
    ]  # fmt: skip


def hero(context: Context) -> dict[str, Any] | None:
    """The restyled song of the landing page, with what was asked of it; None if none ships."""
    demo = demos.hero(context.settings.demos)
    if demo is None:
        return None
    request = demo.facts.get("recipe", {}).get("request", {})
    return {
        **of_demos(context, [demo])[0].shown(),
        "strength": request.get("strength", 0),
        "kept": demo.facts.get("report", {}).get("melody_kept"),
        "certificate": demo.facts.get("certificate", []),
    }


def of_share(context: Context, share: Share) -> Piece:
    """A shared song."""
    song = share.song
    owner = context.session.get_one(User, song.user_id)
    facts = takes.known(song.take)
    vector = np.frombuffer(bytes.fromhex(share.portrait), np.float32)
    return Piece(
        share.id, song.title, song.genre, owner.name, song.kind, facts, vector,
        share.plays, share.likes, share,
    )  # fmt: skip


def midi_of(context: Context, piece: Piece) -> bytes:
    """Its MIDI file."""
    if piece.demo is not None:
        return piece.demo.data
    assert piece.share is not None
    song = piece.share.song
    return songs.midi_of(context, song.user_id, song.id)


def score_of(context: Context, piece: Piece) -> dict[str, Any]:
    """Its notes as JSON."""
    if piece.demo is not None:
        return scores.drawn(piece.demo.data)
    assert piece.share is not None
    song = piece.share.song
    return songs.score_of(context, song.user_id, song.id)


def source_of(piece: Piece) -> dict[str, Any]:
    """The notes of what a demo song was made from; what people brought is shown to nobody.

    Raises:
        NotFoundError: it was made from nothing, or by somebody.
    """
    if piece.demo is None or piece.demo.source is None:
        raise NotFoundError("There is no source to hear.", "Only some of our own songs have one.")
    return scores.drawn(piece.demo.source)


def take_of(piece: Piece) -> Take | None:
    """The take that is heard of a shared song."""
    return piece.share.song.take if piece.share else None
