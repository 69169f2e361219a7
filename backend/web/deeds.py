"""What the library's forms can do to songs, by the value of their button; each says what it did."""

from collections.abc import Callable, Sequence

from backend.services import bins, changes, copies, tags
from backend.services.context import Context

# (context, the user's id, ids of songs, a tag's name) to what to tell; "" tells nothing.
Deed = Callable[[Context, str, Sequence[str], str], str]


def count_of(count: int) -> str:
    """“1 song is”, “3 songs are”."""
    return "1 song is" if count == 1 else f"{count} songs are"


def _restore(context: Context, user_id: str, ids: Sequence[str], _tag: str) -> str:
    return f"{count_of(len(bins.restore(context, user_id, ids)))} back in the library."


def _forget(context: Context, user_id: str, ids: Sequence[str], _tag: str) -> str:
    return f"{count_of(bins.forget(context, user_id, ids))} gone for good."


def _tag(context: Context, user_id: str, ids: Sequence[str], tag: str) -> str:
    name = tags.hang(context, user_id, ids, tag).name
    return f"{count_of(len(set(ids)))} under “{name}” now."


def _untag(context: Context, user_id: str, ids: Sequence[str], tag: str) -> str:
    had = tags.take_off(context, user_id, ids, tag)
    return f"{count_of(had)} no longer under “{tag.strip()}”."


def _favourite(context: Context, user_id: str, ids: Sequence[str], _tag: str) -> str:
    changes.favour(context, user_id, ids, favourite=True)
    return ""


def _unfavourite(context: Context, user_id: str, ids: Sequence[str], _tag: str) -> str:
    changes.favour(context, user_id, ids, favourite=False)
    return ""


def _duplicate(context: Context, user_id: str, ids: Sequence[str], _tag: str) -> str:
    titles = [copies.duplicate(context, user_id, song_id).title for song_id in ids[:1]]
    return f"“{titles[0]}” stands first in the list." if titles else ""


DEEDS: dict[str, Deed] = {
    "restore": _restore,
    "forget": _forget,
    "tag": _tag,
    "untag": _untag,
    "favourite": _favourite,
    "unfavourite": _unfavourite,
    "duplicate": _duplicate,
}
