"""Programs run under another backend of Keras than that of the tests, where it is installed."""

import importlib.util
import os
import subprocess
import sys

import pytest


def needs(backend: str) -> pytest.MarkDecorator:
    """Skips a test where a backend is not installed."""
    return pytest.mark.skipif(
        importlib.util.find_spec(backend) is None,
        reason=f"{backend} is not installed; only training with KERAS_BACKEND={backend} needs it",
    )


def run_under(backend: str, program: str, *arguments: str) -> str:
    """What a Python program prints that runs in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env={**os.environ, "KERAS_BACKEND": backend},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
