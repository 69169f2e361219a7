"""The library's address: which songs are wanted is read from it, and links are made of it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from backend.services.facets import FASTEST, SLOWEST
from backend.services.shelf import Wanted

HOME = "/library"
# Fields of the address and what they fill.
_MANY = {"kind": "kinds", "genre": "genres", "mood": "moods", "tag": "tags"}


def read(arguments: MultiDict[str, str]) -> Wanted:
    """What an address wants; what makes no sense in it is passed over, as after a typing slip."""
    return Wanted(
        text=arguments.get("q", "").strip(),
        slowest=_tempo(arguments.get("from"), SLOWEST),
        fastest=_tempo(arguments.get("to"), FASTEST),
        favourites=arguments.get("favourites") == "1",
        sort=arguments.get("sort", "edited"),
        kinds=arguments.getlist("kind"),
        genres=arguments.getlist("genre"),
        moods=arguments.getlist("mood"),
        tags=arguments.getlist("tag"),
    )


def address(wanted: Wanted, cursor: str | None = None, **changes: Any) -> str:
    """The address of a list; `changes` are fields of `wanted`."""
    wanted = replace(wanted, **changes)
    plain: Mapping[str, Any] = {
        "q": wanted.text,
        "from": wanted.slowest and f"{wanted.slowest:g}",
        "to": wanted.fastest and f"{wanted.fastest:g}",
        "favourites": "1" if wanted.favourites else "",
        "sort": "" if wanted.sort == "edited" else wanted.sort,
        "cursor": cursor,
    }
    fields = [(field, value) for field, value in plain.items() if value]
    fields += [(field, one) for field, name in _MANY.items() for one in getattr(wanted, name)]
    return f"{HOME}?{urlencode(fields)}" if fields else HOME


def back_to(text: str) -> str:
    """Where a form of the library leads back to: a place in the library, whatever it says."""
    is_here = text == HOME or text.startswith((f"{HOME}?", f"{HOME}/bin"))
    return text if is_here and "\\" not in text and "\n" not in text else HOME


def _tempo(text: str | None, end: float) -> float | None:
    """Quarters per minute; at an end of the histogram there is no bound."""
    try:
        value = float(text or end)
    except ValueError:
        return None
    return value if SLOWEST < value < FASTEST else None
