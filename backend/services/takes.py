"""The takes of a song: looked up, described, chosen."""

from typing import Any

from backend.db import Song, Take
from backend.services.errors import NotFoundError
from backend.services.times import iso


def of(song: Song, number: int | None = None) -> Take:
    """A take of a song; by default the chosen one.

    Raises:
        NotFoundError: the song has no take of that number.
    """
    if number is None:
        return song.take
    for take in song.takes:
        if take.number == number:
            return take
    raise NotFoundError(f"This song has no take {number}.", f"It has {len(song.takes)}.")


def described(take: Take) -> dict[str, Any]:
    """A take as the studio and the API show it."""
    return {
        "number": take.number,
        "kind": take.kind,
        "parent": take.parent,
        "edits": len(take.edits),
        "created_at": iso(take.created_at),
        **known(take),
        "rank": take.facts.get("rank", 1),
        "scores": take.facts.get("scores", {}),
        "plan": take.facts.get("plan"),
        "originality": take.facts.get("originality"),
    }


def known(take: Take) -> dict[str, Any]:
    """What a song and its take have in common."""
    facts = take.facts
    return {
        **{name: facts.get(name) for name in ("key", "tempo", "metre", "bars", "seconds", "seed")},
        **{name: facts.get(name, []) for name in ("players", "certificate", "opening")},
        **{name: facts.get(name, {}) for name in ("report", "recipe")},
    }
