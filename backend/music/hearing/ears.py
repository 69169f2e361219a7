"""The networks that hear, loaded together."""

from dataclasses import dataclass
from typing import Self

from backend.music.hearing.chooser import Chooser
from backend.music.hearing.drums import DrumEar
from backend.music.hearing.network import Ear
from backend.music.hearing.tempo import TempoEar


@dataclass(frozen=True)
class Ears:
    """For pitches, for drums, for tempo, and one that tells the tune among the pitches."""

    pitches: Ear
    drums: DrumEar
    tempo: TempoEar
    tune: Chooser

    @classmethod
    def load(cls) -> Self:
        """Those of the house.

        Raises:
            MissingEarError: ONNX Runtime or weights are not there.
            IncompatibleModelError: weights were made by another version.
        """
        return cls(Ear(), DrumEar.load(), TempoEar.load(), Chooser.load())
