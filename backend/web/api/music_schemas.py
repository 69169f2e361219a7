"""Notes, prompts, plans and edits as the API gives them."""

from typing import Any

from pydantic import BaseModel, Field


class TrackOut(BaseModel):
    """One player's notes."""

    name: str
    role: str | None
    program: int
    is_drum: bool
    volume_db: float = Field(description="A mixer's gain over what the file says.")
    pan: float = Field(description="A mixer's place: −1 left to 1 right.")
    muted: bool
    effects: list[dict[str, Any]] = Field(
        description="What its sound goes through, as the edit “effects” takes it."
    )
    notes: list[list[int]] = Field(description="[onset, duration, pitch, velocity], in ticks.")
    controls: list[list[int]] = Field(
        default=[],
        description="[tick, number, value] of what the file turns; left out for nothing.",
    )
    bends: list[list[int]] = Field(
        default=[], description="[tick, −8192 to 8191] of its pitch wheel; left out for nothing."
    )


class ScoreOut(BaseModel):
    """The notes of a song."""

    ticks_per_quarter: int
    end: int
    tempos: list[list[float]] = Field(description="[tick, quarters per minute].")
    metres: list[list[int]] = Field(description="[tick, numerator, denominator].")
    key: str | None
    keys: list[tuple[int, str]] = Field(description="[tick, key] wherever the file names one.")
    markers: list[tuple[int, str]] = Field(description="[tick, name] where a section begins.")
    mastering: dict[str, Any] | None = Field(
        description="What is done to all players together, as the edit “master” takes it."
    )
    bars: list[int] = Field(description="The tick at which each bar begins.")
    chords: list[tuple[int, str]] = Field(description="[tick, symbol] wherever the chord changes.")
    tracks: list[TrackOut]


class ChipOut(BaseModel):
    """One thing that was understood."""

    field: str = Field(description="A field of POST /generations.")
    value: Any = Field(description="As that field takes it; instruments add up over their chips.")
    text: str = Field(description="How a page writes it.")
    words: str
    span: list[int] = Field(description="Where the words stand: first character and behind last.")


class UnknownOut(BaseModel):
    """Words that were not understood or cannot be done."""

    words: str
    span: list[int]
    reason: str


class PromptOut(BaseModel):
    """What a text asks for."""

    chips: list[ChipOut]
    unknown: list[UnknownOut]
    request: dict[str, Any] = Field(description="For POST /generations; add what it lacks.")


class PlanOut(BaseModel):
    """What would be planned, and the seed that makes it so."""

    plan: dict[str, Any]
    seed: int


class EditsOut(BaseModel):
    """The edits that lie on a take."""

    revision: int = Field(description="Send it as If-Match when you put another list.")
    edits: list[dict[str, Any]]
    chords: list[tuple[int, str]] = Field(
        description="[tick, symbol] wherever the chord changes, with these edits."
    )


class EditsSchemaOut(BaseModel):
    """What an edit may be."""

    edits: dict[str, Any] = Field(description="A JSON Schema of the list.")
