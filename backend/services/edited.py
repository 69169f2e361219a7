"""MIDI files with a take's edits on them."""

from typing import Any

from backend.music import editing, midi


def midi_of(data: bytes, documents: list[dict[str, Any]]) -> bytes:
    """A file as it is heard: with its edits and its mix; the very bytes when there are no edits."""
    return midi.write(editing.edited(midi.read(data), documents)) if documents else data


def whole(data: bytes, documents: list[dict[str, Any]]) -> bytes:
    """A file to go on from: with its edits, but with every player as loud as it was written."""
    if not documents:
        return data
    return midi.write(editing.unmixed(editing.edited(midi.read(data), documents)))
