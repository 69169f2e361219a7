"""The network that hears: Basic Pitch's weights, found in its package and run by ONNX Runtime."""

import importlib.util
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from backend.music.errors import MissingEarError

Floats = npt.NDArray[np.float32]

# What the network was trained with (Bittner et al., ICASSP 2022).
RATE: Final = 22_050  # samples a second, one channel
HOP: Final = 256  # samples a frame
WINDOW: Final = 2 * RATE - HOP  # samples that it reads at once
FRAMES: Final = 172  # frames that it answers for one window
PITCHES: Final = 88
LOWEST: Final = 21  # MIDI pitch of the first of them
EDGE: Final = 15  # frames at either end of a window that lack what stands beside it
STEP: Final = FRAMES - 2 * EDGE - 1  # frames kept of each window: whole frames in whole samples

FRAME_SECONDS: Final = HOP / RATE
_FILE: Final = Path("saved_models", "icassp_2022", "nmp.onnx")
_INPUT: Final = "serving_default_input_2:0"
_OUTPUTS: Final = ("StatefulPartitionedCall:1", "StatefulPartitionedCall:2")  # sounding, onsets

assert (STEP + 2 * EDGE) * HOP <= WINDOW  # what is kept of a window was heard in full


class Heard(NamedTuple):
    """How sure the network is, 0…1, that a pitch sounds, and that it begins: (frames, 88) each."""

    sounding: Floats
    onsets: Floats


class Ear:
    """The loaded network; one thread, because workers share the cores among them.

    Raises:
        MissingEarError: ONNX Runtime or the weights are not installed.
    """

    def __init__(self) -> None:
        try:
            import onnxruntime
        except ImportError as error:
            raise MissingEarError(_cure("onnxruntime")) from error
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session: Any = onnxruntime.InferenceSession(
            str(_weights()), options, providers=["CPUExecutionProvider"]
        )

    def hear(self, window: Floats) -> Heard:
        """What sounds in (WINDOW,) samples: the frames that lie well inside of it."""
        given = {_INPUT: np.ascontiguousarray(window, np.float32).reshape(1, WINDOW, 1)}
        sounding, onsets = self._session.run(_OUTPUTS, given)
        kept = slice(EDGE, EDGE + STEP)
        return Heard(sounding[0, kept], onsets[0, kept])


def _weights() -> Path:
    package = importlib.util.find_spec("basic_pitch")  # found, not imported: only its file counts
    for folder in (package.submodule_search_locations or ()) if package else ():
        if (path := Path(folder) / _FILE).is_file():
            return path
    raise MissingEarError(_cure("basic-pitch"))


def _cure(package: str) -> str:
    return (
        f"Recordings cannot be heard here: {package} is not installed. Run "
        "pip install -r requirements.txt and pip install --no-deps -r requirements-bare.txt."
    )
