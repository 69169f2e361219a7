"""What the API takes and gives, as its OpenAPI page shows it."""

from typing import Any, Literal

from apiflask.fields import UploadFile
from pydantic import BaseModel, ConfigDict, Field

SEED_LIMIT = 2**31 - 1
Seed = Field(None, ge=0, le=SEED_LIMIT, description="Makes it again exactly; drawn if left out.")


class _In(BaseModel):
    """Unknown fields are refused, so that a slip of the pen is not silently ignored."""

    model_config = ConfigDict(extra="forbid")


class Instrument(_In):
    """One player of the band."""

    role: str = Field(description="Such as melody, bass, drums, piano; see the studio.")
    program: int = Field(ge=0, le=127, description="General MIDI program, counted from 0.")


class GenerationIn(_In):
    """What to compose. Whatever is left out or null is chosen for you."""

    genre: str = Field(description="A trained genre; see GET /models.")
    bars: int = Field(16, ge=4, le=256)
    key: str | None = Field(None, description="Such as “D minor” or “Bb major”.")
    tempo: float | None = Field(None, ge=40, le=240, description="Quarters per minute.")
    metre: str = Field("4/4", description="Such as 4/4, 3/4 or 6/8.")
    instruments: list[Instrument] | None = Field(
        None, description="The players, each with a role and a program; each role once."
    )
    seed: int | None = Seed
    temperature: float = Field(1.0, ge=0.2, le=2.0, description="How daring: 1 is as learnt.")
    top_p: float = Field(0.95, ge=0.1, le=1.0, description="Share of the likely notes drawn from.")


class RestyleIn(_In):
    """What to rewrite, and how."""

    file: UploadFile = Field(description="A Standard MIDI File.")
    genre: str = Field(description="A trained genre; see GET /models.")
    strength: int = Field(60, ge=0, le=100, description="0 leaves the song, 100 rewrites it.")
    keep: str = Field("melody", description="Of melody, chords, bass, drums, structure; by commas.")
    seed: int | None = Seed
    temperature: float = Field(1.0, ge=0.2, le=2.0)
    top_p: float = Field(0.95, ge=0.1, le=1.0)


class PageIn(BaseModel):
    """Which songs of the list."""

    cursor: str | None = Field(None, description="The next_cursor of the page before.")
    limit: int = Field(50, ge=1, le=100)


class TitleIn(_In):
    """A song's new title."""

    title: str = Field(min_length=1, max_length=120)


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


class Job(BaseModel):
    """A song being written."""

    id: str
    kind: Literal["generation", "restyle"]
    state: Literal["queued", "running", "done", "failed", "cancelled"]
    take: int = Field(description="Grows when the writing began anew.")
    bar: int = Field(description="Bars finished.")
    bars: int = Field(description="Bars in all.")
    song_id: str | None
    error: JobError | None
    created_at: str


class JobOut(BaseModel):
    """One job."""

    job: Job


class Song(BaseModel):
    """A song in the library."""

    id: str
    title: str
    kind: Literal["composed", "restyled", "demo"]
    genre: str
    key: str | None
    tempo: float | None
    metre: str | None
    bars: int | None
    seconds: float | None
    seed: int | None
    created_at: str
    players: list[str]
    certificate: list[dict[str, Any]] = Field(description="Rows of what was asked and what came.")
    report: dict[str, Any] = Field(description="What a restyle kept and changed.")
    recipe: dict[str, Any] = Field(description="What makes the song again.")
    opening: list[list[float]] = Field(
        description="First eight bars: onset and length in bars, pitch between them, 1 if melody."
    )


class SongOut(BaseModel):
    """One song."""

    song: Song


class SongsOut(BaseModel):
    """A page of songs, newest first."""

    songs: list[Song]
    next_cursor: str | None


class TrackOut(BaseModel):
    """One player's notes."""

    name: str
    role: str | None
    program: int
    is_drum: bool
    notes: list[list[int]] = Field(description="[onset, duration, pitch, velocity], in ticks.")


class ScoreOut(BaseModel):
    """The notes of a song."""

    ticks_per_quarter: int
    end: int
    tempos: list[list[float]] = Field(description="[tick, quarters per minute].")
    metres: list[list[int]] = Field(description="[tick, numerator, denominator].")
    key: str | None
    bars: list[int] = Field(description="The tick at which each bar begins.")
    tracks: list[TrackOut]


class ModelsOut(BaseModel):
    """The cards of the trained genres."""

    models: list[dict[str, Any]]


class HealthOut(BaseModel):
    """How the studio is."""

    status: Literal["ok"]
    worker: bool = Field(description="Whether a worker has been heard of lately.")
    models: int = Field(description="How many genres are trained.")
    version: str
