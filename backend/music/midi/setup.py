"""Give every part the program and controls that another chunk sets for its channel."""

from dataclasses import replace

import numpy as np

from backend.music.midi.parts import Part


def share_setup(parts: tuple[Part, ...], ports: dict[int, int]) -> tuple[Part, ...]:
    """Give parts what other chunks say about their channel; leaves out parts without notes.

    Many type 1 files keep all programs and volumes in a set-up track of their own, and where two
    chunks play a channel, one of them sets it up. `ports` has the MIDI port of a chunk (else 0).
    """
    programs: dict[tuple[int, int], int] = {}
    setups: dict[tuple[int, int], list[Part]] = {}
    playing = {(part.chunk, part.channel) for part in parts if len(part.notes)}
    for part in parts:
        line = ports.get(part.chunk, 0), part.channel
        is_silent = (part.chunk, part.channel) not in playing
        if part.programmed and (is_silent or line not in programs):
            programs[line] = part.program
        if is_silent and (len(part.controls) or len(part.bends)):
            setups.setdefault(line, []).append(part)
    shared = []
    for part in parts:
        line = ports.get(part.chunk, 0), part.channel
        if len(part.notes):
            shared.append(_with_setup(part, programs.get(line), setups.get(line, [])))
    return tuple(shared)


def _with_setup(part: Part, program: int | None, setups: list[Part]) -> Part:
    if not part.programmed and program is not None:
        part = replace(part, program=program)
    if not setups:
        return part
    controls = np.concatenate([part.controls, *(setup.controls for setup in setups)])
    bends = np.concatenate([part.bends, *(setup.bends for setup in setups)])
    return replace(
        part,
        controls=controls.take(np.argsort(controls["tick"], kind="stable")),
        bends=bends.take(np.argsort(bends["tick"], kind="stable")),
    )
