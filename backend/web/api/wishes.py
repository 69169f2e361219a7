"""What can be asked of the engine, as the OpenAPI page shows it."""

from typing import Annotated, Any

from apiflask.fields import UploadFile
from pydantic import BeforeValidator, Field

from backend.web.api.asked import SEED_LIMIT, In, Name, Structured, Text, listed_names


class Instrument(In):
    """One player of the band."""

    role: Name = Field(description="Such as melody, bass, drums, piano; see the studio.")
    program: int = Field(ge=0, le=127, description="General MIDI program, counted from 0.")


class Blend(In):
    """A second genre and its share."""

    genre: Name
    weight: float = Field(ge=0, le=1, description="Share of this second genre.")


Band = Annotated[list[Instrument] | None, Structured]
Plan = Annotated[dict[str, Any] | None, Structured]
Energy = Annotated[list[float] | None, Structured]


class Wishes(In):
    """What every kind of writing can be asked."""

    genre: Name = Field(description="A trained genre; see GET /models.")
    blend: Annotated[Blend | None, Structured] = None
    seed: int | None = Field(
        None, ge=0, le=SEED_LIMIT, description="Makes it again exactly; drawn if left out."
    )
    temperature: float = Field(1.0, ge=0.2, le=2.0, description="How daring: 1 is as learnt.")
    top_p: float = Field(0.95, ge=0.1, le=1.0, description="Share of the likely notes drawn from.")
    candidates: int = Field(1, ge=1, le=8, description="Versions to write; ranked, best first.")


_PLAN = Field(None, description="Who plays how much in each bar; see POST /plans.")
_BAND = Field(None, description="The players, each with a role and a program; each role once.")
_ENERGY = Field(None, description="1 to 256 points from 0 to 100, spread evenly over the piece.")
_CHORDS = Field(None, description="Such as “| Dm7 G7 | Cmaj7 |”; repeats to the length asked.")


class GenerationIn(Wishes):
    """What to compose. Whatever is left out or null is chosen for you."""

    bars: int = Field(16, ge=4, le=256)
    key: Name | None = Field(None, description="Such as “D minor” or “Bb major”.")
    tempo: float | None = Field(None, ge=40, le=240, description="Quarters per minute.")
    metre: Name = Field("4/4", description="Such as 4/4, 3/4 or 6/8.")
    mood: Name | None = Field(None, description="See GET /moods; what is asked apart wins over it.")
    instruments: Band = _BAND
    energy: Energy = _ENERGY
    # Pydantic's classes have a `register` of their own, so the field has another name in here.
    height: int | None = Field(
        None, ge=0, le=100, alias="register", description="How high it lies."
    )
    chords: Text | None = _CHORDS
    plan: Plan = _PLAN
    prompt: str = Field("", max_length=500, description="The words it came from; for searching.")


class Sourced(Wishes):
    """What works on a piece: an uploaded file, or a song of one's own by its id."""

    file: UploadFile | None = Field(None, description="A Standard MIDI File; else a song_id.")
    song_id: Name | None = Field(None, description="A song of your library; else a file.")
    take: int | None = Field(None, ge=1, description="Which take of it; else the chosen one.")


class RestyleIn(Sourced):
    """What to rewrite, and how."""

    strength: int = Field(60, ge=0, le=100, description="0 leaves the song, 100 rewrites it.")
    keep: Annotated[list[Name], BeforeValidator(listed_names)] = Field(
        ["melody"], description="Of melody, chords, bass, drums, structure; in a form by commas."
    )
    instruments: Band = _BAND
    energy: Energy = _ENERGY
    plan: Plan = _PLAN


class ContinuationIn(Sourced):
    """What to continue, and for how long."""

    bars: int = Field(8, ge=1, le=256, description="Bars to add.")
    as_take: bool = Field(
        default=False, description="Of a song of yours: more takes of it, not a new song."
    )
    instruments: Band = _BAND
    energy: Energy = _ENERGY
    chords: Text | None = _CHORDS
    plan: Plan = _PLAN


class HarmonisationIn(Sourced):
    """Which single voice to give chords and a band."""

    mood: Name | None = Field(None, description="See GET /moods.")
    instruments: Band = _BAND
    energy: Energy = _ENERGY
    chords: Text | None = _CHORDS
    plan: Plan = _PLAN


class RegenerationIn(Sourced):
    """Which bars of which tracks to write again; everything else stays as it is."""

    first_bar: int = Field(ge=1, description="Counted from 1.")
    last_bar: int = Field(ge=1, description="Included.")
    tracks: Annotated[list[int] | None, Structured] = Field(
        None, description="Tracks of the source, counted from 0; all if left out."
    )
    energy: Energy = _ENERGY
    chords: Text | None = _CHORDS
    plan: Plan = _PLAN


class JoiningIn(Sourced):
    """Who is to join a piece, which stays as it is."""

    role: Name = Field(description="Such as strings, bass, drums; see the studio.")
    program: int | None = Field(
        None, ge=0, le=127, description="General MIDI program, counted from 0; else the role's own."
    )
    first_bar: int | None = Field(None, ge=1, description="Counted from 1; else the first.")
    last_bar: int | None = Field(None, ge=1, description="Included; else the last.")
    energy: Energy = _ENERGY


class RerollIn(In):
    """How to write the copied bars of a song again."""

    take: int | None = Field(None, ge=1, description="Which take; the chosen one if left out.")
    seed: int | None = Field(None, ge=0, le=SEED_LIMIT)
    temperature: float = Field(1.0, ge=0.2, le=2.0)
    top_p: float = Field(0.95, ge=0.1, le=1.0)
    candidates: int = Field(1, ge=1, le=8)
