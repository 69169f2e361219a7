"""What the library keeps beside a song's file, so that lists need not open it."""

from typing import Any

from backend.music.midi import seconds_of
from backend.music.midi.instruments import drum_kit_name, program_name
from backend.music.score import Role, Score, Track, bars_of
from backend.music.score.opening import opening


def facts_of(score: Score) -> dict[str, Any]:
    """Bars, seconds, tempo, metre, players and the opening, all read from the notes."""
    bars = bars_of(score).rows
    return {
        "bars": len(bars),
        "seconds": round(seconds_of(score), 3),
        "tempo": round(score.bpm, 2),
        "metre": f"{bars['numerator'][0]}/{bars['denominator'][0]}",
        "players": players_of(score),
        "opening": [list(mark) for mark in opening(score)],
    }


def players_of(score: Score) -> list[str]:
    """The names of the players, each once, in the order of the tracks."""
    return list(dict.fromkeys(_player(t) for t in score.tracks if len(t.notes)))


def _player(track: Track) -> str:
    if track.is_drum or track.role is Role.DRUMS:
        return drum_kit_name(track.program) if track.program else "Drums"
    return program_name(track.program)
