"""Compiled: how the kernels of every room become machine code, once for an installation.

Kernels call each other across files, but Numba keeps compiled code until the caller's own file
changes. Their cache therefore lies in a folder named after the text of all of them.
"""

import hashlib
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
import numpy as np
from numba import types
from numba.extending import intrinsic
from numba.np.numpy_support import carray

ROOM = Path(__file__).parent
MARK = "@kernel"
# What goes into kernels without being one: constants, and what writes code by hand.
CONSTANTS = (
    "events/form.py", "events/vocabulary.py", "generation/repeats.py", "generation/sheets.py",
    "lstm/inputs.py", "lstm/layout.py", "lstm/vectors.py", "compiled.py",
)  # fmt: skip

Number = int | np.int64
Function = TypeVar("Function", bound=Callable[..., Any])


def kernel(function: Function) -> Function:
    """Compile a function when it is first called; it runs without Python's lock.

    Numbers are added up in the order of the text (no fast maths), so that the same input gives the
    same bytes on every processor.
    """
    compiled: Any = numba.njit(cache=True, nogil=True, error_model="numpy")(function)
    return cast(Function, compiled)


def _sources() -> list[Path]:
    named = [ROOM / name for name in CONSTANTS]
    marked = (p for p in sorted(ROOM.rglob("*.py")) if MARK in p.read_text(encoding="utf-8"))
    return [*named, *marked]


def _cache_folder() -> str:
    """Beside the sources; where nobody may write there, a folder that lasts as long as the process.

    A folder of /tmp with a known name would let others slip code in.
    """
    text = b"".join(path.read_bytes() for path in _sources())
    folder = ROOM / "__pycache__" / f"kernels-{hashlib.sha256(text).hexdigest()[:16]}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return str(folder)
    except OSError:
        return tempfile.mkdtemp(prefix="cadenza-kernels-")


_settings: Any = numba.config
if not _settings.CACHE_DIR:  # NUMBA_CACHE_DIR says where a read-only installation keeps it
    _settings.CACHE_DIR = _cache_folder()


def _to_pointer(typing: Any, address: Any) -> Any:  # noqa: ARG001
    """A number as a pointer."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.inttoptr(arguments[0], context.get_value_type(signature.return_type))

    return types.voidptr(types.int64), generate


_pointer: Any = intrinsic(_to_pointer)


@kernel
def view(address: int, shape: Any, dtype: Any) -> Any:
    """The array that lies at an address; for kernels only."""
    return carray(_pointer(address), shape, dtype)
