"""What drummers do: patterns by place in the bar, the drums used, swing, and how bars repeat."""

import numpy as np
import numpy.typing as npt

from backend.music.score import Role
from backend.music.style.counting import (
    QUARTER,
    SLOTS,
    Floats,
    histogram,
    mean,
    named,
    off_beat,
    per_bar,
    share,
    slots,
    spread,
)
from backend.music.style.material import Integers, Material

KINDS = (
    "kick", "snare", "hat", "open hat", "ride", "crash", "tom", "clap", "tambourine", "hand drum",
    "other",
)  # fmt: skip
_KICK, _SNARE, _HAT, _OPEN, _RIDE, _CRASH, _TOM, _CLAP, _TAMBOURINE, _HAND, _OTHER = range(11)


def _kinds() -> Integers:
    """General MIDI percussion number → kind of drum."""
    table = np.full(128, _OTHER, np.int64)
    for kind, numbers in (
        (_KICK, (35, 36)), (_SNARE, (37, 38, 40)), (_HAT, (42, 44)), (_OPEN, (46,)),
        (_RIDE, (51, 53, 59)), (_CRASH, (49, 52, 55, 57)), (_TOM, (41, 43, 45, 47, 48, 50)),
        (_CLAP, (39,)), (_TAMBOURINE, (54, 69, 70, 82)),
        (_HAND, (60, 61, 62, 63, 64, 65, 66, 67, 68, 75, 76, 77, 78, 79)),
    ):  # fmt: skip
        table[list(numbers)] = kind
    return table


_KIND = _kinds()
_VOICES = {"kick": (_KICK,), "snare": (_SNARE, _CLAP), "cymbal": (_HAT, _OPEN, _RIDE)}


def describe_drums(material: Material) -> dict[str, float]:
    """Some ninety descriptors; all 0 for a piece without drums."""
    drums = material.role == Role.DRUMS
    hits = per_bar(material, drums)
    played = max(int((hits > 0).sum()), 1)
    kind = _KIND[material.pitch[drums]]
    slot = slots(material, drums)
    out = {
        "drums share": share(drums),
        "drums bars": share(hits > 0),
        "drums hits": float(hits.sum()) / played,
        "drums hits spread": spread(hits[hits > 0]),
        "drums off beat": off_beat(material, drums),
        "drums loudness": mean(material.velocity[drums]),
        "drums loudness spread": spread(material.velocity[drums]),
    }
    grids: dict[str, Floats] = {}
    for name, kinds in _VOICES.items():
        grid = np.bincount(slot[np.isin(kind, kinds)], minlength=SLOTS) / played
        grids[name] = grid
        out |= named(name, grid)
    out |= named("drum kind", histogram(kind, len(KINDS)))
    out |= _grooves(grids)
    out |= named("drums in beat", histogram(material.position[drums] % QUARTER, QUARTER))
    out["drums swing"] = swing(material, drums)
    return out | _repetition(material, drums, kind, slot)


def swing(material: Material, chosen: npt.NDArray[np.bool_]) -> float:
    """Of the notes halfway through a quarter, the share at its last third (and not its middle)."""
    inside = material.position[chosen] % QUARTER
    late, even = int((inside == 8).sum()), int((inside == 6).sum())
    return late / (late + even) if late + even else 0.0


def _grooves(grids: dict[str, Floats]) -> dict[str, float]:
    kick, snare, cymbal = grids["kick"], grids["snare"], grids["cymbal"]
    beats, back = [0, 4, 8, 12], [4, 12]
    return {
        "four on the floor": float(kick[beats].min()),
        "kick on one and three": float(kick[[0, 8]].mean() - kick[back].mean()),
        "back beat": float(snare[back].mean() - snare[[0, 8]].mean()),
        "snare besides": float(snare.sum() - snare[back].sum()),
        "cymbal eighths": float(cymbal[::2].min()),
        "cymbal sixteenths": float(cymbal[1::2].mean()),
        "cymbal off beats": float(cymbal[2::4].mean() - cymbal[::4].mean()),
    }


def _repetition(
    material: Material, drums: npt.NDArray[np.bool_], kind: Integers, slot: Integers
) -> dict[str, float]:
    """How often a bar of drums is the one before it, or any bar before it, once more."""
    grid = np.zeros((material.bars, len(KINDS), SLOTS), np.bool_)
    grid[material.bar[drums], kind, slot] = True
    flat = grid.reshape(material.bars, -1)
    full: npt.NDArray[np.bool_] = np.asarray(flat.any(axis=1))
    both = full[1:] & full[:-1]
    same = np.asarray((flat[1:] == flat[:-1]).all(axis=1))[both]
    kept = flat[full]
    distinct = len(np.unique(np.packbits(kept, axis=1), axis=0)) / len(kept) if len(kept) else 0.0
    return {"drums bar again": share(same), "drums distinct bars": distinct}
