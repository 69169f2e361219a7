"""Songs and takes as the API gives them, for its OpenAPI page."""

from typing import Any, Literal

from pydantic import BaseModel, Field

from backend.web.api.music_schemas import EditsOut


class Known(BaseModel):
    """What is known about a take, and so about the song that it is chosen for."""

    key: str | None
    tempo: float | None
    metre: str | None
    bars: int | None
    seconds: float | None
    seed: int | None
    created_at: str
    players: list[str]
    certificate: list[dict[str, Any]] = Field(description="Rows of what was asked and what came.")
    report: dict[str, Any] = Field(description="What of a source was kept and what changed.")
    recipe: dict[str, Any] = Field(description="What makes it again.")
    opening: list[list[float]] = Field(
        description="First eight bars: onset and length in bars, pitch between them, 1 if melody."
    )


class TakeOut(Known):
    """One version of a song."""

    number: int
    kind: Literal[
        "composed", "restyled", "continued", "harmonised", "regenerated", "rerolled", "joined",
        "edited", "forked", "transcribed", "demo",
    ]  # fmt: skip
    name: str | None = Field(description="Given by its owner.")
    starred: bool
    parent: int | None = Field(description="The take that it was made from, if still there.")
    edits: int = Field(description="How many edits lie on it.")
    rank: int = Field(description="Among the takes written with it: 1 is the best.")
    scores: dict[str, Any] = Field(description="What it is ranked by.")
    plan: dict[str, Any] | None = Field(description="Who plays how much in each bar.")
    originality: dict[str, Any] | None = Field(
        description="The longest passage shared with a training song; null without an index."
    )


class KeptOut(EditsOut):
    """A list of edits that was put, and its take."""

    take: TakeOut = Field(description="As it is known with these edits.")


class Hung(BaseModel):
    """A tag on a song."""

    id: str
    name: str


class RecordingOut(BaseModel):
    """The sound that a song was heard in; see GET /songs/<id>/recording."""

    kind: Literal["wav", "mp3", "ogg", "flac", "m4a"]
    seconds: float
    origin: float = Field(description="Where bar 1 begins in it, in seconds; negative: before it.")
    bytes: int


class Song(Known):
    """A song in the library, as its chosen take is."""

    id: str
    title: str
    kind: Literal[
        "composed",
        "restyled",
        "continued",
        "harmonised",
        "regenerated",
        "joined",
        "transcribed",
        "demo",
        "forked",
    ]
    genre: str
    edited_at: str = Field(description="When its music changed last.")
    played_at: str | None
    deleted_at: str | None = Field(description="In the bin since then.")
    favourite: bool
    prompt: str = Field(description="The words that were asked, if it was asked in words.")
    mood: str
    tags: list[Hung]
    take: int = Field(description="The number of the chosen take.")
    source: bool = Field(description="Whether it was made from another piece.")
    recording: RecordingOut | None = Field(description="What it was heard in, if it was heard.")


class Listed(Song):
    """A song as lists give it."""

    take_count: int


class DeletedTake(BaseModel):
    """A take that can be brought back."""

    number: int
    name: str | None
    kind: str


class SongInFull(Song):
    """A song with all its takes."""

    takes: list[TakeOut]
    deleted_takes: list[DeletedTake]


class SongOut(BaseModel):
    """One song."""

    song: SongInFull


class SongsOut(BaseModel):
    """A page of songs."""

    songs: list[Listed]
    next_cursor: str | None
    first: int = Field(description="Which of them is the first here, counted from 1.")
    total: int = Field(description="How many there are on all pages.")
