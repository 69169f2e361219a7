"""A pipe: what a zip writes, to be sent on piece by piece, so that it is nowhere whole."""

import io
from typing import Any


class Pipe(io.RawIOBase):
    """Takes what is written until it is taken; cannot be rewound."""

    def __init__(self) -> None:
        self._held = bytearray()

    def writable(self) -> bool:
        """It only is."""
        return True

    def write(self, data: Any) -> int:
        """Hold a piece."""
        self._held += data
        return len(data)

    def taken(self) -> bytes:
        """What was written since the last time."""
        piece = bytes(self._held)
        self._held.clear()
        return piece
