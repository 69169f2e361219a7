"""What a take can be exported as."""

from typing import Final, NamedTuple

from backend.music.audio.formats import FORMATS
from backend.services.errors import InvalidError
from backend.services.exports import sheets, sounds
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
    """

    title: str
    ending: str
    mimetype: str
    make: Make
    suffix: str = ""


KINDS: Final[dict[str, Kind]] = {
    **{
        name: Kind(form.title, form.ending, form.mimetype, sounds.sound(form))
        for name, form in FORMATS.items()
    },
    "stems": Kind("zip of stems", "zip", "application/zip", sounds.stems, " stems"),
    "musicxml": Kind("MusicXML score", "musicxml", _XML, sheets.score_xml),
    "lead": Kind("lead sheet", "musicxml", _XML, sheets.lead_xml, " lead sheet"),
    "pdf": Kind("PDF score", "pdf", "application/pdf", sheets.score_pdf),
    "lead-pdf": Kind("PDF lead sheet", "pdf", "application/pdf", sheets.lead_pdf, " lead sheet"),
    "svg": Kind("zip of pages", "zip", "application/zip", sheets.svg, " pages"),
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
