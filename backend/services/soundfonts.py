"""The SoundFont of sound files, given to pages that are to sound as those do."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from backend.music.audio.soundfonts import soundfont
from backend.music.errors import MissingSynthError
from backend.settings import Settings


@dataclass(frozen=True)
class Offer:
    """A file for pages; another file has another name.

    Attributes:
        path: where it lies; it is never copied.
        name: of its bytes and its kind.
        size: in bytes.
    """

    path: Path
    name: str
    size: int

    @property
    def megabytes(self) -> int:
        """Its size for people."""
        return max(1, round(self.size / 1e6))


def offered(settings: Settings) -> Offer | None:
    """The one that plays exports; None where there is none, or it is too large for a page."""
    try:
        path = soundfont(settings.soundfont_path)
    except MissingSynthError:  # whoever asks for a sound file is told so
        return None
    known = path.stat()
    if known.st_size > settings.page_soundfont_bytes:
        return None
    digest = _digest(path, known.st_size, known.st_mtime_ns)
    return Offer(path, f"{digest}{path.suffix.lower()}", known.st_size)


@lru_cache(maxsize=4)
def _digest(path: Path, size: int, changed: int) -> str:  # noqa: ARG001 — a changed file is another
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:32]
