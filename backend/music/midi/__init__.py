"""Standard MIDI files: bytes in, a `Score` out, and back again."""

from backend.music.midi.read import read
from backend.music.midi.write import write

__all__ = ["read", "write"]
