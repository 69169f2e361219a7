"""How long a score plays, and what to do when damage made it last for days."""

from dataclasses import replace
from typing import Final

import numpy as np

from backend.music.errors import UnreadableMIDIError
from backend.music.midi.limits import MAX_SECONDS
from backend.music.score import Score, Track
from backend.music.score.seconds import seconds_at, seconds_of

# In a file beyond the limit, what is longer was made by a broken number and not by a musician.
_LONGEST_NOTE: Final = 600.0  # seconds
_LONGEST_SILENCE: Final = 600.0


def of_bearable_length(score: Score, last_tick: int) -> Score:
    """The score, without notes that a broken number carried hours behind its end.

    `last_tick` is a tick that nothing in the score exceeds.

    Raises:
        UnreadableMIDIError: it lasts longer than MAX_SECONDS all the same.
    """
    slowest = min(score.tempos["bpm"].tolist(), default=120.0)
    if last_tick / score.ticks_per_quarter * 60 <= MAX_SECONDS * min(slowest, 120.0):
        return score  # too short at any of its tempos
    seconds = seconds_of(score)
    if seconds <= MAX_SECONDS:
        return score
    mended = _without_strays(_without_drones(score))
    # Where most of the notes would have to go, the file is long and not damaged.
    if seconds_of(mended) > MAX_SECONDS or mended.note_count * 2 < score.note_count:
        raise UnreadableMIDIError(
            f"The piece lasts {seconds / 3600:,.1f} hours; the limit is {MAX_SECONDS / 3600:.0f}. "
            "Look for a stray note far behind its end, or cut it into shorter pieces."
        )
    return mended


def _without_drones(score: Score) -> Score:
    """Leave out notes that last too long."""
    tracks = []
    for track in score.tracks:
        onsets = track.notes["onset"].astype(np.int64)
        ends = onsets + track.notes["duration"]
        drones = seconds_at(score, ends) - seconds_at(score, onsets) > _LONGEST_NOTE
        tracks.append(replace(track, notes=track.notes[~drones]))
    return replace(score, tracks=tuple(track for track in tracks if len(track.notes)))


def _without_strays(score: Score) -> Score:
    """Let the score end before the first silence that is too long."""
    if not score.tracks:
        return score
    onsets = np.concatenate([track.notes["onset"] for track in score.tracks]).astype(np.int64)
    durations = np.concatenate([track.notes["duration"] for track in score.tracks])
    order = np.argsort(onsets, kind="stable")
    starts = seconds_at(score, onsets[order])
    sounding_until = np.maximum.accumulate(seconds_at(score, (onsets + durations)[order]))
    silent = np.flatnonzero(starts[1:] - sounding_until[:-1] > _LONGEST_SILENCE)
    if not len(silent):
        return score
    end = int((onsets + durations)[order][: silent[0] + 1].max()) + 1
    tracks = tuple(_before(track, end) for track in score.tracks)
    return replace(
        score,
        tracks=tuple(track for track in tracks if len(track.notes)),
        tempos=score.tempos[score.tempos["tick"] < end],
        metres=score.metres[score.metres["tick"] < end],
        keys=score.keys[score.keys["tick"] < end],
        markers=tuple(marker for marker in score.markers if marker[0] < end),
        lyrics=tuple(lyric for lyric in score.lyrics if lyric[0] < end),
    )


def _before(track: Track, end: int) -> Track:
    return replace(
        track,
        notes=track.notes[track.notes["onset"] < end],
        controls=track.controls[track.controls["tick"] < end],
        bends=track.bends[track.bends["tick"] < end],
    )
