"""Relative: a piece in minor set in the major key with the same notes, its chords found anew."""

from dataclasses import replace

import numpy as np

from backend.music.events import vocabulary as v
from backend.music.generation.chordfinder import chords_under
from backend.music.generation.source import Source, given_of
from backend.music.score import KEY_CHANGE, Key


def in_relative_major(source: Source, genre: str, rng: np.random.Generator) -> Source:
    """The source as if it stood in its relative major: its tune as it is, under a genre's chords.

    Nine country songs in ten are in major; a band that follows minor chords is not heard as one.
    """
    piece = source.piece
    key = Key((piece.key.tonic + 3 * piece.key.minor) % 12, minor=False)
    piece = replace(piece, key=key)
    before, _ = given_of(piece, frozenset())
    chords = chords_under(piece, [{} for _ in piece.plan], genre, rng, before)
    events = piece.events.copy()
    bar = np.cumsum(events["position"] == v.BAR) - 1
    for index in np.flatnonzero(events["role"] == v.CHORD).tolist():
        found = chords[bar[index]]
        events["pitch"][index] = found.get(int(events["position"][index]), events["pitch"][index])
    keys = source.score.keys.copy()
    if not len(keys):
        keys = np.array([(0, key.tonic, key.minor)], KEY_CHANGE)
    keys["tonic"] = np.where(keys["minor"], (keys["tonic"] + 3) % 12, keys["tonic"])
    keys["minor"] = False
    score = replace(source.score, keys=keys)
    return replace(source, score=score, piece=replace(piece, events=events))
