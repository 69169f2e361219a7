"""Read a Standard MIDI File into a `Score`, keeping its own ticks."""

from typing import Any

import numpy as np
import numpy.typing as npt
import symusic

from backend.music.errors import UnreadableMIDIError
from backend.music.score import BEND, CONTROL, KEY_CHANGE, METRE, NOTE, TEMPO, Score, Track
from backend.music.score.score import Rows

# Major and minor tonics by the number of sharps (index 0 is seven flats).
_MAJOR = np.array([(7 * s) % 12 for s in range(-7, 8)], np.uint8)


def read(data: bytes) -> Score:
    """Turn the bytes of a MIDI file into a score.

    Raises:
        UnreadableMIDIError: the bytes are no MIDI file, or hold no music; says why.
    """
    if data[:4] != b"MThd":
        raise UnreadableMIDIError("That is not a MIDI file. Choose a .mid file.")
    try:
        parsed: Any = symusic.Score.from_midi(data, sanitize_data=True)
    except (RuntimeError, ValueError) as error:
        raise UnreadableMIDIError(f"The MIDI file is broken ({error}).") from error
    tracks = tuple(t for t in (_track(source) for source in parsed.tracks) if len(t.notes))
    if not tracks:
        raise UnreadableMIDIError("This file has no notes.")
    lyrics = sorted((int(x.time), str(x.text)) for t in parsed.tracks for x in t.lyrics)
    return Score(
        ticks_per_quarter=int(parsed.ticks_per_quarter),
        tracks=tracks,
        tempos=_tempos(parsed.tempos.numpy()),
        metres=_metres(parsed.time_signatures.numpy()),
        keys=_keys(parsed.key_signatures.numpy()),
        markers=tuple((int(m.time), str(m.text)) for m in parsed.markers),
        lyrics=tuple(lyrics),
    )


def _track(source: Any) -> Track:
    columns = source.notes.numpy()
    notes = np.zeros(len(columns["time"]), NOTE)
    notes["onset"] = np.maximum(columns["time"], 0)
    notes["duration"] = np.maximum(columns["duration"], 1)
    notes["pitch"] = columns["pitch"]
    notes["velocity"] = np.clip(columns["velocity"], 1, 127)
    order = np.lexsort((-notes["duration"], notes["pitch"], notes["onset"]))
    notes = notes[order]
    same = (np.diff(notes["onset"]) == 0) & (np.diff(notes["pitch"].astype(np.int16)) == 0)
    notes = notes[np.concatenate(([True], ~same))] if len(notes) else notes
    controls = _rows(CONTROL, source.controls.numpy(), tick="time", number="number", value="value")
    bends = _rows(BEND, source.pitch_bends.numpy(), tick="time", value="value")
    return Track(
        notes=notes,
        program=int(source.program) & 127,
        is_drum=bool(source.is_drum),
        name=str(source.name).strip(),
        controls=controls,
        bends=bends,
    )


def _rows(dtype: np.dtype[np.void], columns: dict[str, npt.NDArray[Any]], **names: str) -> Rows:
    first = columns[next(iter(names.values()))]
    rows = np.zeros(len(first), dtype)
    for ours, theirs in names.items():
        rows[ours] = columns[theirs]
    return rows


def _tempos(columns: dict[str, npt.NDArray[Any]]) -> Rows:
    kept = columns["mspq"] > 0
    rows = np.zeros(int(kept.sum()), TEMPO)
    rows["tick"] = columns["time"][kept]
    rows["bpm"] = 60e6 / columns["mspq"][kept]
    return _last_at_each_tick(rows)


def _metres(columns: dict[str, npt.NDArray[Any]]) -> Rows:
    kept = (columns["numerator"] > 0) & (columns["denominator"] > 0)
    rows = np.zeros(int(kept.sum()), METRE)
    rows["tick"] = columns["time"][kept]
    rows["numerator"] = columns["numerator"][kept]
    rows["denominator"] = columns["denominator"][kept]
    return _last_at_each_tick(rows)


def _keys(columns: dict[str, npt.NDArray[Any]]) -> Rows:
    kept = np.abs(columns["key"].astype(np.int16)) <= 7
    rows = np.zeros(int(kept.sum()), KEY_CHANGE)
    rows["tick"] = columns["time"][kept]
    rows["minor"] = columns["tonality"][kept] == 1
    major = _MAJOR[columns["key"][kept].astype(np.int64) + 7]
    rows["tonic"] = np.where(rows["minor"], (major + 9) % 12, major)
    return _last_at_each_tick(rows)


def _last_at_each_tick(rows: Rows) -> Rows:
    rows = rows[np.argsort(rows["tick"], kind="stable")]
    return rows[np.append(np.diff(rows["tick"]) != 0, True)] if len(rows) else rows
