"""Instruments of a request: which roles play, and with which General MIDI program."""

from collections.abc import Mapping
from typing import Any

from backend.music.errors import BadRequestError
from backend.music.score import DEFAULT_PROGRAM, Role

Instruments = tuple[tuple[Role, int], ...]


def read_instruments(data: object) -> Instruments:
    """Read [{"role": "piano", "program": 0}, …]; the program may be left out.

    Raises:
        BadRequestError: an unknown role, a program outside 0–127, no part or one part twice.
    """
    if not isinstance(data, (list, tuple)):
        raise BadRequestError("“instruments” is a list of {role, program}.")
    out = tuple(item if isinstance(item, tuple) else _read_one(item) for item in data)
    if not out:
        raise BadRequestError("Choose at least one instrument, or leave the choice to us.")
    if len({role for role, _ in out}) < len(out):
        raise BadRequestError("Each part can be there once: remove the second one.")
    return out


def _read_one(item: object) -> tuple[Role, int]:
    if not isinstance(item, Mapping):
        raise BadRequestError("Each instrument is {role, program}.")
    role = role_named(str(item.get("role", "")))
    program = item.get("program")
    if program is None:
        program = DEFAULT_PROGRAM[role]
    if isinstance(program, bool) or not isinstance(program, int) or not 0 <= program <= 127:
        raise BadRequestError(f"{program!r} is not a General MIDI program: 0 to 127.")
    return role, program


def written_instruments(instruments: Instruments) -> list[dict[str, Any]]:
    """What `read_instruments` reads."""
    return [{"role": role.label, "program": program} for role, program in instruments]


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
