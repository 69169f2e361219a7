"""The JSON Schema of an edit: one of all verbs, told apart by their name."""

from functools import reduce
from operator import or_
from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from backend.music.editing.verbs import VERBS


def schema() -> dict[str, Any]:
    """The schema of a list of edits."""
    union: Any = reduce(or_, VERBS.values())
    edit = Annotated[union, Field(discriminator="verb")]
    return TypeAdapter(list[edit]).json_schema()
