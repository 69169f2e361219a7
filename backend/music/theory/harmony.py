"""What sounds in each chord slot, and the cheapest way through its chords: compiled loops."""

import numpy as np
import numpy.typing as npt

from backend.music.compiled import kernel

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]
Notes = npt.NDArray[np.void]


@kernel
def profiles(
    rows: Notes, role: Bytes, tune: int, tune_weight: float, start: Ints, end: Ints, longest: int
) -> Floats:
    """(n, 12): how long each pitch class sounds in each slot, in slots, compressed.

    Notes whose `role` is `tune` have a weight of their own; a note counts for at most `longest`
    slots.
    """
    table = np.zeros((len(start), 12))
    first, before = 0, np.int64(0)
    for i in range(len(rows)):
        onset, duration = np.int64(rows[i].onset), np.int64(max(rows[i].duration, 1))
        if onset < before:  # Another track begins.
            first = 0
        before = onset
        while first < len(end) and end[first] <= onset:
            first += 1
        weight = tune_weight if role[i] == tune else 1.0
        for slot in range(first, min(first + longest, len(start))):
            if start[slot] >= onset + duration:
                break
            length = end[slot] - start[slot]
            sounds = min(onset + duration, end[slot]) - max(onset, start[slot])
            # A tail that is less than a tenth of its note is a release, not a part of this harmony.
            if sounds * 10 >= duration or sounds * 4 >= length:
                table[slot, rows[i].pitch % 12] += sounds / length * weight
    # Doubling a tone in ten tracks makes it surer, but not ten times as much.
    return np.sqrt(table)


@kernel
def bass_profiles(rows: Notes, start: Ints, end: Ints, cells: Floats, longest: int) -> Floats:
    """(n, 12): share of each slot in which each pitch class is the lowest that sounds.

    A slot is looked at in as many parts as `cells` has weights; a note counts for at most `longest`
    of them.
    """
    parts = len(cells)
    opens = np.empty(len(start) * parts, np.int64)
    closes = np.empty(len(start) * parts, np.int64)
    shortest = end[0] - start[0]
    for slot in range(len(start)):
        length = end[slot] - start[slot]
        shortest = min(shortest, length)
        for part in range(parts):
            opens[slot * parts + part] = start[slot] + length * part // parts
            closes[slot * parts + part] = start[slot] + length * (part + 1) // parts
    slack = shortest // (parts * 4)
    lowest = np.full(len(opens), 128, np.int64)
    first, before = 0, np.int64(0)
    for note in rows:
        onset = np.int64(note.onset) + slack
        stop = max(onset - 2 * slack + max(note.duration, 1), onset + 1)
        if onset < before:
            first = 0
        before = onset
        while first < len(closes) and closes[first] <= onset:
            first += 1
        for cell in range(first, min(first + longest, len(opens))):
            if opens[cell] >= stop:
                break
            lowest[cell] = min(lowest[cell], note.pitch)
    table = np.zeros((len(start), 12))
    for cell in range(len(opens)):
        if lowest[cell] < 128:
            table[cell // parts, lowest[cell] % 12] += cells[cell % parts]
    return table


@kernel
def _match(
    profile: Floats, bass: Floats, total: float, says: Floats, present: float, out: Floats
) -> None:
    """Add to `out` (120,) what the tones of a slot say; it holds what their absence would."""
    for tone in range(12):
        if profile[tone] or bass[tone]:
            share = profile[tone] / total
            there = min(share / present, 1.0)
            for chord in range(len(out)):
                out[chord] += (
                    share * says[tone, chord]
                    + bass[tone] * says[12 + tone, chord]
                    - there * says[24 + tone, chord]
                )


@kernel
def best_chords(
    profile: Floats, bass: Floats, says: Floats, empty: Floats, present: float, change: Floats
) -> Bytes:
    """(n,) chord numbers 1–120: those that explain the slots best, less what changes cost.

    A silent slot has the chord before it, 0 if there is none. All changes cost the same at one
    place, so that a step is one maximum and not a 120² table.

    Args:
        profile: (n, 12) how long each pitch class sounds.
        bass: (n, 12) the share in which it is the lowest.
        says: (36, 120) what share, bass and absence of a pitch class say for each chord.
        empty: (120,) what is said for each chord where all its tones are absent.
        present: The share from which a pitch class is not absent at all.
        change: (n,) what it costs to change the chord at each slot.
    """
    slots, chords = len(profile), len(empty)
    stays = np.empty((slots, chords), np.bool_)
    best = np.full(slots, -1, np.int64)  # the chord with the best sum that ends there
    totals, gain = np.zeros(chords), np.empty(chords)
    last, moved = -1, 0.0
    for slot in range(slots):
        total = 0.0
        for tone in range(12):
            total += profile[slot, tone]
        if total == 0:
            continue
        gain[:] = empty
        _match(profile[slot], bass[slot], total, says, present, gain)
        if last >= 0:
            moved = totals[best[last]] - change[slot]
        top = 0
        for chord in range(chords):
            # Whoever stands no better than a change from the best came from the best.
            stays[slot, chord] = totals[chord] >= moved
            totals[chord] = max(totals[chord], moved) + gain[chord]
            if totals[chord] > totals[top]:
                top = chord
        best[slot] = top
        last = slot
    path = np.zeros(slots, np.uint8)
    if last < 0:
        return path
    at = best[last]
    later = last  # the slot that sounds next
    for slot in range(last, -1, -1):
        if best[slot] >= 0:
            if slot < last and not stays[later, at]:
                at = best[slot]
            path[slot] = at + 1
            later = slot
    for slot in range(1, slots):
        if best[slot] < 0:
            path[slot] = path[slot - 1]
    return path
