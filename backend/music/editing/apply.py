"""Apply a list of edits to a base: all that are enabled, in their order."""

from collections.abc import Sequence
from typing import Any

from backend.music.editing.edit import LAST_TICK, MAX_NOTES, MAX_TRACKS, Edit, of_recording
from backend.music.editing.read import read
from backend.music.errors import BadRequestError, RefusedEditError
from backend.music.score import Score


def apply(score: Score, edits: Sequence[Edit], *, recorded: bool = True) -> Score:
    """The score with the edits made; an empty list gives the score itself.

    Edits of a recording are refused unless one plays beside the score (`recorded`).

    Raises:
        RefusedEditError: an edit is impossible at its place; names it and why.
    """
    for index, edit in enumerate(edits):
        if not edit.enabled:
            continue
        try:
            if not recorded:
                _refuse_of_recording(edit)
            score = edit.on(score)
            _hold_bounds(score)
        except BadRequestError as error:
            text = f"Edit {index + 1}, “{edit.verb}”: {error}"
            raise RefusedEditError(text, index, edit.verb) from error
    return score


def edited(score: Score, documents: Any, *, recorded: bool = True) -> Score:
    """The score with the edits of a list of documents made; raises as `read` and `apply`."""
    return apply(score, read(documents), recorded=recorded)


def _refuse_of_recording(edit: Edit) -> None:
    if of_recording(edit.verb, getattr(edit, "track", None)):
        raise BadRequestError("no recording plays beside this song.")


def _hold_bounds(score: Score) -> None:
    if score.note_count > MAX_NOTES:
        raise BadRequestError(f"that makes {score.note_count:,} notes; at most {MAX_NOTES:,} fit.")
    if len(score.tracks) > MAX_TRACKS:
        raise BadRequestError(f"at most {MAX_TRACKS} tracks fit.")
    if score.end > LAST_TICK:
        raise BadRequestError("that makes the song too long to be counted.")
