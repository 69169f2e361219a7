"""Exports that are heard: sound files, and every player by itself."""

import re
import zipfile
from pathlib import Path

from backend.music.audio.formats import FORMATS, Format
from backend.music.audio.rendering import audible, rendered
from backend.music.audio.soundfonts import soundfont
from backend.services.exports.drawings import cover
from backend.services.exports.material import Make, Material


def sound(form: Format) -> Make:
    """The maker of sound files of one format."""

    def make(material: Material, path: Path) -> None:
        font = soundfont(material.soundfont)
        with rendered(
            audible(material.score), font, folder=material.folder, heard=material.heard,
            on_progress=material.on_progress, cancelled=material.cancelled,
        ) as played:  # fmt: skip
            picture = cover(material) if form.covers else None
            played.write(path, form, tags={"title": material.title, **material.tags}, cover=picture)

    return make


def stems(material: Material, path: Path) -> None:
    """Every player by itself as WAV of 24 bits, in one zip.

    All have the same length, so that they can be laid over one another.
    """
    form, score = FORMATS["wav24"], audible(material.score)
    with rendered(
        score, soundfont(material.soundfont), stems=True, folder=material.folder,
        heard=material.heard, on_progress=material.on_progress, cancelled=material.cancelled,
    ) as played, zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:  # fmt: skip
        names = [track.name for track in score.tracks] + ["Recording"] * bool(material.heard)
        for number, called in enumerate(names):
            name = re.sub(r"[^\w ()-]+", " ", called).strip() or "player"
            stem = path.with_suffix(f".{number}.wav")
            title = f"{material.title}: {name}"
            played.write_stem(number, stem, form, tags={"title": title, **material.tags})
            # A fixed date: the same stems make the same archive.
            entry = zipfile.ZipInfo(f"{number + 1:02} {name}.wav")
            with stem.open("rb") as source, archive.open(entry, "w", force_zip64=True) as target:
                while chunk := source.read(1 << 20):
                    target.write(chunk)
            stem.unlink()
