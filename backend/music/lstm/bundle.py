"""Bundles: `model/<genre>/` with the weights, what they are, and what the planner needs."""

import io
import json
import re
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import numpy.typing as npt

from backend.music.errors import IncompatibleModelError, MissingModelError
from backend.music.lstm.config import NetworkConfig

WEIGHTS = "model.keras"
CONFIG = "config.json"
PLANS = "plans.npz"

Weights = dict[str, npt.NDArray[np.float32]]


@dataclass(frozen=True)
class Bundle:
    """A trained network as read from disk. `weights` maps "layer/variable" to float32 arrays."""

    genre: str
    config: dict[str, Any]
    network: NetworkConfig
    weights: Weights


def fingerprint_of(config: dict[str, Any]) -> str:
    """The hash of a bundle's weights, as recipes name it."""
    return str(config["weights_sha256"])[:16]


def read_bundle(folder: Path) -> Bundle:
    """Read weights without TensorFlow.

    Raises:
        MissingModelError: there is no bundle.
        IncompatibleModelError: it was made for another version.
    """
    config = read_config(folder)
    path = folder / WEIGHTS
    if not path.exists():
        raise MissingModelError(
            f"{path} is missing. Train it: python scripts/train.py {folder.name}"
        )
    return Bundle(folder.name, config, NetworkConfig.from_json(config), read_weights(path))


def read_config(folder: Path) -> dict[str, Any]:
    """The bundle's description alone (see `read_bundle` for errors)."""
    path = folder / CONFIG
    if not path.exists():
        raise MissingModelError(
            f"No trained model for “{folder.name}”. Train it: python scripts/train.py {folder.name}"
        )
    config: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return config


def read_weights(path: Path) -> Weights:
    """The variables of a `.keras` file by "layer/variable", as float32.

    Raises:
        IncompatibleModelError: the file is damaged or not a Keras file.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            data = io.BytesIO(archive.read("model.weights.h5"))
            layers = json.loads(archive.read("config.json"))["config"]["layers"]
        with h5py.File(data) as store:
            return _flatten(store["layers"], _names_in_store(layers))
    except (zipfile.BadZipFile, KeyError, OSError) as error:
        raise IncompatibleModelError(
            f"{path} is damaged ({error}). Restore it from version control or train again."
        ) from error


def _names_in_store(layers: list[dict[str, Any]]) -> dict[str, str]:
    """Keras numbers layers by class in its store ("dense_3"); map that to their own names."""
    seen: Counter[str] = Counter()
    names = {}
    for layer in layers:
        kind = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", layer["class_name"]).lower()
        names[f"{kind}_{seen[kind]}" if seen[kind] else kind] = layer["config"]["name"]
        seen[kind] += 1
    return names


def _flatten(layers: Any, names: dict[str, str]) -> Weights:
    out: Weights = {}

    def visit(path: str, item: object) -> None:
        if isinstance(item, h5py.Dataset):
            layer, *_, variable = path.split("/")
            # NumPy widens float16 many times faster than HDF5 would while reading.
            out[f"{names[layer]}/{variable}"] = item[()].astype(np.float32)

    layers.visititems(visit)
    return out


def shrink(data: bytes) -> bytes:
    """A `.keras` file with its weights stored as float16; Keras widens them again on loading."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for item in sorted(source.namelist()):
            content = source.read(item)
            if item == "model.weights.h5":
                content = _shrink_store(content)
            entry = zipfile.ZipInfo(item, (2026, 1, 1, 0, 0, 0))
            target.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _shrink_store(content: bytes) -> bytes:
    out = io.BytesIO()
    with h5py.File(io.BytesIO(content)) as source, h5py.File(out, "w", track_order=False) as target:

        def copy(name: str, item: object) -> None:
            if isinstance(item, h5py.Dataset):
                value = np.asarray(item)
                small = value.astype(np.float16) if value.dtype == np.float32 else value
                target.create_dataset(name, data=small, track_times=False)
            else:
                target.require_group(name)
            for key, value in item.attrs.items():  # type: ignore[attr-defined]  # h5py has no types
                target[name].attrs[key] = value

        source.visititems(copy)
    return out.getvalue()
