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
