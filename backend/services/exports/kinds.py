"""What a take can be exported as, and how each kind is made."""

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from backend.music.audio.formats import FORMATS, Format
from backend.music.audio.rendering import audible, rendered
from backend.music.audio.soundfonts import soundfont
from backend.music.score import Score
from backend.services.errors import InvalidError


@dataclass(frozen=True)
class Material:
    """What an export is made of.

    Attributes:
        score: with all its edits.
        title: of the song.
        tags: artist, genre, comment and so on.
        soundfont: what plays it; None for the usual one.
        folder: where large files may lie meanwhile.
        on_progress: is told the share that is done.
        cancelled: whether to stop.
    """

    score: Score
    title: str
    tags: dict[str, str]
    soundfont: Path | None
    folder: Path
    on_progress: Callable[[float], None]
    cancelled: Callable[[], bool]


class Kind(NamedTuple):
    """One kind of file: how it is called, and what makes it at a path."""

    title: str
    ending: str
    mimetype: str
    make: Callable[[Material, Path], None]


def _sound(form: Format) -> Callable[[Material, Path], None]:
    def make(material: Material, path: Path) -> None:
        font = soundfont(material.soundfont)
        with rendered(
            audible(material.score), font, folder=material.folder,
            on_progress=material.on_progress, cancelled=material.cancelled,
        ) as sound:  # fmt: skip
            sound.write(path, form, tags={"title": material.title, **material.tags})

    return make


def _stems(material: Material, path: Path) -> None:
    """Every player by itself as WAV of 24 bits, in one zip.

    All have the same length, so that they can be laid over one another.
    """
    form, score = FORMATS["wav24"], audible(material.score)
    with rendered(
        score, soundfont(material.soundfont), stems=True, folder=material.folder,
        on_progress=material.on_progress, cancelled=material.cancelled,
    ) as sound, zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:  # fmt: skip
        for number, track in enumerate(score.tracks):
            name = re.sub(r"[^\w ()-]+", " ", track.name).strip() or "player"
            stem = path.with_suffix(f".{number}.wav")
            title = f"{material.title}: {name}"
            sound.write_stem(number, stem, form, tags={"title": title, **material.tags})
            # A fixed date: the same stems make the same archive.
            entry = zipfile.ZipInfo(f"{number + 1:02} {name}.wav")
            with stem.open("rb") as source, archive.open(entry, "w", force_zip64=True) as target:
                while chunk := source.read(1 << 20):
                    target.write(chunk)
            stem.unlink()


KINDS: Final[dict[str, Kind]] = {
    **{
        name: Kind(form.title, form.ending, form.mimetype, _sound(form))
        for name, form in FORMATS.items()
    },
    "stems": Kind("Every player by itself (zip of WAV)", "zip", "application/zip", _stems),
}


def kind_of(name: str) -> Kind:
    """The kind of a name.

    Raises:
        InvalidError: there is none; names those that there are.
    """
    if name not in KINDS:
        names = ", ".join(KINDS)
        raise InvalidError(f"“{name}” is nothing to export.", f"Choose one of {names}.", "kind")
    return KINDS[name]
