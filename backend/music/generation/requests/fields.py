"""The fields of requests: how each is read from JSON, written back, and checked, by its name."""

from collections.abc import Callable, Mapping
from typing import Any

from backend.music.errors import BadRequestError
from backend.music.generation.requests.blend import Blend
from backend.music.generation.requests.instruments import (
    read_instruments,
    role_named,
    written_instruments,
)
from backend.music.generation.requests.mood import mood_name
from backend.music.generation.requests.plan import Plan, read_plan, written_plan
from backend.music.score import Key

METRES = ("4/4", "3/4", "2/4", "5/4", "6/4", "6/8", "9/8", "12/8")
BARS = (4, 256)  # of a new piece; fewer can be added to one that is there
TEMPO = (40, 240)  # quarters per minute
LOCKS = ("melody", "chords", "bass", "drums", "structure")
MOST_SEED = 2**31 - 1
MOST_POINTS = 256  # of an energy curve: one a bar of the longest piece
Limits = Mapping[str, tuple[float, float]]
LIMITS: Limits = {
    "bars": (1, BARS[1]), "tempo": TEMPO, "seed": (0, MOST_SEED), "temperature": (0.2, 2.0),
    "top_p": (0.1, 1.0), "candidates": (1, 8), "register": (0, 100), "strength": (0, 100),
    "first_bar": (1, 10_000), "last_bar": (1, 10_000), "program": (0, 127),
}  # fmt: skip
WHOLE = (
    "bars", "seed", "candidates", "register", "strength", "first_bar", "last_bar", "program",
)  # fmt: skip


def number(name: str, value: object, limits: Limits = LIMITS) -> float:
    """A number, which may arrive as text; whole where the field is.

    Raises:
        BadRequestError: it is none, or outside its limits.
    """
    try:
        found = float(value)  # type: ignore[arg-type]  # what is no number is caught below
    except (TypeError, ValueError):
        raise BadRequestError(f"“{name}” must be a number, not “{value}”.") from None
    if isinstance(value, bool) or (name in WHOLE and found % 1):
        raise BadRequestError(f"“{name}” must be a whole number, not {value}.")
    low, high = limits[name]
    if not low <= found <= high:
        raise BadRequestError(
            f"“{name}” must be between {low:.10g} and {high:.10g}, not {found:.10g}."
        )
    return int(found) if name in WHOLE else found


def one_of(name: str, value: str, choices: tuple[str, ...]) -> None:
    """Refuse what is not among the choices."""
    if value not in choices:
        raise BadRequestError(f"“{value}” is no {name}. Choose from: {', '.join(choices)}.")


def energy(value: object) -> tuple[float, ...]:
    """Points 0–100 spread evenly over the piece; one number is a level."""
    points = value if isinstance(value, (list, tuple)) else [value]
    if not 1 <= len(points) <= MOST_POINTS:
        raise BadRequestError(f"“energy” has 1 to {MOST_POINTS} points, not {len(points)}.")
    out = []
    for place, point in enumerate(points, 1):
        try:
            level = float(point)
        except (TypeError, ValueError):
            level = -1.0
        if isinstance(point, bool) or not 0 <= level <= 100:
            raise BadRequestError(f"Point {place} of “energy” must be 0 to 100, not {point}.")
        out.append(level)
    return tuple(out)


def keep(value: object) -> frozenset[str]:
    """Names of LOCKS as a list or as text with commas."""
    names = value.split(",") if isinstance(value, str) else value
    if not isinstance(names, (list, tuple, set, frozenset)):
        raise BadRequestError(f"“keep” is a list of {', '.join(LOCKS)}.")
    found = frozenset(str(n).strip() for n in names if str(n).strip())
    for lock in found:
        one_of("keep", lock, LOCKS)
    return found


def tracks(value: object) -> tuple[int, ...]:
    """Track numbers of a source, counted from 0."""
    if not isinstance(value, (list, tuple)) or not value:
        raise BadRequestError("“tracks” is a list of track numbers, counted from 0.")
    for item in value:
        if isinstance(item, bool) or not isinstance(item, int) or item < 0:
            raise BadRequestError(f"{item!r} is not a track number. They count from 0.")
    return tuple(sorted(set(value)))


def text(name: str, value: object) -> str:
    """Plain text."""
    if not isinstance(value, str):
        raise BadRequestError(f"“{name}” must be text, not {value!r}.")
    return value


def _mapping(name: str, value: object) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise BadRequestError(f"“{name}” must be an object, not {value!r}.")
    return dict(value)


def read(name: str, value: object, limits: Limits = LIMITS) -> Any:
    """A field's value as requests hold it. What is already read stays as it is.

    Raises:
        BadRequestError: names the field and what is possible.
    """
    if name in limits:
        return number(name, value, limits)
    reader = _READERS.get(name)
    return reader(value) if reader else text(name, value)


def write(name: str, value: Any) -> Any:
    """A field's value as JSON: the mirror of `read`."""
    if value is None or name not in _WRITERS:
        return value
    return _WRITERS[name](value)


def _key(value: object) -> Key:
    return value if isinstance(value, Key) else Key.parse(text("key", value))


def _plan(value: object) -> Plan:
    return value if isinstance(value, Plan) else read_plan(value)


_READERS: dict[str, Callable[[object], Any]] = {
    "blend": Blend.read,
    "key": _key,
    "instruments": read_instruments,
    "mood": mood_name,
    "energy": energy,
    "plan": _plan,
    "keep": keep,
    "tracks": tracks,
    "role": lambda value: role_named(text("role", value)).label,
    "record": lambda value: _mapping("record", value),
}
_WRITERS: dict[str, Callable[[Any], Any]] = {
    "blend": Blend.to_json,
    "key": str,
    "instruments": written_instruments,
    "energy": list,
    "plan": written_plan,
    "keep": sorted,
    "tracks": list,
}
