"""Kept: a network as the kernels read it, on disk beside its weights: it is made ready only once.

Later starts map the file into memory, where all processes of a machine share it. It is no more than
a cache: it goes with its folder, and one for other weights or of another version is not looked at.
"""

import hashlib
import logging
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from backend.music.lstm.bundle import WEIGHTS
from backend.music.lstm.layout import Network
from backend.music.lstm.products import LINE

NAME = "network-{}.npy"
# What decides how weights become a network.
_MAKERS = ("bundle.py", "layout.py", "products.py", "runtime.py")

log = logging.getLogger(__name__)


def kept_network(folder: Path, config: dict[str, Any], make: Callable[[], Network]) -> Network:
    """The network of a bundle; `make` is asked for it if nothing was kept."""
    if not (folder / WEIGHTS).exists():
        return make()  # It says how to get them.
    path = folder / NAME.format(_key(folder / WEIGHTS, config))
    network = _mapped(path)
    if network is None:
        network = make()
        try:
            _keep(network, path)
        except OSError as fault:  # A folder that nobody may write to costs seconds at each start.
            log.info("The network of “%s” was not kept: %s", folder.name, fault)
        network = _mapped(path) or network
    return network


def _key(weights: Path, config: dict[str, Any]) -> str:
    about = weights.stat()
    named = f"{config['weights_sha256']} {about.st_size} {about.st_mtime_ns}"
    digest = hashlib.sha256(named.encode())
    for name in _MAKERS:
        digest.update((Path(__file__).parent / name).read_bytes())
    return digest.hexdigest()[:16]


def _mapped(path: Path) -> Network | None:
    """What a file keeps, if it is there and whole."""
    try:
        record = np.load(path, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    return Network(*(np.asarray(record[name][0]) for name in Network._fields))


def _keep(network: Network, path: Path) -> None:
    """Write a network, whole or not at all, and remove what was kept of earlier weights.

    Each array begins with a line of the cache, as the data of a `.npy` file does.
    """
    ends = np.cumsum([-(-array.nbytes // LINE) * LINE for array in network])
    layout = np.dtype({
        "names": Network._fields,
        "formats": [(array.dtype, array.shape) for array in network],
        "offsets": [0, *ends[:-1].tolist()],
        "itemsize": int(ends[-1]),
    })  # fmt: skip
    record = np.zeros(1, layout)
    for name, array in zip(Network._fields, network, strict=True):
        record[name][0] = array
    handle, part = tempfile.mkstemp(prefix=".network-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            np.save(file, record, allow_pickle=False)
            file.flush()
            os.fsync(file.fileno())
        shutil.copymode(path.parent / WEIGHTS, part)
        Path(part).replace(path)
    finally:
        Path(part).unlink(missing_ok=True)
    for old in path.parent.glob(NAME.format("*")):
        if old != path:
            old.unlink(missing_ok=True)
