"""What lines do: the bass, the melody, and all pitched parts together."""

import numpy as np
import numpy.typing as npt

from backend.music.score import Role
from backend.music.style.counting import (
    QUARTER,
    SLOTS,
    binned,
    histogram,
    mean,
    named,
    off_beat,
    per_bar,
    share,
    slots,
    spread,
)
from backend.music.style.drumming import swing
from backend.music.style.material import Integers, Material
from backend.music.theory import CHORD_TONES, QUALITIES

# Grid ticks: up to a sixteenth, a triplet, an eighth, a quarter, a half, a bar, and longer.
_DURATIONS = (4, 5, 8, 14, 27, 51)
_STEPS = (1, 2, 3, 5, 6, 8, 12, 13)  # semitones: repeat, second, …, fourth, tritone, fifth, …


def describe_bass(material: Material) -> dict[str, float]:
    """How much the bass plays, where in the bar, and what of the chord."""
    bass = material.role == Role.BASS
    out = _line(material, bass, "bass")
    chord = chord_at(material, bass)
    named_chord = chord > 0
    above = (material.pitch[bass] - (chord - 1) // len(QUALITIES)) % 12
    out["bass on root"] = share(above[named_chord] == 0)
    out["bass on fifth"] = share(above[named_chord] == 7)
    out["bass on third"] = share(np.isin(above[named_chord], (3, 4)))
    onset, pitch = material.onset[bass], material.pitch[bass]
    step, gap = np.abs(np.diff(pitch)), np.diff(onset)
    out["bass walks"] = share((gap == QUARTER) & (step > 0) & (step <= 4))
    out["bass pumps"] = share((gap <= QUARTER // 2) & (step == 0))
    out["bass octaves"] = share(step == 12)
    return out


def describe_melody(material: Material) -> dict[str, float]:
    """How the tune moves."""
    melody = material.role == Role.MELODY
    out = _line(material, melody, "melody")
    step = np.diff(material.pitch[melody])
    out["melody rises"] = share(step[step != 0] > 0)
    pitch = material.pitch[melody]
    out["melody range"] = float(np.ptp(np.percentile(pitch, (5, 95)))) if len(pitch) else 0.0
    chord = chord_at(material, melody)
    inside = CHORD_TONES[np.maximum(chord, 0), pitch % 12]
    out["melody in chord"] = share(inside[chord > 0])
    gap = np.diff(material.onset[melody])
    out["melody breath"] = share(gap >= 4 * QUARTER)
    return out


def describe_parts(material: Material) -> dict[str, float]:
    """The accompaniment, and everything pitched together."""
    pitched = material.role != Role.DRUMS
    rest = pitched & (material.role != Role.BASS) & (material.role != Role.MELODY)
    out = _line(material, rest, "rest", intervals=False)
    out |= _chords_struck(material, rest)
    onset = material.position[pitched]
    out |= named("pitched in beat", histogram(onset % QUARTER, QUARTER))
    out["pitched swing"] = swing(material, pitched)
    counts = per_bar(material, pitched)
    out["pitched notes"] = mean(counts)
    out["pitched notes spread"] = spread(counts) / max(mean(counts), 1e-9)
    out["silent bars"] = share(counts == 0)
    ticks = material.lengths.sum()
    out["polyphony"] = float(material.duration[pitched].sum()) / max(float(ticks), 1.0)
    roles = np.zeros((material.bars, len(Role)), np.bool_)
    roles[material.bar, material.role] = True
    out["parts at once"] = mean(roles.sum(axis=1))
    out["loudness"] = mean(material.velocity[pitched])
    out["loudness spread"] = spread(material.velocity[pitched])
    on = pitched & (material.position % QUARTER == 0)
    out["accent"] = mean(material.velocity[on]) - mean(material.velocity[pitched])
    return out


def chord_at(material: Material, chosen: npt.NDArray[np.bool_]) -> Integers:
    """The chord that sounds where each chosen note begins (0: none has a name)."""
    late = material.position[chosen] * 2 >= material.lengths[material.bar[chosen]]
    chords: Integers = material.chords[material.bar[chosen], late.astype(np.int64)]
    return chords


def _line(
    material: Material, chosen: npt.NDArray[np.bool_], name: str, *, intervals: bool = True
) -> dict[str, float]:
    """What is said of every line: where it lies, how dense, how long, how it moves."""
    counts = per_bar(material, chosen)
    pitch, duration = material.pitch[chosen], material.duration[chosen]
    out = {
        f"{name} bars": share(counts > 0),
        f"{name} notes": mean(counts[counts > 0]),
        f"{name} pitch": mean(pitch),
        f"{name} pitch spread": spread(pitch),
        f"{name} off beat": off_beat(material, chosen),
        f"{name} loudness": mean(material.velocity[chosen]),
    }
    out |= named(f"{name} slot", histogram(slots(material, chosen), SLOTS))
    out |= named(f"{name} duration", binned(duration, _DURATIONS))
    gaps = np.diff(material.onset[chosen])
    if intervals:
        out |= named(f"{name} step", binned(np.abs(np.diff(pitch)), _STEPS))
        held = duration[:-1][gaps > 0] / gaps[gaps > 0]
        out[f"{name} legato"] = mean(np.minimum(held, 2.0))
    return out


def _chords_struck(material: Material, chosen: npt.NDArray[np.bool_]) -> dict[str, float]:
    """How many notes are struck together, and what intervals they form."""
    onset, pitch, role = (a[chosen] for a in (material.onset, material.pitch, material.role))
    place = onset * len(Role) + role
    _, size = np.unique(place, return_counts=True)
    order = np.lexsort((pitch, place))
    place, pitch = place[order], pitch[order]
    together = place[1:] == place[:-1]
    interval = np.minimum(np.diff(pitch)[together], 12)
    return named("struck", binned(size, (2, 3, 4, 5))) | named("stacked", histogram(interval, 13))
