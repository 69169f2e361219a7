"""Scores as the studio draws them: notes, roles, and the chords that are heard."""

from bisect import bisect_right
from dataclasses import astuple
from operator import itemgetter
from typing import Any

from backend.music import editing, midi
from backend.music.score import Key, Score, bars_of
from backend.music.score.json import as_json
from backend.music.theory import chord_name, chord_slots, estimate_chords, estimate_key
from backend.music.theory.parts import with_roles


def drawn(data: bytes, edits: Any = ()) -> dict[str, Any]:
    """A MIDI file as JSON, with a role for every track and the chords where they change.

    Roles are found before the edits are made, as a page sees them that makes the edits itself.
    """
    score = editing.edited(with_roles(midi.read(data)), list(edits))
    return {**as_json(score), "chords": chords_of(score)}


def chords_of(score: Score) -> list[tuple[int, str]]:
    """(tick, symbol) wherever the chord changes; what the studio, shared pages and sheets show.

    Roots are spelt in the key that the score is in there, or is heard in where it names none.
    """
    keys = score.keys.tolist() or [(0, *astuple(estimate_key(score)[0]))]
    starts, ends, _, is_half = chord_slots(bars_of(score), score.ticks_per_quarter)
    found: list[tuple[int, str]] = []
    before = 0
    for tick, chord in zip(
        starts.tolist(), estimate_chords(score, starts, ends, ~is_half).tolist(), strict=True
    ):
        if chord and chord != before:
            place = max(0, bisect_right(keys, tick, key=itemgetter(0)) - 1)
            found.append((tick, chord_name(chord, Key(*keys[place][1:]))))
            before = chord
    return found
