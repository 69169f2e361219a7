"""What the API gives, as its OpenAPI page shows it."""

from typing import Any, Literal

from pydantic import BaseModel, Field

# The shape of every error, as `web.errors` writes it.
ERROR: dict[str, Any] = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["code", "message", "cure", "field"],
            "properties": {
                "code": {"type": "string", "description": "A fixed word for programs."},
                "message": {"type": "string", "description": "What happened, for people."},
                "cure": {"type": "string", "description": "What to do about it."},
                "field": {"type": ["string", "null"], "description": "Which field is meant."},
            },
        }
    },
}


class JobError(BaseModel):
    """Why a job came to nothing."""

    code: str
    message: str
    cure: str


class CandidateOut(BaseModel):
    """How far one of the versions written side by side is."""

    take: int = Field(description="Grows when the writing began anew.")
    bar: int = Field(description="Bars finished.")
    left_out: str | None = Field(None, description="Why it was given up, if it was.")


class Job(BaseModel):
    """A song being written."""

    id: str
    kind: Literal[
        "generation",
        "restyle",
        "continuation",
        "harmonisation",
        "regeneration",
        "reroll",
        "joining",
        "export",
        "transcription",
    ]
    state: Literal["queued", "running", "done", "failed", "cancelled"]
    bars: int = Field(description="Bars in all.")
    candidates: list[CandidateOut]
    song_id: str | None
    takes: list[int] = Field(description="The numbers of the takes it came to, best first.")
    error: JobError | None
    created_at: str


class JobOut(BaseModel):
    """One job."""

    job: Job


class ExportOut(BaseModel):
    """A file that is ready to download, or the job that makes it."""

    kind: str
    ready: bool
    job: Job | None


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


class Tag(BaseModel):
    """A tag, and how many songs hang under it."""

    id: str
    name: str
    songs: int


class TagsOut(BaseModel):
    """A user's tags."""

    tags: list[Tag]


class CountOut(BaseModel):
    """How many songs it was done to."""

    songs: int


class FacetsOut(BaseModel):
    """How many songs there are of each sort; pairs are [name, count], most first."""

    all: int
    favourites: int
    played: int
    binned: int
    kinds: list[tuple[str, int]]
    genres: list[tuple[str, int]]
    moods: list[tuple[str, int]]
    tempos: list[tuple[int, int]] = Field(description="[from quarters per minute, count], by 10.")
    tags: list[Tag]


class ModelsOut(BaseModel):
    """The cards of the trained genres."""

    models: list[dict[str, Any]]


class HealthOut(BaseModel):
    """How the studio is."""

    status: Literal["ok"]
    worker: bool = Field(description="Whether a worker has been heard of lately.")
    models: int = Field(description="How many genres are trained.")
    version: str


class MoodsOut(BaseModel):
    """What each mood sets."""

    moods: dict[str, dict[str, Any]]
