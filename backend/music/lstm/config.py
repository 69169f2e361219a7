"""The shape of a network and everything a bundle must say about itself."""

from dataclasses import asdict, dataclass, field, fields
from typing import Any

from backend.music.errors import IncompatibleModelError
from backend.music.events import FORMAT, SIZES
from backend.music.lstm.inputs import CONDITIONS, LOOKBACKS


@dataclass(frozen=True)
class NetworkConfig:
    """Sizes of the layers. `embedding` is the width of each field's embedding."""

    units: int = 384
    head_units: int = 160
    embedding: dict[str, int] = field(
        default_factory=lambda: {
            "position": 24,
            "role": 12,
            "pitch": 48,
            "duration": 16,
            "velocity": 6,
        }
    )
    condition_embedding: dict[str, int] = field(
        default_factory=lambda: {
            "genre": 16,
            "mode": 4,
            "tempo": 6,
            "length": 12,
            "compound": 2,
            "phrase": 6,
            "bars_left": 8,
            "register": 6,
            "loudness": 6,
            "chord": 20,
            "half_chord": 20,
            "recall": 8,
        }
    )
    dropout: float = 0.1

    def to_json(self) -> dict[str, Any]:
        """The sizes with the vocabularies that they were made for."""
        return {
            "format": FORMAT,
            "fields": SIZES,
            "conditions": CONDITIONS,
            "lookbacks": list(LOOKBACKS),
            "network": asdict(self),
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "NetworkConfig":
        """Read a bundle's config.

        Raises:
            IncompatibleModelError: made for another format or other vocabularies.
        """
        ours = cls().to_json()
        for name in ("format", "fields", "conditions", "lookbacks"):
            if data.get(name) != ours[name]:
                raise IncompatibleModelError(
                    f"These weights were made for other {name} ({data.get(name)}) than this "
                    f"version reads ({ours[name]}). Train again: scripts/train.py, or check out "
                    "the version that made them."
                )
        known = {f.name for f in fields(cls)}
        return cls(**{k: v for k, v in data["network"].items() if k in known})
