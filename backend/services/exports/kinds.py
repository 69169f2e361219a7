"""What a take can be exported as."""

from typing import Final, NamedTuple

from backend.music.audio.formats import FORMATS
from backend.music.notation import lead_sheet, musicxml
from backend.music.notation.screen import WIDTHS
from backend.services.errors import InvalidError
from backend.services.exports import drawings, sheets, sounds
from backend.services.exports.material import Make

_XML: Final = "application/vnd.recordare.musicxml+xml"


class Kind(NamedTuple):
    """One kind of file: how it is called, and what makes it at a path.

    Attributes:
        title: for people.
        ending: of the file's name.
        mimetype: for a browser.
        make: writes the file.
        suffix: what is added to the song's name.
        heard: whether the SoundFont makes a difference to it.
        named: whether the song's title and its maker's name stand in it.
        mixed: whether volume, place and mute of the players do; else all are there.
    """

    title: str
    ending: str
    mimetype: str
    make: Make
    suffix: str = ""
    heard: bool = False
    named: bool = True
    mixed: bool = True


# Of two kinds of one ending the less usual one says which it is.
_UNUSUAL: Final = {"wav24": " 24 bits", "wav32f": " 32 bits", "mp3-320": " 320 kbit"}

KINDS: Final[dict[str, Kind]] = {
    **{
        name: Kind(form.title, form.ending, form.mimetype, sounds.sound(form), suffix, heard=True)
        for name, form in FORMATS.items()
        for suffix in [_UNUSUAL.get(name, "")]
    },
    "stems": Kind("zip of stems", "zip", "application/zip", sounds.stems, " stems", heard=True),
    "musicxml": Kind("MusicXML score", "musicxml", _XML, sheets.score_xml),
    "lead": Kind("lead sheet", "musicxml", _XML, sheets.lead_xml, " lead sheet"),
    "pdf": Kind("PDF score", "pdf", "application/pdf", sheets.score_pdf),
    "lead-pdf": Kind("PDF lead sheet", "pdf", "application/pdf", sheets.lead_pdf, " lead sheet"),
    "svg": Kind("zip of pages", "zip", "application/zip", sheets.svg, " pages"),
    "png": Kind("piano roll", "png", "image/png", drawings.roll, " roll"),
}
# What the studio shows of a score: systems of one width, by their notes alone.
SCREENS: Final[dict[str, Kind]] = {
    f"{name}-{width}": Kind(
        "score", "json", "application/json", sheets.screen(write, width), named=False, mixed=False
    )
    for name, write in (("sheet", musicxml), ("tune", lead_sheet))
    for width in WIDTHS
}


def kind_of(name: str) -> Kind:
    """The kind of a name.

    Raises:
        InvalidError: there is none; names those that there are.
    """
    kind = KINDS.get(name) or SCREENS.get(name)
    if kind is None:
        names = ", ".join(KINDS)
        raise InvalidError(f"“{name}” is nothing to export.", f"Choose one of {names}.", "kind")
    return kind
