"""The verbs by their names, each in a file of its own."""

from typing import Final, get_args

from backend.music.editing.edit import Edit
from backend.music.editing.verbs.instrument import Instrument
from backend.music.editing.verbs.mute import Mute
from backend.music.editing.verbs.notes import Notes
from backend.music.editing.verbs.pan import Pan
from backend.music.editing.verbs.volume import Volume

_ALL: tuple[type[Edit], ...] = (Notes, Volume, Pan, Mute, Instrument)
VERBS: Final[dict[str, type[Edit]]] = {
    get_args(kind.model_fields["verb"].annotation)[0]: kind for kind in _ALL
}
