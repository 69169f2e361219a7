"""Rendering of examples: excerpts of MIDI files, each with one of several SoundFonts."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from backend.music import midi
from backend.music.audio.playing import played
from backend.music.errors import MusicError
from backend.music.hearing.listening import heard
from backend.music.hearing.network import RATE, Ear, Floats
from backend.music.hearing.pulse import pulse
from backend.music.hearing.semitones import semitones
from backend.music.hearing.spectra import LEVEL, levels
from backend.music.score import Score
from backend.music.theory import is_named_tune
from backend.music.training.hearing.examples import HELD_OUT, SECONDS, TRAINING, Example
from backend.music.training.hearing.excerpts import excerpt, steady_tempo
from backend.music.training.sources import Source
from backend.music.training.split import is_held_out

_DRIVEN: Final = 0.3  # share of the excerpts that are pressed against the ceiling
_SILENT: Final = 1e-5


def render(
    sources: Sequence[Source],
    fonts: Sequence[Path],
    out: Path,
    *,
    seed: int = 1,
    tick: Callable[[], None] = lambda: None,
) -> int:
    """Render an excerpt of each file into `out`; those already there are kept as they are.

    Args:
        sources: MIDI files; the songs held out are those that no network of ours trains on.
        fonts: songs to train on are played by one of them, those held out by the first.
        out: gets a folder of examples to train on, and one of examples held out.
        seed: of places and fonts; another one gives other excerpts.
        tick: is called after every file.

    Returns:
        how many there are now; files without use are passed over.
    """
    ear, count = Ear(), 0
    for index, source in enumerate(sources):
        held_out = is_held_out(source.song)
        name = f"{source.path.parent.name}-{source.path.stem}-{seed}.npz"
        path = out / (HELD_OUT if held_out else TRAINING) / name
        rng = np.random.default_rng((seed, index))
        font = fonts[0] if held_out else fonts[int(rng.integers(len(fonts)))]
        if not path.exists() and (example := _example(source.path, font, ear, rng)):
            example.save(path)
        count += path.exists()
        tick()
    return count


def example_of(score: Score, font: Path, ear: Ear, rng: np.random.Generator) -> Example | None:
    """An excerpt as it sounds; None if there is none of use."""
    found = excerpt(score, rng)
    if found is None:
        return None
    part, truth = found
    blocks = [block.sum(axis=0).mean(axis=0) for block in played(part, font, RATE, apart=False)]
    sound = np.concatenate(blocks)[: round(SECONDS * RATE)].astype(np.float32)
    power = float(np.sqrt((sound**2).mean()))
    if power < _SILENT:
        return None
    sound = _driven(sound * np.float32(LEVEL / power), rng)
    pitches = heard(ear, [sound])
    mel = levels(pulse([sound]).bands)
    sounding, onsets, loud = (
        np.rint(part * 255).astype(np.uint8) for part in (*pitches, semitones([sound]))
    )
    players = np.unique(truth["track"][truth["mel"]])
    named = any(is_named_tune(score.tracks[player]) for player in players)
    return Example(mel, sounding, onsets, loud, named, steady_tempo(score), truth)


def _example(path: Path, font: Path, ear: Ear, rng: np.random.Generator) -> Example | None:
    try:
        return example_of(midi.read(path.read_bytes()), font, ear, rng)
    except MusicError:  # a file that cannot be read or played teaches nothing
        return None


def _driven(sound: Floats, rng: np.random.Generator) -> Floats:
    """Not louder than a file can be; some softly, as a compressor has it."""
    return np.tanh(sound) if rng.random() < _DRIVEN else np.clip(sound, -1, 1)
