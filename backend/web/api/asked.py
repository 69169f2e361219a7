"""What the API takes, as its OpenAPI page shows it."""

import json
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

SEED_LIMIT = 2**31 - 1


def written_as_json(value: Any) -> Any:
    """In a form, what is no plain word or number is written as JSON."""
    try:
        return json.loads(value) if isinstance(value, str) else value
    except json.JSONDecodeError as error:
        raise ValueError("in a form this is written as JSON") from error


def listed_names(value: Any) -> Any:
    """In a form, a list of names is written with commas."""
    if not isinstance(value, str):
        return value
    return [name.strip() for name in value.split(",") if name.strip()]


Structured = BeforeValidator(written_as_json)
# Longer ones mean nothing; a refusal that quotes them stays short.
Name = Annotated[str, StringConstraints(max_length=80)]
Text = Annotated[str, StringConstraints(max_length=10_000)]


class In(BaseModel):
    """Unknown fields are refused, so that a slip of the pen is not silently ignored."""

    model_config = ConfigDict(extra="forbid", serialize_by_alias=True)


class PromptIn(In):
    """Music in words."""

    text: Text = Field(description="Such as “slow sad jazz in D minor, no drums, about a minute”.")


Names = Annotated[list[Name], BeforeValidator(listed_names)]


class PageIn(BaseModel):
    """Which songs of the list, and in which order. Several names are parted by commas."""

    q: Text = Field("", description="Words in title, genre, key, kind, mood or the words asked.")
    kind: Names = Field([], description="Such as composed,restyled.")
    genre: Names = Field([], description="Such as jazz,folk.")
    mood: Names = Field([], description="See GET /moods.")
    tag: Names = Field([], description="Ids of tags; see GET /tags.")
    slowest: float | None = Field(None, ge=0, description="Quarters per minute.")
    fastest: float | None = Field(None, ge=0, description="Quarters per minute.")
    favourites: bool = Field(False, description="Only these.")
    sort: Name = Field("edited", description="edited, created, played, title or tempo.")
    cursor: Text | None = Field(None, description="The next_cursor of the page before.")
    limit: int = Field(50, ge=1, le=100)


class ChangeIn(In):
    """What to change about a song; what is left out stays."""

    title: str | None = Field(None, min_length=1, max_length=120)
    take: int | None = Field(None, ge=1, description="The number of the take that counts.")
    favourite: bool | None = None


class ExportIn(In):
    """What a take is wanted as."""

    kind: Name = Field(
        "mp3",
        description="wav16, wav24, wav32f, flac, ogg, mp3, mp3-320, stems, "
        "musicxml, lead, pdf, lead-pdf, svg or png; sheet-WIDTH and tune-WIDTH are the score "
        "and the lead sheet as JSON, a system at a time, for a page.",
    )


class VersionIn(In):
    """Which version of a take is wanted."""

    base: bool = Field(default=False, description="1: as it was before all edits.")


class EditsIn(In):
    """A whole list of edits."""

    edits: list[dict[str, Any]] = Field(description="In order; see GET /edits/schema for each.")


class CopyIn(In):
    """Where a list of edits goes."""

    song_id: Name
    take: int | None = Field(default=None, ge=1, description="Left out: the chosen one.")


class TakeChangeIn(In):
    """What to change about a take; what is left out stays."""

    name: str | None = Field(None, max_length=60, description="Empty takes its name away.")
    starred: bool | None = None


class TagIn(In):
    """A tag."""

    name: str = Field("", max_length=80, description="1 to 40 characters.")


class SongIdsIn(In):
    """Several songs."""

    songs: list[Name] = Field([], max_length=1000, description="Ids of songs.")


class HangIn(SongIdsIn):
    """Which songs to hang under a tag."""

    off: bool = Field(False, description="Take the tag off them instead.")


class RecordingIn(In):
    """What is said about a recording; it is the body itself."""

    filename: str = Field("", max_length=255, description="Of the file; the song is called by it.")
