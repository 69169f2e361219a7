"""Finding the loops of a genre: the two bars that each player of a song plays most often."""

from collections import Counter

import numpy as np
import numpy.typing as npt

from backend.music.events import vocabulary as v
from backend.music.generation.loops import BAR, LENGTH, LOOP, Loops
from backend.music.score import Role
from backend.music.score.score import Rows
from backend.music.training.shard import Shard, piece_of

OFTEN = 2  # times that two bars have to occur to be a loop
FEWEST_PLAYERS = 3  # of a song


def loops_of(shard: Shard) -> Loops:
    """The loops of the training songs of a genre, none of a song that has too few."""
    found: list[Rows] = []
    programs: list[npt.NDArray[np.uint8]] = []
    for index in shard.select(held_out=False):
        rows = _loops_in(shard, int(index))
        if len(np.unique(rows["role"])) >= FEWEST_PLAYERS:
            rows["song"] = len(programs)
            found.append(rows)
            programs.append(shard.songs[int(index)]["programs"])
    return Loops(np.concatenate(found), np.array(programs, np.uint8))


def _loops_in(shard: Shard, index: int) -> Rows:
    piece = piece_of(shard, index)
    events = piece.events
    bar = np.cumsum(events["position"] == v.BAR) - 1
    found = []
    for role in Role:
        if role is Role.MELODY:
            continue
        mine = events["role"] == role
        notes, place = events[mine], bar[mine]
        counted: Counter[bytes] = Counter()
        first: dict[bytes, Rows] = {}
        for start in range(0, len(piece.plan) - LENGTH + 1, LENGTH):
            if (piece.plan["length"][start : start + LENGTH] != BAR).any():
                continue
            inside = (place >= start) & (place < start + LENGTH)
            if not inside.any():
                continue
            rows = np.zeros(int(inside.sum()), LOOP)
            rows["bar"] = place[inside] - start
            for name in v.FIELDS:
                rows[name] = notes[name][inside]
            if role is not Role.DRUMS:
                rows["pitch"] = v.NO_PITCH
            shape = rows[["bar", "position", "pitch"]].tobytes()
            counted[shape] += 1
            first.setdefault(shape, rows)
        usual = counted.most_common(1)
        if usual and usual[0][1] >= OFTEN:
            found.append(first[usual[0][0]])
    return np.concatenate(found) if found else np.zeros(0, LOOP)
