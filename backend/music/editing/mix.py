"""A mixer's settings apart from the notes: what a baked song keeps as edits."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from backend.music.editing.edit import LONGEST_NAME, RECORDING, of_recording
from backend.music.score import Score, Track
from backend.music.score.recording import AS_IT_WAS, Beside


def mix_of(score: Score) -> list[dict[str, Any]]:
    """The documents that set every track, and the recording, as they are now."""
    found: list[dict[str, Any]] = []
    strips: list[tuple[int | str, Track | Beside]] = [*enumerate(score.tracks)]
    strips.append((RECORDING, score.recording))
    for index, track in strips:
        if track.volume_db:
            found.append({"verb": "volume", "track": index, "gain_db": track.volume_db})
        if track.pan:
            found.append({"verb": "pan", "track": index, "position": track.pan})
        if track.muted:
            found.append({"verb": "mute", "track": index, "muted": True})
        if track.effects:
            chain = [effect.model_dump(mode="json") for effect in track.effects]
            found.append({"verb": "effects", "track": index, "chain": chain})
    beside = score.recording
    if (beside.semitones, beside.stretches) != (AS_IT_WAS.semitones, AS_IT_WAS.stretches):
        stretches = [list(stretch) for stretch in beside.stretches]
        found.append({"verb": "recording", "semitones": beside.semitones, "stretches": stretches})
    if score.mastering:
        found.append({"verb": "master", **score.mastering.model_dump(mode="json")})
    return found


def players_of(tracks: Sequence[Track]) -> list[dict[str, Any]]:
    """The documents that add players who have nothing to play yet."""
    return [
        {
            "verb": "add_track", "name": track.name[:LONGEST_NAME], "program": track.program,
            "is_drum": track.is_drum,
        }
        for track in tracks
    ]  # fmt: skip


def mix_left(
    mix: Sequence[Mapping[str, Any]], score: Score, *, recorded: bool
) -> list[dict[str, Any]]:
    """What of a mix still holds when `score` goes on from the one that it is of.

    Its players are those of that score in their order, perhaps with new ones behind them; those
    who have nothing left to play are not there when the score is read again. Of a recording it
    says nothing where none plays beside the score (`recorded`).
    """
    played = [len(track.notes) > 0 for track in score.tracks]
    place = {index: sum(played[:index]) for index, plays in enumerate(played) if plays}
    found = []
    for edit in mix:
        track = edit.get("track")
        if of_recording(edit["verb"], track) and not recorded:
            continue
        if track in place:
            found.append({**edit, "track": place[track]})
        elif track in (None, RECORDING):
            found.append({**edit})
    return found


def unmixed(score: Score) -> Score:
    """The score as it is played, whatever a mixer does to it afterwards."""
    tracks = tuple(
        replace(track, volume_db=0.0, pan=0.0, muted=False, effects=()) for track in score.tracks
    )
    return replace(score, tracks=tracks, mastering=None)
