"""Effects in a MIDI file: sequencer-specific events, which other programs pass over.

So that a file sounds the same wherever this program renders it. Every chunk of a player may begin
with its chain, the first chunk with what is done to all.
"""

from functools import cache
from typing import Any, Final

from backend.music.midi.events import SPECIFIC, Meta
from backend.music.score import Score, Track

_OURS: Final = b"\x7dcadenza "  # 7D: the maker's number that is nobody's
_LONGEST: Final = 20_000  # bytes; a full chain takes 1,500


def chain_event(track: Track) -> bytes | None:
    """What the event of a track holds; None where it has no effects."""
    return _OURS + _chains().dump_json(track.effects) if track.effects else None


def master_event(score: Score) -> bytes | None:
    """The same of the whole song."""
    return _OURS + score.mastering.model_dump_json().encode() if score.mastering else None


class Found:
    """The effects of a file. What somebody else wrote, or damaged, counts as not there."""

    def __init__(self, metas: list[Meta]) -> None:
        self._texts = {
            meta.chunk: meta.data.removeprefix(_OURS)
            for meta in metas
            if meta.kind == SPECIFIC and meta.data.startswith(_OURS) and len(meta.data) < _LONGEST
        }

    def chain(self, chunk: int) -> Any:
        """The effects of the player of a chunk."""
        return _read(_chains(), self._texts[chunk], ()) if chunk in self._texts else ()

    def mastering(self) -> Any:
        """What is done to all, or None."""
        if 0 not in self._texts:
            return None
        from pydantic import TypeAdapter

        from backend.music.score.effects import Mastering

        return _read(TypeAdapter(Mastering), self._texts[0], None)


def _read(kind: Any, text: bytes, otherwise: Any) -> Any:
    from pydantic import ValidationError

    try:
        return kind.validate_json(text, strict=True)
    except ValidationError:
        return otherwise


@cache
def _chains() -> Any:
    """Reads and writes chains; made late, for few files have one."""
    from pydantic import TypeAdapter

    from backend.music.score.effects import Chain

    return TypeAdapter(Chain)
