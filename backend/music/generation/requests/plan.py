"""A plan as people edit it: bar by bar who plays how much, how high, how loud, over which chords.

Whatever a bar says is planned exactly; what it leaves out is the planner's. A role that a bar does
not name is left to the planner as well: nobody is silenced but by the number 0. A bar that says
what it repeats repeats nothing else, and a part repeats only a bar in which it has as many notes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from backend.music.errors import BadRequestError
from backend.music.events import vocabulary as v
from backend.music.events.encoded import STEPS
from backend.music.generation.requests.instruments import (
    Instruments,
    read_instruments,
    role_named,
    written_instruments,
)
from backend.music.score import Role
from backend.music.theory.progression import MOST_CHORDS
from backend.music.theory.symbols import chord_of_symbol

MOST_NOTES = 96  # of one role in one bar
MOST_BARS = 1024
CHORDS = "chords"
_FIELDS = ("notes", "register", "loudness", CHORDS, "repeats", "rhythms")


@dataclass(frozen=True)
class Repeat:
    """A part (a role, or `vocabulary.CHORD`) that has an earlier bar once more.

    `bar` counts from 0; `rhythm` is whether pitches are drawn anew.
    """

    part: int
    bar: int
    rhythm: bool


@dataclass(frozen=True)
class PlanBar:
    """One bar: notes per role, register and loudness in steps 0–7, one or two chord symbols.

    `repeats` None leaves to the planner what comes again.
    """

    notes: tuple[tuple[Role, int], ...] = ()
    register: int | None = None
    loudness: int | None = None
    chords: tuple[str, ...] | None = None
    repeats: tuple[Repeat, ...] | None = None


@dataclass(frozen=True)
class Plan:
    """The bars, and the band if the plan names it."""

    bars: tuple[PlanBar, ...]
    instruments: Instruments | None = None


def read_plan(data: object) -> Plan:
    """Read {"bars": [{"notes": {"drums": 12}, "register": 3, "loudness": 4, "chords": ["Dm7"]}]}.

    A bar may be {}; "repeats": {"drums": 1, "chords": 1} has the notes of bar 1 once more,
    "rhythms": {"bass": 1} its rhythm. "instruments" beside "bars" names the whole band.

    Raises:
        BadRequestError: names the bar and what is wrong in it.
    """
    if isinstance(data, (list, tuple)):
        data = {"bars": data}
    if not isinstance(data, Mapping) or not {"bars"} <= set(data) <= {"bars", "instruments"}:
        raise BadRequestError(f"“plan” is {{bars: [{{{', '.join(_FIELDS)}}}, …]}}.")
    bars = data["bars"]
    if not isinstance(bars, (list, tuple)) or not 1 <= len(bars) <= MOST_BARS:
        raise BadRequestError(f"The bars of a plan are a list of 1 to {MOST_BARS}.")
    band = data.get("instruments")
    return Plan(
        tuple(_bar(number, bar) for number, bar in enumerate(bars, 1)),
        None if band is None else read_instruments(band),
    )


def written_plan(plan: Plan) -> dict[str, Any]:
    """What `read_plan` reads."""
    band = plan.instruments
    head = {} if band is None else {"instruments": written_instruments(band)}
    return {**head, "bars": [_written_bar(bar) for bar in plan.bars]}


def _bar(number: int, data: object) -> PlanBar:
    where = f"Bar {number} of the plan"
    if not isinstance(data, Mapping):
        raise BadRequestError(f"{where} must be an object, not {data!r}.")
    unknown = set(data) - set(_FIELDS)
    if unknown:
        raise BadRequestError(
            f"{where}: “{min(map(str, unknown))}” is not known here. "
            f"There are: {', '.join(_FIELDS)}."
        )
    notes = data.get("notes") or {}
    if not isinstance(notes, Mapping):
        raise BadRequestError(f"{where}: “notes” maps parts to numbers, like {{drums: 12}}.")
    chords = data.get("chords")
    return PlanBar(
        notes=tuple(
            (role_named(str(name)), _step(where, f"notes of {name}", count, MOST_NOTES))
            for name, count in notes.items()
        ),
        register=_optional(where, "register", data),
        loudness=_optional(where, "loudness", data),
        chords=None if chords is None else _chords(where, chords),
        repeats=_repeats(where, number, data),
    )


def _repeats(where: str, number: int, data: Mapping[str, object]) -> tuple[Repeat, ...] | None:
    """What the bar of this number (from 1) repeats."""
    if data.get("repeats") is None and data.get("rhythms") is None:
        return None
    found: dict[int, Repeat] = {}
    for name in ("rhythms", "repeats"):
        bars = data.get(name) or {}
        if not isinstance(bars, Mapping):
            raise BadRequestError(f"{where}: “{name}” maps parts to bars, like {{drums: 1}}.")
        for key, bar in bars.items():
            part = v.CHORD if key == CHORDS and name == "repeats" else role_named(str(key))
            again = _step(where, f"{name} of {key}", bar, MOST_BARS)
            if not 1 <= again < number:
                raise BadRequestError(
                    f"{where}: {key} can repeat an earlier bar only, from 1 on, not {again}."
                )
            found[part] = Repeat(part, again - 1, name == "rhythms")
    return tuple(found.values())


def _optional(where: str, name: str, data: Mapping[str, object]) -> int | None:
    value = data.get(name)
    return None if value is None else _step(where, name, value, STEPS - 1)


def _step(where: str, name: str, value: object, most: int) -> int:
    number = int(value) if isinstance(value, float) and value.is_integer() else value
    if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number <= most:
        raise BadRequestError(f"{where}: “{name}” must be 0 to {most}, not {value!r}.")
    return number


def _chords(where: str, value: object) -> tuple[str, ...]:
    symbols = value.split() if isinstance(value, str) else value
    if not isinstance(symbols, (list, tuple)) or not 1 <= len(symbols) <= MOST_CHORDS:
        raise BadRequestError(f"{where}: “chords” holds one or two chord symbols.")
    for symbol in symbols:
        try:
            chord_of_symbol(str(symbol))
        except BadRequestError as fault:
            raise BadRequestError(f"{where}: {fault}") from None
    return tuple(str(symbol) for symbol in symbols)


def _written_bar(bar: PlanBar) -> dict[str, Any]:
    out: dict[str, Any] = {}
    if bar.notes:
        out["notes"] = {role.label: count for role, count in bar.notes}
    for name in ("register", "loudness"):
        if getattr(bar, name) is not None:
            out[name] = getattr(bar, name)
    if bar.chords is not None:
        out["chords"] = list(bar.chords)
    if bar.repeats is not None:
        out["repeats"] = {_part(r.part): r.bar + 1 for r in bar.repeats if not r.rhythm}
        rhythms = {_part(r.part): r.bar + 1 for r in bar.repeats if r.rhythm}
        out |= {"rhythms": rhythms} if rhythms else {}
    return out


def _part(part: int) -> str:
    return CHORDS if part == v.CHORD else Role(part).label
