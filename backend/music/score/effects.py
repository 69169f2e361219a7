"""What a mixer does to the sound of a player or of all: effects with their settings.

`frontend/src/score/effects.ts` is the mirror of this file: the same kinds, bounds and defaults, in
the same order. How they sound is said in `music/audio/effects` and `frontend/src/audio/effects`.
"""

from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

MAX_CHAIN: Final = 8
LOUDNESS: Final = -14.0  # LUFS: what streaming services play at
QUIETEST, LOUDEST = -40.0, -6.0  # LUFS that can be asked for
CEILING: Final = -1.0  # dBTP

Note = Literal["1/2", "1/4.", "1/4", "1/8.", "1/4t", "1/8", "1/8t", "1/16"]
# In quarters; a dot makes a note half as long again, a t two thirds as long.
QUARTERS: Final[dict[Note, float]] = {
    "1/2": 2, "1/4.": 1.5, "1/4": 1, "1/8.": 0.75, "1/4t": 2 / 3, "1/8": 0.5, "1/8t": 1 / 3,
    "1/16": 0.25,
}  # fmt: skip
Space = Literal["studio", "chamber", "hall", "cathedral"]

Boost = Annotated[float, Field(ge=-18, le=18, description="dB")]
Cutoff = Annotated[float, Field(ge=500, le=18_000, description="Hz; duller above.")]
Mix = Annotated[float, Field(ge=0, le=1, description="0 as it came, 1 the effect alone.")]


class Effect(BaseModel):
    """One effect of a chain; switched off it keeps its place and its settings."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    kind: str
    on: bool = True


class Equaliser(Effect):
    """Shelves below 120 Hz and above 6.5 kHz, and between them a bell that can be moved."""

    kind: Literal["eq"]
    low_db: Boost = 0
    mid_db: Boost = 0
    mid_hz: Annotated[float, Field(ge=100, le=8000)] = 1000
    mid_q: Annotated[float, Field(ge=0.3, le=6)] = 1
    high_db: Boost = 0


class Compressor(Effect):
    """What is louder than the threshold grows only by one part in `ratio`."""

    kind: Literal["compressor"]
    threshold_db: Annotated[float, Field(ge=-60, le=0)] = -24
    ratio: Annotated[float, Field(ge=1, le=20)] = 3
    attack_ms: Annotated[float, Field(ge=0.1, le=200)] = 10
    release_ms: Annotated[float, Field(ge=10, le=2000)] = 150
    makeup_db: Annotated[float, Field(ge=0, le=24)] = 0


class Drive(Effect):
    """A soft valve: peaks bend over, overtones come."""

    kind: Literal["drive"]
    drive_db: Annotated[float, Field(ge=0, le=36)] = 12
    tone_hz: Cutoff = 8000
    level_db: Annotated[float, Field(ge=-24, le=12)] = 0


class Chorus(Effect):
    """A second voice that wavers in pitch, the left not together with the right."""

    kind: Literal["chorus"]
    rate_hz: Annotated[float, Field(ge=0.05, le=8)] = 0.8
    depth_ms: Annotated[float, Field(ge=0, le=8)] = 2.5
    mix: Mix = 0.5


class Delay(Effect):
    """Echoes that keep the song's tempo and grow duller; they may swing from side to side."""

    kind: Literal["delay"]
    note: Note = "1/8."
    feedback: Annotated[float, Field(ge=0, le=0.9)] = 0.35
    tone_hz: Cutoff = 4000
    ping_pong: bool = False
    mix: Mix = 0.25


class Reverb(Effect):
    """A room that is reckoned: eight delays that feed each other."""

    kind: Literal["reverb"]
    seconds: Annotated[float, Field(ge=0.2, le=8, description="Until it is 60 dB lower.")] = 1.8
    size: Annotated[float, Field(ge=0.3, le=2)] = 1
    tone_hz: Cutoff = 6000
    predelay_ms: Annotated[float, Field(ge=0, le=200)] = 15
    mix: Mix = 0.25


class Convolution(Effect):
    """A room that was built: what its walls answer to one clap, applied to every sound."""

    kind: Literal["convolution"]
    space: Space = "hall"
    mix: Mix = 0.25


AnyEffect = Annotated[
    Equaliser | Compressor | Drive | Chorus | Delay | Reverb | Convolution,
    Field(discriminator="kind"),
]
Chain = Annotated[tuple[AnyEffect, ...], Field(max_length=MAX_CHAIN)]


class Mastering(BaseModel):
    """What is done to all players together: a chain, then a gain, then a limiter."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    chain: Chain = ()
    loudness_lufs: Annotated[float, Field(ge=QUIETEST, le=LOUDEST)] = LOUDNESS
    ceiling_db: Annotated[float, Field(ge=-12, le=CEILING)] = CEILING


DEFAULT: Final = Mastering()
