"""The edits that lie on a take: read, replaced as a whole, copied to another take, baked."""

from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import update

from backend.db import Song, Take, new_id
from backend.music import editing, midi
from backend.music.score import Score
from backend.music.theory import estimate_key
from backend.services import catalogue, edited, placards, scores, songs, takes
from backend.services.context import Context
from backend.services.errors import InvalidError, OutdatedError
from backend.services.facts import facts_of


class Edits(NamedTuple):
    """A list, how often it was changed, and the chords that are heard with it: (tick, symbol)."""

    revision: int
    edits: list[dict[str, Any]]
    chords: list[tuple[int, str]]


class Kept(NamedTuple):
    """A list that was put, as in `Edits`, and the take as it is known with it."""

    revision: int
    edits: list[dict[str, Any]]
    chords: list[tuple[int, str]]
    take: dict[str, Any]


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema of a list of edits."""
    return editing.schema()


def get(context: Context, user_id: str, song_id: str, number: int) -> Edits:
    """The list of a take.

    Raises:
        NotFoundError: there is no such song or take, or it is not the user's.
    """
    take = takes.of(songs.get(context, user_id, song_id), number)
    score = editing.edited(midi.read(context.files.get(take.file_key)), take.edits)
    return Edits(take.revision, take.edits, scores.chords_of(score))


def put(
    context: Context,
    user_id: str,
    song_id: str,
    number: int,
    documents: list[dict[str, Any]],
    revision: int,
) -> Kept:
    """Replace the list of a take, if it is still the one of `revision`.

    Raises:
        NotFoundError: as in `get`.
        OutdatedError: the list has been changed since.
        RefusedEditError: an edit is unknown or impossible; the list stays as it was.
    """
    song = songs.get(context, user_id, song_id)
    take = takes.of(song, number)
    laid = _lay(context, song, take, documents, revision)
    return Kept(*laid, takes.described(song, take))


def copy(
    context: Context, user_id: str, song_id: str, number: int, to: str, take: int | None
) -> Edits:
    """Add the list of a take behind that of another one; raises as `put`."""
    documents = takes.of(songs.get(context, user_id, song_id), number).edits
    song = songs.get(context, user_id, to)
    target = takes.of(song, take)
    return _lay(context, song, target, [*target.edits, *documents], target.revision)


def bake(context: Context, user_id: str, song_id: str, number: int) -> Song:
    """Make a new take whose base is this one with its edits made, and choose it.

    Its mix stays a list of edits, so that a player who is muted is not lost, and so do players who
    have nothing to play yet: they come behind the others. Raises as `get`, and InvalidError where
    no notes are left.
    """
    song = songs.get(context, user_id, song_id)
    parent = takes.of(song, number)
    base = context.files.get(parent.file_key)
    score = editing.edited(midi.read(base), parent.edits)
    if not score.note_count:
        raise InvalidError("There is no note to keep.", "Write or add some first.", "take")
    recorded = song.recording is not None
    data, mix = edited.parted(base, parent.edits, recorded=recorded, resting=True)
    key = f"songs/{new_id()}.mid"
    context.files.put(key, data)
    facts = {name: value for name, value in parent.facts.items() if name in ("key", "seed")}
    recipe = parent.facts.get("recipe", {})
    made = [*recipe.get("edits", []), *parent.edits]
    song.takes.append(
        Take(
            number=max(take.number for take in song.takes) + 1,
            kind="edited",
            parent=number,
            file_key=key,
            facts={**facts, **facts_of(score), "recipe": {**recipe, "edits": made}},
            edits=list(mix),
        )
    )
    song.chosen = song.takes[-1].number
    catalogue.touch(song)
    placards.redraw(context.session, context.files, song)
    try:
        context.session.commit()
    except BaseException:
        context.files.delete(key)
        raise
    return song


def _lay(
    context: Context, song: Song, take: Take, documents: list[dict[str, Any]], revision: int
) -> Edits:
    base = midi.read(context.files.get(take.file_key))
    score = editing.edited(base, documents, recorded=song.recording is not None)
    changed = context.session.execute(
        update(Take)
        .where(Take.song_id == take.song_id, Take.number == take.number)
        .where(Take.revision == revision)
        .values(
            edits=documents,
            revision=revision + 1,
            facts=_facts(take, base, score, documents),
        )
        .execution_options(synchronize_session=False)
    )
    if not changed.rowcount:  # type: ignore[attr-defined] # of an UPDATE it has one
        context.session.rollback()
        raise OutdatedError(
            "These edits were changed in another window.", "Load the song again.", "If-Match"
        )
    context.session.refresh(take)
    if song.chosen == take.number:
        catalogue.touch(song)
        placards.redraw(context.session, context.files, song)
    context.session.commit()
    return Edits(take.revision, take.edits, scores.chords_of(score))


def _facts(
    take: Take, base: Score, score: Score, documents: list[dict[str, Any]]
) -> dict[str, Any]:
    """What is known of the edited take; what was known of its base is kept under "base"."""
    facts = {name: value for name, value in take.facts.items() if name != "base"}
    # A copy of an edited song may have brought what was known of another base.
    before = take.facts.get("base") if take.edits else None
    before = before or {name: facts.get(name) for name in ("key", *facts_of(base))}
    if not documents:
        return {**facts, **before}
    key = estimate_key(score)[0]
    same = key == estimate_key(base)[0]
    found = {"key": before["key"] if same else str(key), **facts_of(score)}
    return {**facts, **found, "base": before}
