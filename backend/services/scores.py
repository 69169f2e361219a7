"""Scores as the studio draws them: notes, roles, and the chords that are heard."""

from typing import Any

from backend.music import editing, midi
from backend.music.score import Score, bars_of
from backend.music.score.json import as_json
from backend.music.theory import chord_name, chord_slots, estimate_chords
from backend.music.theory.parts import with_roles


def drawn(data: bytes, edits: Any = ()) -> dict[str, Any]:
    """A MIDI file as JSON, with a role for every track and the chords where they change.

    Roles are found before the edits are made, as a page sees them that makes the edits itself.
    """
    score = editing.edited(with_roles(midi.read(data)), list(edits))
    return {**as_json(score), "chords": chords_of(score)}


def chords_of(score: Score) -> list[tuple[int, str]]:
    """(tick, symbol) wherever the chord changes; what the studio, shared pages and sheets show."""
    starts, ends, _, is_half = chord_slots(bars_of(score), score.ticks_per_quarter)
    found: list[tuple[int, str]] = []
    chords = estimate_chords(score, starts, ends, ~is_half)
    for tick, chord in zip(starts.tolist(), chords.tolist(), strict=True):
        name = chord_name(chord) if chord else ""
        if name and (not found or found[-1][1] != name):
            found.append((tick, name))
    return found
