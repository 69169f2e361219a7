"""The verbs by their names, each in a file of its own."""

from typing import Final, get_args

from backend.music.editing.edit import Edit
from backend.music.editing.verbs.add_track import AddTrack
from backend.music.editing.verbs.copy import Copy
from backend.music.editing.verbs.cut import Cut
from backend.music.editing.verbs.double_track import DoubleTrack
from backend.music.editing.verbs.effects import Effects
from backend.music.editing.verbs.fade import Fade
from backend.music.editing.verbs.humanise import Humanise
from backend.music.editing.verbs.insert import Insert
from backend.music.editing.verbs.instrument import Instrument
from backend.music.editing.verbs.key import ToKey
from backend.music.editing.verbs.legato import Legato
from backend.music.editing.verbs.loop import Loop
from backend.music.editing.verbs.marker import Marker
from backend.music.editing.verbs.master import Master
from backend.music.editing.verbs.merge import Merge
from backend.music.editing.verbs.mute import Mute
from backend.music.editing.verbs.notes import Notes
from backend.music.editing.verbs.octave import Octave
from backend.music.editing.verbs.pan import Pan
from backend.music.editing.verbs.quantise import Quantise
from backend.music.editing.verbs.recording import Recording
from backend.music.editing.verbs.remove_track import RemoveTrack
from backend.music.editing.verbs.repeat import Repeat
from backend.music.editing.verbs.split import Split
from backend.music.editing.verbs.staccato import Staccato
from backend.music.editing.verbs.tempo import Tempo
from backend.music.editing.verbs.tempo_ramp import TempoRamp
from backend.music.editing.verbs.tempo_scale import TempoScale
from backend.music.editing.verbs.transpose import Transpose
from backend.music.editing.verbs.velocity import Velocity
from backend.music.editing.verbs.volume import Volume
from backend.music.editing.verbs.write_track import WriteTrack

_ALL: tuple[type[Edit], ...] = (
    Notes, Volume, Pan, Mute, Instrument, Effects, Master, Recording,
    Tempo, TempoRamp, TempoScale, Transpose, ToKey, Octave,
    Cut, Copy, Insert, Repeat, Loop, Marker,
    AddTrack, WriteTrack, DoubleTrack, RemoveTrack, Split, Merge,
    Quantise, Humanise, Velocity, Fade, Legato, Staccato,
)  # fmt: skip
VERBS: Final[dict[str, type[Edit]]] = {
    get_args(kind.model_fields["verb"].annotation)[0]: kind for kind in _ALL
}
