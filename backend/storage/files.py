"""Put, get and delete bytes under a key such as `songs/abc.mid`."""

import errno
import os
import re
import shutil
import tempfile
from pathlib import Path
from typing import BinaryIO, Protocol

_KEY = re.compile(r"[a-z0-9_-]+(/[a-z0-9_-]+)*\.[a-z0-9]+")


class Files(Protocol):
    """What every kind of storage can do. A key is lower-case folders, a name and an ending."""

    def put(self, key: str, data: bytes) -> None:
        """Store `data` under `key`; whoever reads sees all of it or what was there before."""

    def get(self, key: str) -> bytes:
        """The bytes under `key`.

        Raises:
            FileNotFoundError: nothing is stored there.
        """

    def move(self, key: str, path: Path) -> None:
        """Store the file at `path` under `key` and take it from there; whole or not at all."""

    def open(self, key: str) -> BinaryIO:
        """The file under `key`, for reading piece by piece; FileNotFoundError as in `get`."""

    def delete(self, key: str) -> None:
        """Forget `key`; nothing happens if it is not there."""


class LocalFiles:
    """Files in a folder of this machine."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, key: str, data: bytes) -> None:
        """Write beside the target and rename, so that a crash leaves no half file."""
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    def get(self, key: str) -> bytes:
        """The bytes under `key`; FileNotFoundError if there are none."""
        return self._path(key).read_bytes()

    def move(self, key: str, path: Path) -> None:
        """Rename, or copy beside the target and rename, so that a crash leaves no half file."""
        target = self._path(key)
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            path.replace(target)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            handle, name = tempfile.mkstemp(dir=target.parent, prefix=".writing-")
            os.close(handle)
            try:
                shutil.copyfile(path, name)
                Path(name).replace(target)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise
            path.unlink()

    def open(self, key: str) -> BinaryIO:
        """The file under `key`; FileNotFoundError if there is none."""
        return self._path(key).open("rb")

    def delete(self, key: str) -> None:
        """Remove the file, if it is there."""
        self._path(key).unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise ValueError(f"“{key}” is not a storage key.")
        return self._root / key
