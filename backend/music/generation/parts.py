"""Parts: written events and kept notes laid together into the tracks of the result."""

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from backend.music.events import vocabulary as v
from backend.music.events.decode import decode_notes
from backend.music.events.encoded import EncodedScore
from backend.music.generation.assignment import Assignment, Given
from backend.music.generation.balance import balanced
from backend.music.score import Role, Score
from backend.music.score.score import Rows


def header_of(assignment: Assignment) -> Score:
    """The result before its first note."""
    tracks = tuple(replace(track, notes=track.notes[:0]) for track, _ in assignment.parts)
    return balanced(assignment, replace(assignment.conductor, tracks=tracks))


def score_of(
    assignment: Assignment, piece: EncodedScore, events: v.Events, first: int, last: int
) -> Score:
    """The result's bars `first` to `last` (excluded); `events` begin at the line of `first`.

    What a track had before stays as it was read; only events that were not given become notes.
    """
    new = events[~_given(events, assignment.given, first)]
    notes, roles = decode_notes(new, piece.plan[first:], piece.key, piece.ticks_per_quarter)
    starts = np.append(piece.plan["start"], piece_end(piece))
    notes["duration"] = np.minimum(notes["duration"], starts[-1] - notes["onset"])
    whole = first == 0 and last == len(piece.plan)
    player = _dealt(assignment, notes, roles)
    tracks = []
    for number, (track, _) in enumerate(assignment.parts):
        onset = track.notes["onset"]
        kept = track.notes[whole | ((onset >= starts[first]) & (onset < starts[last]))]
        tracks.append(replace(track, notes=_woven(kept, notes[player == number], track.notes)))
    return replace(assignment.conductor, tracks=tuple(tracks))


def piece_end(piece: EncodedScore) -> int:
    """The tick at which the last bar ends."""
    last = piece.plan[-1]
    return int(last["start"]) + round(int(last["length"]) * piece.ticks_per_quarter / v.TICKS)


def _dealt(
    assignment: Assignment, notes: Rows, roles: npt.NDArray[np.uint8]
) -> npt.NDArray[np.int64]:
    """(n,) the part that plays each note; of several of one role, the one that lies nearest."""
    player = np.full(len(notes), -1)
    for role in np.unique(roles):
        parts = [n for n, (_, written) in enumerate(assignment.parts) if Role(int(role)) in written]
        mine = np.flatnonzero(roles == role)
        if len(parts) < 2:
            player[mine] = parts[0] if parts else -1
            continue
        lies = [assignment.parts[n][0].notes["pitch"] for n in parts]
        centre = np.array([pitch.mean() if len(pitch) else np.inf for pitch in lies])
        distance = np.abs(notes["pitch"][mine][:, None] - centre)
        player[mine] = np.array(parts)[distance.argmin(axis=1)]
    return player


def _given(events: v.Events, given: Given, first: int) -> npt.NDArray[np.bool_]:
    """(n,) which events the sampler did not choose; `events` begin at the line of bar `first`."""
    mask = np.zeros(len(events), np.bool_)
    if not given.fixed:
        return mask
    fixed = [set(bar) for bar in given.fixed]
    bar = np.cumsum(events["position"] == v.BAR) - 1 + first
    for index in np.flatnonzero(events["role"] < v.ROLES).tolist():
        mask[index] = events[index].item() in fixed[bar[index]]
    return mask


def _woven(kept: Rows, new: Rows, whole: Rows) -> Rows:
    """Kept notes with new ones among them, in score order.

    A new note that would sound together with a kept one (of `whole`, all there are) on its pitch
    gives way, because MIDI could not tell which of the two ends first; of two new ones at one time
    and pitch the first stays (roles may share a track).
    """
    if not len(new):
        return kept
    pair = new["onset"].astype(np.int64) * 128 + new["pitch"]
    new = new[np.unique(pair, return_index=True)[1]]  # puts them into score order
    if not len(whole):
        return new
    notes = np.concatenate([kept, _out_of_the_way(new, whole)])
    woven: Rows = notes[np.lexsort((notes["pitch"], notes["onset"]))]
    return woven


def _out_of_the_way(new: Rows, kept: Rows) -> Rows:
    """New notes cut off where a kept one of their pitch begins, without those inside one."""
    new = new.copy()
    stays = np.ones(len(new), np.bool_)
    for pitch in np.intersect1d(new["pitch"], kept["pitch"]):
        mine = np.flatnonzero(new["pitch"] == pitch)
        theirs = kept[kept["pitch"] == pitch]
        start = theirs["onset"].astype(np.int64)
        end = np.maximum.accumulate(start + theirs["duration"])
        onset = new["onset"][mine].astype(np.int64)
        before = np.searchsorted(start, onset, "right")
        stays[mine] = (before == 0) | (end[before - 1] <= onset)
        following = np.append(start, np.iinfo(np.int64).max)[before]
        length = np.minimum(new["duration"][mine], following - onset)
        new["duration"][mine] = np.maximum(length, 1)
    out: Rows = new[stays]
    return out
