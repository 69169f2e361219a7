"""Standard MIDI files: bytes in, a `Score` out, and back again."""

from backend.music.midi.limits import MAX_BYTES, MAX_NOTES, MAX_SECONDS, MAX_TRACKS
from backend.music.midi.read import read
from backend.music.midi.write import write
from backend.music.score.seconds import seconds_of

__all__ = ["read", "write", "seconds_of", "MAX_BYTES", "MAX_NOTES", "MAX_SECONDS", "MAX_TRACKS"]
