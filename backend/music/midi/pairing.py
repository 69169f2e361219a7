"""Find the end of every note: which note-off belongs to which note-on."""

from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]


def durations(key: npt.NDArray[Any], tick: Ints, is_on: npt.NDArray[np.bool_]) -> tuple[Ints, int]:
    """The duration of every note-on in ticks, −1 where it has no end, and how many lack theirs.

    The arrays are (n,), one entry a note-on or note-off in the order of time. `key` is a number
    for each channel and pitch. A note-off ends the note of its key that has sounded longest; one
    too many does nothing. Where a key has notes that are never ended, note-offs were lost, and all
    its notes are paired anew: each ends at its next note-off or where the key is struck again,
    whichever is first. What is returned for note-offs means nothing.
    """
    order = np.argsort(key, kind="stable")
    key, tick, is_on = key.take(order), tick.take(order), is_on.take(order)
    found = np.empty(len(order), np.int64)
    # Where on and off take turns, as nearly everywhere, a note ends at the next entry.
    found[order[:-1]] = tick[1:] - tick[:-1]
    odd = _odd_ones(key, is_on)
    if not len(odd):
        return found, 0
    found[order[odd]], stuck = _queued(_numbered(key[odd]), tick[odd], is_on[odd])
    return found, stuck


def _odd_ones(key: npt.NDArray[Any], is_on: npt.NDArray[np.bool_]) -> Ints:
    """The entries of all keys in which on and off do not simply take turns."""
    if not len(key):
        return np.zeros(0, np.int64)
    # Keys are told apart by what stands at their ends: they should begin with a note-on, as if
    # a note-off came before, and not end with one.
    is_new = key[1:] != key[:-1]
    out_of_turn = is_on[1:] == (is_on[:-1] & ~is_new)
    unended = is_new & is_on[:-1]
    is_odd = np.zeros(int(key[-1]) + 1, np.bool_)
    is_odd[key[1:][out_of_turn]] = True
    is_odd[key[:-1][unended]] = True
    is_odd[key[0]] |= not is_on[0]
    is_odd[key[-1]] |= is_on[-1]
    return np.flatnonzero(is_odd[key]) if is_odd.any() else np.zeros(0, np.int64)


def starts_of(values: npt.NDArray[Any]) -> Ints:
    """Where each run of equal values begins."""
    if not len(values):
        return np.zeros(0, np.int64)
    return np.append(0, np.flatnonzero(values[1:] != values[:-1]) + 1)


def _numbered(key: npt.NDArray[Any]) -> Ints:
    """0 for all entries of the first key, 1 for the second and so on."""
    starts = starts_of(key)
    return np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(key))))


def _queued(group: Ints, tick: Ints, is_on: npt.NDArray[np.bool_]) -> tuple[Ints, int]:
    """First in, first out, in each group; groups with notes left over are paired anew."""
    ons = np.flatnonzero(is_on)
    offs = np.flatnonzero(~is_on & ~_idle(group, is_on))
    group_of_on = group[ons]
    on_count = np.bincount(group_of_on, minlength=group[-1] + 1)
    off_count = np.bincount(group[offs], minlength=group[-1] + 1)
    # The k-th note-on of a group goes with its k-th note-off that has something to end.
    ended = ons
    if len(offs) < len(ons):
        rank = np.arange(len(ons)) - (np.cumsum(on_count) - on_count)[group_of_on]
        ended = ons[rank < off_count[group_of_on]]
    found = np.zeros(len(group), np.int64)
    found[ended] = tick[offs] - tick[ended]
    if len(offs) < len(ons):
        stuck = ons[(on_count > off_count)[group_of_on]]
        found[stuck] = _to_next(group, tick, stuck)
    return found, len(ons) - len(ended)


def _to_next(group: Ints, tick: Ints, which: Ints) -> Ints:
    """Ticks to the next entry of the group that stands later in time, or −1."""
    place = group << 32 | tick
    after = np.searchsorted(place, place[which], side="right")
    is_there = after < len(group)
    after[~is_there] = 0
    is_there &= group[after] == group[which]
    return np.where(is_there, tick[after] - tick[which], -1)


def _idle(group: Ints, is_on: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """The entries at which nothing sounds, so that a note-off there does nothing.

    Counting +1 and −1 along a group, those are the steps to a new lowest value below zero.
    """
    starts = starts_of(group)
    step = np.where(is_on, 1, -1)
    count = np.cumsum(step)
    count -= (count[starts] - step[starts])[group]
    if count.min() >= 0:
        return np.zeros(len(group), np.bool_)
    # Lowering each group by more than any count can fall lets one running minimum serve them all.
    depth = group * (len(group) + 1)
    lowest = np.minimum(np.minimum.accumulate(count - depth) + depth, 0)
    before = np.append(0, lowest[:-1])
    before[starts] = 0
    return lowest < before
