"""Corpus: folders of MIDI by genre → shards, in parallel, saying what was dropped and why."""

import os
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from backend.music.errors import MissingDataError
from backend.music.events.encoded import PLAN
from backend.music.events.vocabulary import EVENT
from backend.music.training import crew, doctor
from backend.music.training.parts import Part, PartTables, load_music, load_tables, parts_of
from backend.music.training.reading import Verdict
from backend.music.training.shard import Shard, save_shard
from backend.music.training.sources import Source
from backend.music.training.split import is_held_out

DUPLICATE = "Duplicate of another file"


def make(
    genre: str,
    sources: Sequence[Source],
    out: Path,
    *,
    fresh: bool = False,
    workers: int | None = None,
    scheduler: str | None = None,
    tick: crew.Tick = lambda _: None,
) -> dict[str, Any]:
    """Encode the files of a genre into `out/<genre>.npz` and examine it.

    They are read on all cores, on `workers` of them, or on the Dask cluster of a `scheduler`. Until
    the shard is there its parts are kept in `out/<genre>.parts`: a run that was killed goes on
    with those that are missing, unless it is to be `fresh`. `tick` is told how many files are done.

    Returns:
        the doctor's report.

    Raises:
        MissingDataError: none of the files can be used, or the cluster cannot.
    """
    folder = out / f"{genre}.parts"
    if fresh:
        shutil.rmtree(folder, ignore_errors=True)
    parts = parts_of(sources, folder)
    missing = [part for part in parts if not part.path.exists()]
    tick(len(sources) - sum(len(part.sources) for part in missing))
    if missing and scheduler:
        crew.make_on_cluster(missing, scheduler, tick)
    elif missing:
        crew.make_here(missing, workers or os.cpu_count() or 1, tick)
    shard, verdicts = _joined(genre, parts)
    save_shard(shard, out / f"{genre}.npz")
    doctor.note_sources(out / f"{genre}.npz", sources)
    shutil.rmtree(folder)
    return doctor.examine(shard, verdicts)


def _joined(genre: str, parts: Sequence[Part]) -> tuple[Shard, list[Verdict]]:
    """One shard of all parts without duplicates; its notes are in memory once, a part's twice."""
    tables = [load_tables(part.path) for part in parts]
    verdicts, kept = _without_duplicates(tables)
    if not any(k.any() for k in kept):
        reasons = sorted({v.dropped for v in verdicts})
        raise MissingDataError(f"None of the files of {genre} can be used: {'; '.join(reasons)}.")
    songs = np.concatenate([t.songs[k] for t, k in zip(tables, kept, strict=True)])
    used = [v for v in verdicts if not v.dropped]
    events = np.empty(int(songs["events"].sum()), EVENT)
    plan = np.empty(int(songs["bars"].sum()), PLAN)
    at_event = at_bar = 0
    for part, table, keep in zip(parts, tables, kept, strict=True):
        part_events, part_plan = load_music(part.path)
        # `compress`, because indexing records with brackets is some fifty times slower.
        own = part_events.compress(np.repeat(keep, table.songs["events"]))
        bars = part_plan.compress(np.repeat(keep, table.songs["bars"]))
        events[at_event : at_event + len(own)] = own
        plan[at_bar : at_bar + len(bars)] = bars
        at_event, at_bar = at_event + len(own), at_bar + len(bars)
    songs["first_event"] = np.cumsum(songs["events"]) - songs["events"]
    songs["first_bar"] = np.cumsum(songs["bars"]) - songs["bars"]
    songs["held_out"] = [is_held_out(v.song) for v in used]
    return Shard(genre, songs, events, plan, tuple((v.name, v.song) for v in used)), verdicts


def _without_duplicates(
    tables: Sequence[PartTables],
) -> tuple[list[Verdict], list[npt.NDArray[np.bool_]]]:
    """All verdicts, files with the notes of an earlier one dropped; and per part who stays."""
    seen: set[str] = set()
    verdicts, kept = [], []
    for table in tables:
        keep = []
        for verdict in table.verdicts:
            again = not verdict.dropped and verdict.fingerprint in seen
            verdicts.append(replace(verdict, dropped=DUPLICATE) if again else verdict)
            if not verdict.dropped:
                keep.append(not again)
                seen.add(verdict.fingerprint)
        kept.append(np.array(keep, bool))
    return verdicts, kept
