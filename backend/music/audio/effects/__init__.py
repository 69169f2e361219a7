"""Effects: what a mixer's settings do to sound, block by block, the same as in the browser.

`frontend/src/audio/effects` is the mirror of this room, file by file; a test lets a browser and
this room play the same noise and compares the two by thirds of octaves.
"""

from backend.music.audio.effects.chain import Line, line_of, silence_in

__all__ = ["Line", "line_of", "silence_in"]
