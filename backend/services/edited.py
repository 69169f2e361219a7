"""MIDI files with a take's edits on them."""

from dataclasses import replace
from typing import Any

from backend.music import editing, midi
from backend.music.score.recording import AS_IT_WAS


def midi_of(data: bytes, documents: list[dict[str, Any]]) -> bytes:
    """A file as it is heard: with its edits and its mix; the very bytes when there are no edits."""
    return midi.write(editing.edited(midi.read(data), documents)) if documents else data


def parted(
    data: bytes, documents: list[dict[str, Any]], *, recorded: bool, resting: bool = False
) -> tuple[bytes, tuple[dict[str, Any], ...]]:
    """A file to go on from as `whole` has it, and the edits that bring its mix back.

    Where no recording plays beside the song (`recorded`), none is told how its bars were moved.
    No file has players without notes: with `resting` edits bring them back, behind the others.
    """
    if not documents:
        return data, ()
    score = editing.edited(midi.read(data), documents)
    playing = tuple(track for track in score.tracks if len(track.notes))
    rest = tuple(track for track in score.tracks if not len(track.notes)) if resting else ()
    # As it is read again: that is what the mix counts.
    heard = replace(score, tracks=(*playing, *rest))
    if not recorded:
        heard = replace(heard, recording=AS_IT_WAS)
    mix = (*editing.players_of(rest), *editing.mix_of(heard))
    return midi.write(editing.unmixed(score)), mix


def whole(data: bytes, documents: list[dict[str, Any]]) -> bytes:
    """A file to go on from: with its edits, but with every player as loud as it was written."""
    return parted(data, documents, recorded=False)[0]
