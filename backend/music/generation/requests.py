"""What can be asked of the engine: checked, immutable, and the same in JSON, CLI and Python."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from backend.music.errors import BadRequestError
from backend.music.lstm.inputs import GENRES
from backend.music.score import DEFAULT_PROGRAM, Key, Role

METRES = ("4/4", "3/4", "2/4", "5/4", "6/4", "6/8", "9/8", "12/8")
BARS = (4, 256)
TEMPO = (40, 240)  # quarters per minute
LOCKS = ("melody", "chords", "bass", "drums", "structure")
ALIASES = {"disco": "electronic", "hip-hop": "hiphop"}
MOST_SEED = 2**31 - 1

Instruments = tuple[tuple[Role, int], ...]


@dataclass(frozen=True)
class ComposeRequest:
    """A new piece. None means "as the genre likes it"; `instruments` are (role, GM program)."""

    genre: str
    bars: int = 16
    key: Key | None = None
    tempo: float | None = None
    metre: str = "4/4"
    instruments: Instruments | None = None
    seed: int | None = None
    temperature: float = 1.0
    top_p: float = 0.95

    def __post_init__(self) -> None:
        object.__setattr__(self, "genre", known_genre(self.genre))
        _within("bars", self.bars, *BARS)
        if self.tempo is not None:
            _within("tempo", self.tempo, *TEMPO)
        _one_of("metre", self.metre, METRES)
        _check_sampling(self.temperature, self.top_p, self.seed)
        if self.instruments is not None:
            roles = [role for role, _ in self.instruments]
            if not roles:
                raise BadRequestError("Choose at least one instrument, or leave the choice to us.")
            if len(set(roles)) < len(roles):
                raise BadRequestError("Each part can be there once: remove the second one.")

    @property
    def numerator_denominator(self) -> tuple[int, int]:
        """The metre as two numbers."""
        above, below = self.metre.split("/")
        return int(above), int(below)

    def to_json(self) -> dict[str, Any]:
        """What `from_json` reads."""
        return {
            "genre": self.genre,
            "bars": self.bars,
            "key": str(self.key) if self.key else None,
            "tempo": self.tempo,
            "metre": self.metre,
            "instruments": None
            if self.instruments is None
            else [{"role": r.label, "program": p} for r, p in self.instruments],
            "seed": self.seed,
            "temperature": self.temperature,
            "top_p": self.top_p,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> "ComposeRequest":
        """Read a request, naming the first field that is wrong (BadRequestError)."""
        values = _known_fields(cls, data)
        if isinstance(values.get("key"), str):
            values["key"] = Key.parse(str(values["key"]))
        if values.get("instruments") is not None:
            values["instruments"] = read_instruments(values["instruments"])
        return cls(**_numbers(values))


@dataclass(frozen=True)
class RestyleRequest:
    """A new band for an existing piece: `strength` 0 (unchanged) to 100, `keep` from LOCKS."""

    genre: str
    strength: int = 60
    keep: frozenset[str] = field(default_factory=lambda: frozenset({"melody"}))
    seed: int | None = None
    temperature: float = 1.0
    top_p: float = 0.95

    def __post_init__(self) -> None:
        object.__setattr__(self, "genre", known_genre(self.genre))
        _within("strength", self.strength, 0, 100)
        for lock in self.keep:
            _one_of("keep", lock, LOCKS)
        _check_sampling(self.temperature, self.top_p, self.seed)

    def to_json(self) -> dict[str, Any]:
        """What `from_json` reads."""
        return {
            "genre": self.genre,
            "strength": self.strength,
            "keep": sorted(self.keep),
            "seed": self.seed,
            "temperature": self.temperature,
            "top_p": self.top_p,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> "RestyleRequest":
        """Read a request, naming the first field that is wrong (BadRequestError)."""
        values = _known_fields(cls, data)
        keep = values.get("keep")
        if keep is None:
            values.pop("keep", None)
        else:
            names = keep.split(",") if isinstance(keep, str) else keep
            if not isinstance(names, (list, tuple, set, frozenset)):
                raise BadRequestError(f"“keep” is a list of {', '.join(LOCKS)}.")
            values["keep"] = frozenset(str(n).strip() for n in names if str(n).strip())
        return cls(**_numbers(values))


def known_genre(name: object) -> str:
    """The genre's own name for what was asked ("disco" is electronic).

    Raises:
        BadRequestError: there is no such genre.
    """
    text = str(name).strip().lower()
    genre = ALIASES.get(text, text)
    if genre not in GENRES:
        raise BadRequestError(f"“{name}” is not a genre. There are: {', '.join(GENRES)}.")
    return genre


def read_instruments(data: object) -> Instruments:
    """Read [{"role": "piano", "program": 0}, …]; the program may be left out.

    Raises:
        BadRequestError: an unknown role or a program outside 0–127.
    """
    if not isinstance(data, (list, tuple)):
        raise BadRequestError("“instruments” is a list of {role, program}.")
    out = []
    for item in data:
        if not isinstance(item, Mapping):
            raise BadRequestError("Each instrument is {role, program}.")
        role = role_named(str(item.get("role", "")))
        program = item.get("program")
        if program is None:
            program = DEFAULT_PROGRAM[role]
        if isinstance(program, bool) or not isinstance(program, int) or not 0 <= program <= 127:
            raise BadRequestError(f"{program!r} is not a General MIDI program: 0 to 127.")
        out.append((role, program))
    return tuple(out)


def instruments_from_text(text: str | None) -> list[dict[str, Any]] | None:
    """Read "piano,bass,drums" or "melody=73,piano" for `read_instruments`; None stays None."""
    if text is None:
        return None
    out: list[dict[str, Any]] = []
    for part in filter(None, (p.strip() for p in text.split(","))):
        name, _, program = part.partition("=")
        if program and not program.isdigit():
            raise BadRequestError(f"“{program}” is not a General MIDI program: 0 to 127.")
        out.append({"role": name, "program": int(program) if program else None})
    return out


def role_named(name: str) -> Role:
    """The role of a name like "piano".

    Raises:
        BadRequestError: there is no such role.
    """
    try:
        return Role[name.strip().upper()]
    except KeyError:
        known = ", ".join(r.label for r in Role)
        raise BadRequestError(f"“{name}” is not a part. There are: {known}.") from None


def _known_fields(cls: type, data: Mapping[str, object]) -> dict[str, Any]:
    names = list(cls.__dataclass_fields__)  # type: ignore[attr-defined]  # both callers are dataclasses
    for name in data:
        if name not in names:
            raise BadRequestError(f"“{name}” is not known here. There are: {', '.join(names)}.")
    if "genre" not in data:
        raise BadRequestError(f"Say which genre: {', '.join(GENRES)}.")
    return dict(data)


def _numbers(values: dict[str, Any]) -> dict[str, Any]:
    """Whole numbers may arrive as floats or text; anything else is refused by name."""
    out = dict(values)
    for name, kind in (
        ("bars", int), ("strength", int), ("seed", int), ("tempo", float),
        ("temperature", float), ("top_p", float),
    ):  # fmt: skip
        value = out.get(name)
        if value is None:
            if name not in ("seed", "tempo"):
                out.pop(name, None)
            continue
        try:
            number = float(value)
        except (TypeError, ValueError):
            raise BadRequestError(f"“{name}” must be a number, not {value!r}.") from None
        if isinstance(value, bool) or (kind is int and number % 1):
            raise BadRequestError(f"“{name}” must be a whole number, not {value!r}.")
        out[name] = kind(number)
    return out


def _within(name: str, value: float, low: float, high: float) -> None:
    if not low <= value <= high:
        raise BadRequestError(f"“{name}” must be between {low:g} and {high:g}, not {value:g}.")


def _one_of(name: str, value: str, choices: tuple[str, ...]) -> None:
    if value not in choices:
        raise BadRequestError(f"“{value}” is no {name}. Choose from: {', '.join(choices)}.")


def _check_sampling(temperature: float, top_p: float, seed: int | None) -> None:
    _within("temperature", temperature, 0.2, 2.0)
    _within("top_p", top_p, 0.1, 1.0)
    if seed is not None:
        _within("seed", seed, 0, MOST_SEED)
