"""The networks that hear, loaded together."""

from dataclasses import dataclass
from typing import Self

from backend.music.hearing.drums import DrumEar
from backend.music.hearing.network import Ear


@dataclass(frozen=True)
class Ears:
    """One for pitches and one for drums."""

    pitches: Ear
    drums: DrumEar

    @classmethod
    def load(cls) -> Self:
        """Those of the house.

        Raises:
            MissingEarError: ONNX Runtime or weights are not there.
            IncompatibleModelError: weights were made by another version.
        """
        return cls(Ear(), DrumEar.load())
