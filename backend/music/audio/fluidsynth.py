"""libfluidsynth by ctypes: the few functions that a rendering needs, and where the library lies.

The names are those of https://www.fluidsynth.org/api/ (version 2).
"""

import ctypes
import ctypes.util
import importlib.util
from ctypes import c_char_p, c_double, c_int, c_void_p
from functools import cache
from pathlib import Path
from typing import Any

from backend.music.errors import MissingSynthError

_OK = 0
_KITS = 128  # the bank of drum kits in every SoundFont
_FUNCTIONS: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "new_fluid_settings": (c_void_p, ()),
    "delete_fluid_settings": (None, (c_void_p,)),
    "fluid_settings_setint": (c_int, (c_void_p, c_char_p, c_int)),
    "fluid_settings_setnum": (c_int, (c_void_p, c_char_p, c_double)),
    "new_fluid_synth": (c_void_p, (c_void_p,)),
    "delete_fluid_synth": (None, (c_void_p,)),
    "fluid_synth_sfload": (c_int, (c_void_p, c_char_p, c_int)),
    "fluid_synth_set_channel_type": (c_int, (c_void_p, c_int, c_int)),
    "fluid_synth_bank_select": (c_int, (c_void_p, c_int, c_int)),
    "fluid_synth_program_change": (c_int, (c_void_p, c_int, c_int)),
    "fluid_synth_cc": (c_int, (c_void_p, c_int, c_int, c_int)),
    "fluid_synth_pitch_bend": (c_int, (c_void_p, c_int, c_int)),
    "fluid_synth_noteon": (c_int, (c_void_p, c_int, c_int, c_int)),
    "fluid_synth_noteoff": (c_int, (c_void_p, c_int, c_int)),
    "fluid_synth_get_active_voice_count": (c_int, (c_void_p,)),
    "fluid_synth_process": (c_int, (c_void_p, c_int, c_int, c_void_p, c_int, c_void_p)),
    "fluid_set_log_function": (c_void_p, (c_int, c_void_p, c_void_p)),
}


@cache
def library() -> ctypes.CDLL:
    """The system's libfluidsynth if there is one, else the copy inside the pygame-ce wheel.

    Raises:
        MissingSynthError: neither is there.
    """
    for place in _places():
        try:
            found = ctypes.CDLL(place)
        except OSError:
            continue
        for name, (result, arguments) in _FUNCTIONS.items():
            function = getattr(found, name)
            function.restype, function.argtypes = result, arguments
        for level in range(5):  # panic … debug: what goes wrong comes back as a status
            found.fluid_set_log_function(level, None, None)
        return found
    raise MissingSynthError(
        "There is no FluidSynth to make sound with. Install it (Debian: apt-get install "
        "libfluidsynth3; macOS: brew install fluid-synth; Windows: fluidsynth.org), or pip "
        "install pygame-ce on Linux and macOS, which brings one."
    )


def _places() -> list[str]:
    named = ctypes.util.find_library("fluidsynth")
    places = [named] if named else []
    wheel = importlib.util.find_spec("pygame")  # found, not imported: that would open SDL
    if wheel and wheel.origin:
        site = Path(wheel.origin).parent.parent
        for pattern in ("pygame_ce.libs/libfluidsynth*", "pygame/.dylibs/libfluidsynth*"):
            places += [str(path) for path in sorted(site.glob(pattern))]
    return places


class Synth:
    """One synthesizer, as a context manager.

    Args:
        soundfont: an SF2 or SF3 file.
        rate: samples a second.
        channels: how many players.
        outputs: stereo outputs, 1 to 128; channel k sounds on output k modulo this.
    """

    def __init__(self, soundfont: Path, rate: int, channels: int, outputs: int) -> None:
        self._lib = library()
        self.outputs = min(max(outputs, 1), 128)
        self._settings = self._lib.new_fluid_settings()
        self._synth: int | None = None
        try:
            self._open(soundfont, rate, channels)
        except BaseException:
            self.close()
            raise

    def _open(self, soundfont: Path, rate: int, channels: int) -> None:
        self._set("synth.midi-channels", 16 * max(1, -(-channels // 16)))
        for group in ("synth.audio-channels", "synth.audio-groups", "synth.effects-groups"):
            self._set(group, self.outputs)
        self._set("synth.dynamic-sample-loading", 1)  # only what is played, not a font of 200 MB
        self._set("synth.cpu-cores", 1)  # several would mix in any order: other bytes each time
        self._set("synth.polyphony", 512)
        self._lib.fluid_settings_setnum(self._settings, b"synth.sample-rate", float(rate))
        # Our limiter takes care of peaks, so that nothing need be quiet beforehand.
        self._lib.fluid_settings_setnum(self._settings, b"synth.gain", 0.5)
        self._synth = self._lib.new_fluid_synth(self._settings)
        if not self._synth:
            raise MissingSynthError("FluidSynth would not start. Is there enough memory?")
        if self._lib.fluid_synth_sfload(self._synth, str(soundfont).encode(), 1) < _OK:
            raise MissingSynthError(
                f"{soundfont} is no SoundFont that can be read. Choose another by the setting "
                "CADENZA_SOUNDFONT or the option --soundfont."
            )

    def _set(self, name: str, value: int) -> None:
        self._lib.fluid_settings_setint(self._settings, name.encode(), value)

    def seat(self, channel: int, program: int, *, is_drum: bool) -> None:
        """Give a channel its instrument."""
        self._lib.fluid_synth_set_channel_type(self._synth, channel, int(is_drum))
        # FluidSynth 2.5 takes the bank that the channel had, whatever its type: without this
        # drums were a piano on every channel but the tenth, and the tenth player was a kit.
        self._lib.fluid_synth_bank_select(self._synth, channel, _KITS if is_drum else 0)
        self._lib.fluid_synth_program_change(self._synth, channel, program)

    def send(self, kind: str, channel: int, first: int, second: int) -> None:
        """One event: "noteon" pitch velocity, "noteoff" pitch, "cc" number value, "bend" value."""
        if kind == "noteoff":
            self._lib.fluid_synth_noteoff(self._synth, channel, first)
        elif kind == "bend":
            self._lib.fluid_synth_pitch_bend(self._synth, channel, first)
        else:
            getattr(self._lib, f"fluid_synth_{kind}")(self._synth, channel, first, second)

    def process(self, frames: int, dry: int, effects: int) -> None:
        """Add `frames` samples to the buffers whose addresses the two arrays of pointers hold.

        Args:
            frames: how many.
            dry: address of 2 · outputs float*, left and right of each output.
            effects: address of 4 · outputs float*: reverb left and right, chorus left and right.
        """
        self._lib.fluid_synth_process(
            self._synth, frames, 4 * self.outputs, effects, 2 * self.outputs, dry
        )

    @property
    def voices(self) -> int:
        """How many notes still sound."""
        return int(self._lib.fluid_synth_get_active_voice_count(self._synth))

    def close(self) -> None:
        """Free everything; safe to call twice."""
        if self._synth:
            self._lib.delete_fluid_synth(self._synth)
        if self._settings:
            self._lib.delete_fluid_settings(self._settings)
        self._synth = self._settings = None

    def __enter__(self) -> "Synth":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
