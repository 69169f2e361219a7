"""Corpus: folders of MIDI by genre → shards, in parallel, saying what was dropped and why."""

import csv
import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from backend.music import midi
from backend.music.errors import MissingDataError, MusicError, UnusableScoreError
from backend.music.events import EncodedScore, encode
from backend.music.events.vocabulary import BAR
from backend.music.score import Score
from backend.music.theory import assign_roles, estimate_key
from backend.music.training.shard import Shard, pack

HELD_OUT_SHARE = 0.1  # of the songs, chosen by a hash of the song, so that the split never moves
FEWEST_NOTES = 32
FEWEST_BARS = 4
MOST_EVENTS = 20_000  # A longer file is a medley or a broken loop.
LEAST_BEAT = 0.25  # Below it the bar lines of the file mean nothing; see `beat_strength`.
MOST_ARRANGEMENTS = 20  # More files than this under one song id share a source, not a song.
LEAST_PITCHES = 4  # Fewer distinct pitches is an alarm clock, not a song.


@dataclass(frozen=True)
class Source:
    """A file to read and the song it is an arrangement of."""

    path: Path
    song: str


@dataclass(frozen=True)
class Reading:
    """What became of one file: an encoded piece with its fingerprint, or why it was dropped."""

    source: Source
    piece: EncodedScore | None
    dropped: str
    fingerprint: str


def sources_of(folder: Path) -> list[Source]:
    """The MIDI files of a genre folder, with song ids from a `manifest.csv` beside the folders.

    Raises:
        MissingDataError: the folder is absent or holds no MIDI.
    """
    paths = sorted(p for p in folder.rglob("*") if p.suffix.lower() in (".mid", ".midi", ".kar"))
    if not paths:
        raise MissingDataError(
            f"No MIDI files in {folder}. Put .mid files there, one folder a genre."
        )
    songs: dict[str, str] = {}
    manifest = folder.parent / "manifest.csv"
    if manifest.exists():
        with manifest.open(encoding="utf-8", newline="") as rows:
            songs = {row["path"]: row["song"] for row in csv.DictReader(rows)}
    ids = [songs.get(p.relative_to(folder.parent).as_posix(), p.stem) for p in paths]
    count = Counter(ids)
    return [
        Source(p, song if count[song] <= MOST_ARRANGEMENTS else p.stem)
        for p, song in zip(paths, ids, strict=True)
    ]


def read_source(source: Source) -> Reading:
    """Read, check and encode one file; a file that cannot be used says why instead."""
    try:
        score = midi.read(source.path.read_bytes())
        piece = _usable(score)
    except MusicError as fault:
        return Reading(source, None, str(fault).split(". ")[0][:90], "")
    notes = piece.events[piece.events["role"] <= 12][["position", "role", "pitch"]]
    return Reading(
        source, piece, "", hashlib.md5(notes.tobytes(), usedforsecurity=False).hexdigest()
    )


def _usable(score: Score) -> EncodedScore:
    """Encode a score that is worth learning from, without the silence around it.

    Raises:
        UnusableScoreError: too short, too long or too monotonous to learn from.
    """
    if score.note_count < FEWEST_NOTES:
        raise UnusableScoreError(f"Fewer than {FEWEST_NOTES} notes")
    if beat_strength(score) < LEAST_BEAT:
        raise UnusableScoreError("Played freely: its notes agree on no beat")
    piece = trimmed(encode(score, key=estimate_key(score)[0], roles=assign_roles(score)))
    if len(piece.plan) < FEWEST_BARS:
        raise UnusableScoreError(f"Fewer than {FEWEST_BARS} bars")
    if len(piece.events) > MOST_EVENTS:
        raise UnusableScoreError(f"More than {MOST_EVENTS:,} events")
    if len(np.unique(piece.events["pitch"][piece.events["role"] <= 12])) < LEAST_PITCHES:
        raise UnusableScoreError(f"Fewer than {LEAST_PITCHES} distinct pitches")
    return piece


def trimmed(piece: EncodedScore) -> EncodedScore:
    """The piece without empty bars at its start and end."""
    full = np.flatnonzero(piece.plan["counts"].any(axis=1))
    if not len(full):
        return piece
    first, last = int(full[0]), int(full[-1])
    lines = np.append(np.flatnonzero(piece.events["position"] == BAR), len(piece.events) - 1)
    kept = np.concatenate(
        [piece.events[:1], piece.events[lines[first] : lines[last + 1]], piece.events[-1:]]
    )
    return replace(piece, events=kept, plan=piece.plan[first : last + 1])


def beat_strength(score: Score) -> float:
    """How strongly the onsets agree on a beat, 0 (free playing) to 1 (exactly quantised).

    The longest mean resultant vector of the onsets' phases within a quarter, an eighth, a triplet
    and a sixteenth; playing to a click that is off the grid by a few hundredths still has it.
    """
    onsets = np.concatenate([t.notes["onset"] for t in score.tracks]) / score.ticks_per_quarter
    return max(float(abs(np.exp(2j * np.pi * k * onsets).mean())) for k in (1, 2, 3, 4))


def is_held_out(song: str) -> bool:
    """Whether a song belongs to the songs never trained on; depends on its id alone."""
    share = int(hashlib.md5(song.encode(), usedforsecurity=False).hexdigest()[:8], 16) / 0xFFFFFFFF
    return share < HELD_OUT_SHARE


def readings(
    sources: list[Source], workers: int | None, tick: Callable[[], None]
) -> Iterator[Reading]:
    """Read files on all cores (or `workers`), in order; `tick` is called once a file."""
    count = workers or os.cpu_count() or 1
    if count == 1:
        for source in sources:
            yield read_source(source)
            tick()
        return
    with ProcessPoolExecutor(count) as pool:
        for reading in pool.map(read_source, sources, chunksize=16):
            yield reading
            tick()


def build_shard(
    genre: str, folder: Path, workers: int | None = None, tick: Callable[[], None] = lambda: None
) -> tuple[Shard, Counter[str]]:
    """Encode a genre folder.

    Returns:
        the shard, and how many files were dropped for which reason.

    Raises:
        MissingDataError: no file, or none that can be used.
    """
    dropped: Counter[str] = Counter()
    kept: list[Reading] = []
    seen: set[str] = set()
    for reading in readings(sources_of(folder), workers, tick):
        if reading.piece is None:
            dropped[reading.dropped] += 1
        elif reading.fingerprint in seen:
            dropped["Duplicate of another file"] += 1
        else:
            seen.add(reading.fingerprint)
            kept.append(reading)
    if not kept:
        raise MissingDataError(f"None of the files in {folder} can be used: {dict(dropped)}")
    pieces = [r.piece for r in kept if r.piece is not None]
    names = [(r.source.path.name, r.source.song) for r in kept]
    shard = pack(genre, pieces, names, [is_held_out(song) for _, song in names])
    return shard, dropped


def genres_in(folder: Path, asked: list[str]) -> list[str]:
    """The genre folders that were asked for; "all" means every one that is there.

    Raises:
        MissingDataError: the folder, or a genre in it, is absent.
    """
    there = sorted(p.name for p in folder.iterdir() if p.is_dir()) if folder.is_dir() else []
    if not there:
        raise MissingDataError(
            f"{folder} holds no genre folders. Make {folder}/<genre>/ with .mid files."
        )
    missing = [g for g in asked if g != "all" and g not in there]
    if missing:
        raise MissingDataError(f"No folder {folder / missing[0]}. There are: {', '.join(there)}.")
    return there if "all" in asked else list(dict.fromkeys(asked))
