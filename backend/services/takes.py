"""The takes of a song: looked up, described, named, starred, deleted and brought back."""

import time
from typing import Any

from backend.db import Song, Take
from backend.services.errors import InvalidError, NotFoundError
from backend.services.texts import one_line
from backend.services.times import iso

LONGEST_NAME = 60


def of(song: Song, number: int | None = None) -> Take:
    """A take of a song; by default the chosen one.

    Raises:
        NotFoundError: the song has no take of that number, or it was deleted.
    """
    if number is None:
        return song.take
    for take in song.takes:
        if take.number == number and take.deleted_at is None:
            return take
        if take.number == number:
            raise NotFoundError(
                f"Take {number} of this song was deleted.",
                "Load the song again and bring it back among its takes.",
            )
    raise NotFoundError(f"This song has no take {number}.", f"It has {len(living(song))}.")


def living(song: Song) -> list[Take]:
    """The takes that were not deleted."""
    return [take for take in song.takes if take.deleted_at is None]


def living_parent(song: Song, take: Take) -> int | None:
    """The nearest take that this one was made from and that is still there."""
    by_number = {one.number: one for one in song.takes}
    parent = by_number.get(take.parent or 0)
    while parent is not None and parent.deleted_at is not None:
        parent = by_number.get(parent.parent or 0)
    return parent.number if parent else None


def name(take: Take, text: str) -> None:
    """Call a take something; no text takes its name away. No commit.

    Raises:
        InvalidError: the name is too long.
    """
    take.name = one_line(text, "The name of a take", LONGEST_NAME, "name", shortest=0) or None


def delete(song: Song, take: Take) -> None:
    """Hide a take; what was made from it stays. Another is chosen if it was the one. No commit.

    Raises:
        InvalidError: it is the only one.
    """
    others = [one for one in living(song) if one is not take]
    if not others:
        raise InvalidError(
            "This is the only take of the song.", "Put the song into the bin instead.", "take"
        )
    if song.chosen == take.number:
        heir = living_parent(song, take)
        song.chosen = heir or min(others, key=lambda one: (not one.starred, rank(one))).number
    take.deleted_at = time.time()


def restore(song: Song, number: int) -> Take:
    """Bring a deleted take back. No commit.

    Raises:
        NotFoundError: no take of that number was deleted.
    """
    for take in song.takes:
        if take.number == number and take.deleted_at is not None:
            take.deleted_at = None
            return take
    raise NotFoundError(f"Take {number} of this song was not deleted.", "Look at its takes.")


def rank(take: Take) -> int:
    """Its place among the takes written with it: 1 is the best."""
    return int(take.facts.get("rank", 1))


def described(song: Song, take: Take) -> dict[str, Any]:
    """A take as the studio and the API show it."""
    return {
        "number": take.number,
        "kind": take.kind,
        "name": take.name,
        "starred": take.starred,
        "parent": living_parent(song, take),
        "edits": len(take.edits),
        "created_at": iso(take.created_at),
        **known(take),
        "rank": rank(take),
        "scores": take.facts.get("scores", {}),
        "plan": take.facts.get("plan"),
        "originality": take.facts.get("originality"),
    }


def deleted(song: Song) -> list[dict[str, Any]]:
    """The deleted takes of a song, as far as one must know to bring them back."""
    return [
        {"number": take.number, "name": take.name, "kind": take.kind}
        for take in song.takes
        if take.deleted_at is not None
    ]


def known(take: Take) -> dict[str, Any]:
    """What a song and its take have in common."""
    facts = take.facts
    return {
        **{name: facts.get(name) for name in ("key", "tempo", "metre", "bars", "seconds", "seed")},
        **{name: facts.get(name, []) for name in ("players", "certificate", "opening")},
        **{name: facts.get(name, {}) for name in ("report", "recipe")},
    }
