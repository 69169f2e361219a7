"""Which SoundFont plays: the one that was named, the system's, or the one of pretty_midi."""

import importlib.util
from pathlib import Path

from backend.music.errors import MissingSynthError

# Debian's musescore-general-soundfont-small (MIT) and what other packages install.
_INSTALLED = (
    "/usr/share/sounds/sf3/MuseScore_General_Lite.sf3",
    "/usr/share/sounds/sf3/default-GM.sf3",
    "/usr/share/sounds/sf2/default-GM.sf2",
)


def soundfont(named: Path | None = None) -> Path:
    """The SoundFont to play with.

    Raises:
        MissingSynthError: the named file is not there, or there is none at all.
    """
    if named is not None:
        if not named.is_file():
            raise MissingSynthError(f"There is no SoundFont {named}. Name an SF2 or SF3 file.")
        return named
    for place in map(Path, _INSTALLED):
        if place.is_file():
            return place
    package = importlib.util.find_spec("pretty_midi")  # found, not imported: only its file counts
    bundled = Path(package.origin).with_name("TimGM6mb.sf2") if package and package.origin else None
    if bundled is None or not bundled.is_file():
        raise MissingSynthError("There is no SoundFont. Name one by the setting CADENZA_SOUNDFONT.")
    return bundled
