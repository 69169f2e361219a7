"""A score as plain JSON, for the browser."""

from typing import Any

from backend.music.score.bars import bars_of
from backend.music.score.key import Key
from backend.music.score.score import Score, Track


def as_json(score: Score) -> dict[str, Any]:
    """Notes as [onset, duration, pitch, velocity] in ticks, tempos, metres and bar starts.

    `keys` is what the file says; `key` the first of them, None when it says nothing. A track has
    `controls` and `bends` where there are any: few have, and those may have thousands.
    """
    keys = [[tick, str(Key(tonic, minor))] for tick, tonic, minor in score.keys.tolist()]
    return {
        "ticks_per_quarter": score.ticks_per_quarter,
        "end": score.end,
        "tempos": [[tick, round(bpm, 3)] for tick, bpm in score.tempos.tolist()] or [[0, 120.0]],
        "metres": [list(row) for row in score.metres.tolist()] or [[0, 4, 4]],
        "key": keys[0][1] if keys else None,
        "keys": keys,
        "markers": [list(marker) for marker in score.markers],
        "mastering": score.mastering and score.mastering.model_dump(mode="json"),
        "bars": bars_of(score).rows["start"].tolist(),
        "tracks": [_track(track) for track in score.tracks],
    }


def _track(track: Track) -> dict[str, Any]:
    moved = {"controls": track.controls, "bends": track.bends}
    return {
        "name": track.name,
        "role": None if track.role is None else track.role.label,
        "program": track.program,
        "is_drum": track.is_drum,
        "volume_db": track.volume_db,
        "pan": track.pan,
        "muted": track.muted,
        "effects": [effect.model_dump(mode="json") for effect in track.effects],
        "notes": [list(note) for note in track.notes.tolist()],
        **{name: [list(row) for row in rows.tolist()] for name, rows in moved.items() if len(rows)},
    }
