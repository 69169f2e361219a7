"""What an export is made of."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from backend.music.audio.beside import Heard
from backend.music.errors import CancelledError
from backend.music.score import Score


@dataclass(frozen=True)
class Material:
    """A take, and what its maker needs to know.

    Attributes:
        score: with all its edits.
        title: of the song.
        tags: artist, genre, comment and so on.
        soundfont: what plays it; None for the usual one.
        typeface: the face of words on pictures; None for the usual one.
        heard: the recording that plays beside it, if it has one that is not muted.
        folder: where large files may lie meanwhile.
        on_progress: is told the share that is done.
        cancelled: whether to stop.
    """

    score: Score
    title: str
    tags: dict[str, str]
    soundfont: Path | None
    typeface: Path | None
    heard: Heard | None
    folder: Path
    on_progress: Callable[[float], None]
    cancelled: Callable[[], bool]

    def tell(self, share: float) -> None:
        """Tell the share that is done, and stop here if nobody wants it any more.

        Raises:
            CancelledError: to stop.
        """
        if self.cancelled():
            raise CancelledError
        self.on_progress(share)


Make = Callable[[Material, Path], None]
