"""Speed of preprocessing: MIDI bytes → events, beside MidiTok and music21 on the same files.

Ours reads the file, finds key, chords and every note's role, and encodes; MidiTok reads it and
makes REMI tokens of all tracks without finding any of these; music21 reads it.
"""

import importlib.util
import time
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from backend.music import midi
from backend.music.errors import MissingDataError, MusicError
from backend.music.events import encode
from backend.music.events.warm import warm

MOST_FILES = 150
FEWEST_FILES = 30  # A handful of samples is read several times over.
MUSIC21_FILES = 6
Reader = Callable[[Path], object]


def files_in(folder: Path, seed: int = 0) -> list[Path]:
    """Up to MOST_FILES MIDI files of a folder in a fixed random order.

    Raises:
        MissingDataError: there is none.
    """
    paths = sorted(p for p in folder.rglob("*") if p.suffix.lower() in (".mid", ".midi"))
    if not paths:
        raise MissingDataError(f"No MIDI files in {folder}. Name a folder with --midi-dir.")
    order = np.random.default_rng(seed).permutation(len(paths))[:MOST_FILES]
    chosen = [paths[i] for i in order]
    return (chosen * -(-FEWEST_FILES // len(chosen)))[: max(len(chosen), FEWEST_FILES)]


def files_speed(folder: Path) -> dict[str, Any]:
    """Files per second of processor time of each reader; files that one refuses count for none."""
    warm()
    readers: dict[str, Reader] = {"cadenza": _ours}
    if importlib.util.find_spec("miditok") is not None:
        readers["miditok"] = _remi()
    paths = files_in(folder)
    seconds = _take_turns(readers, paths)
    out: dict[str, Any] = {"files": len(seconds["cadenza"])}
    out |= {f"{name}_files_per_second": _rate(took) for name, took in seconds.items()}
    few = _take_turns({"cadenza": _ours, "music21": _music21()}, paths[:MUSIC21_FILES])
    out["music21_files_per_second"] = _rate(few["music21"])
    if "miditok" in seconds:
        out["ratio_to_miditok"] = _rate(seconds["cadenza"]) / _rate(seconds["miditok"])
    out["ratio_to_music21"] = _rate(few["cadenza"]) / _rate(few["music21"])
    return out


def _take_turns(readers: dict[str, Reader], paths: Sequence[Path]) -> dict[str, list[float]]:
    """Seconds per file and reader; the first file is read once more beforehand, to warm up."""
    seconds: dict[str, list[float]] = {name: [] for name in readers}
    for number, path in enumerate([paths[0], *paths]):
        took = {name: _seconds(read, path) for name, read in readers.items()}
        if number and all(value is not None for value in took.values()):
            for name, value in took.items():
                seconds[name].append(float(value or 0))
    return seconds


def _seconds(read: Reader, path: Path) -> float | None:
    """Processor time of reading a file, None if the reader refuses it."""
    begun = time.process_time()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # The others warn about files; only their time matters.
        try:
            read(path)
        except MusicError:
            return None
        except Exception:
            if read is _ours:
                raise
            return None  # Other people's readers raise what they like.
    return time.process_time() - begun


def _rate(seconds: Sequence[float]) -> float:
    return len(seconds) / sum(seconds)


def _ours(path: Path) -> object:
    return encode(midi.read(path.read_bytes()))


def _remi() -> Reader:
    from miditok import REMI, TokenizerConfig

    config = TokenizerConfig(use_programs=True, use_tempos=True, use_time_signatures=True)
    tokenizer: Reader = REMI(config)
    return tokenizer


def _music21() -> Reader:
    from music21 import converter

    # By default it keeps what it parsed and would be timed at unpickling that.
    return lambda path: converter.parse(path, format="midi", forceSource=True, storePickle=False)
