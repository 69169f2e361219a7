"""Documents in, edits out: every one checked against its verb, and refused by its name."""

import json
from typing import Any, Final

from pydantic import ValidationError

from backend.music.editing.edit import Edit
from backend.music.editing.verbs import VERBS
from backend.music.errors import RefusedEditError

MAX_EDITS: Final = 5_000


def read(documents: Any) -> tuple[Edit, ...]:
    """The edits of a list of plain JSON documents.

    Raises:
        RefusedEditError: a verb or a parameter is unknown, or a value cannot be taken.
    """
    if not isinstance(documents, list):
        raise RefusedEditError("Edits are a list of documents, like [{“verb”: “transpose”, …}].")
    if len(documents) > MAX_EDITS:
        raise RefusedEditError(f"A list holds at most {MAX_EDITS:,} edits. Bake it first.")
    return tuple(_one(index, document) for index, document in enumerate(documents))


def document_of(edit: Edit) -> dict[str, Any]:
    """An edit as plain JSON; what was left out when it was written stays out."""
    return edit.model_dump(mode="json", exclude_unset=True)


def _one(index: int, document: Any) -> Edit:
    verb = document.get("verb") if isinstance(document, dict) else None
    if not isinstance(verb, str):
        raise RefusedEditError(f"Edit {index + 1} names no verb.", index)
    if verb not in VERBS:
        known = ", ".join(VERBS)
        raise RefusedEditError(
            f"Edit {index + 1}: there is no verb “{verb}”. Use one of {known}.", index, verb
        )
    try:
        # As JSON and strictly: whole numbers must be whole, and “1” is no number.
        return VERBS[verb].model_validate_json(json.dumps(document), strict=True)
    except ValidationError as error:
        text = f"Edit {index + 1}, “{verb}”: {_reason(error)}."
        raise RefusedEditError(text, index, verb) from error
    except RecursionError as error:
        text = f"Edit {index + 1}, “{verb}”: it is nested too deeply."
        raise RefusedEditError(text, index, verb) from error


def _reason(error: ValidationError) -> str:
    found = error.errors(include_url=False)[0]
    # Without the names that pydantic gives to the kinds of a parameter that may be of several.
    loc = [str(part) for part in found["loc"]]
    name = ".".join(part for part in loc if part != "constrained-int" and "[" not in part)
    if found["type"] == "missing":
        return f"“{name}” is missing"
    if found["type"] == "extra_forbidden":
        return f"it has no “{name}”"
    message = found["msg"].removeprefix("Value error, ")
    text = message[0].lower() + message[1:].rstrip(".")
    return f"“{name}”: {text}" if name else text
