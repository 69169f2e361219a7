"""Events: the form in which the LSTM reads and writes music."""

from backend.music.events.decode import decode
from backend.music.events.encode import encode
from backend.music.events.encoded import PLAN, EncodedScore, tempo_step
from backend.music.events.vocabulary import EVENT, FIELDS, FORMAT, SIZES, Events, sort_keys

__all__ = [
    "EVENT",
    "FIELDS",
    "FORMAT",
    "PLAN",
    "SIZES",
    "EncodedScore",
    "Events",
    "decode",
    "encode",
    "sort_keys",
    "tempo_step",
]
