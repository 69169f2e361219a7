"""The dataset doctor: what a shard holds, what was left out, and whether it is up to date."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from backend.music.events import FORMAT
from backend.music.score import Role
from backend.music.training.corpus import Source
from backend.music.training.shard import Shard


def examine(shard: Shard, dropped: Mapping[str, int]) -> dict[str, Any]:
    """Count what a shard holds; see `describe` for how it reads."""
    songs, plan = shard.songs, shard.plan
    bars = songs["bars"]
    counts = plan["counts"].astype(np.int64)
    metres = Counter(
        f"{n}/{d}"
        for n, d in zip(plan["numerator"].tolist(), plan["denominator"].tolist(), strict=True)
    )
    return {
        "genre": shard.genre,
        "kept": len(songs),
        "dropped": dict(dropped),
        "songs": len({song for _, song in shard.names}),
        "held_out": int(songs["held_out"].sum()),
        "events": len(shard.events),
        "notes": int(counts.sum()),
        "minor": int(songs["minor"].sum()),
        "bars": [int(x) for x in np.percentile(bars, (5, 50, 95))],
        "metres": dict(metres.most_common(5)),
        "with": {
            role.label: int((np.add.reduceat(counts[:, role], songs["first_bar"]) > 0).sum())
            for role in Role
        },
    }


def describe(report: Mapping[str, Any]) -> str:
    """The report in a few lines that a person reads."""
    low, middle, high = report["bars"]
    major = report["kept"] - report["minor"]
    metres = ", ".join(f"{metre} {bars:,} bars" for metre, bars in report["metres"].items())
    parts = ", ".join(f"{role} {files}" for role, files in report["with"].items())
    held_out = f"{report['songs']} songs, {report['held_out']} held out"
    lines = [
        f"{report['genre']}: kept {report['kept']} files of {held_out}",
        f"  {report['notes']:,} notes, {report['events']:,} events",
        f"  keys: {major} major, {report['minor']} minor",
        f"  bars: {low} – {middle} – {high} (5th, 50th, 95th percentile)",
        f"  metres: {metres}",
        f"  parts: {parts}",
    ]
    lines += [
        f"  dropped {n}: {why}" for why, n in sorted(report["dropped"].items(), key=lambda i: -i[1])
    ]
    return "\n".join(lines)


def is_current(path: Path, sources: Sequence[Source]) -> bool:
    """Whether a shard was already made from exactly these files."""
    stamp = path.with_suffix(".json")
    return path.exists() and stamp.exists() and json.loads(stamp.read_text()) == _stamp(sources)


def note_sources(path: Path, sources: Sequence[Source]) -> None:
    """Remember beside the shard which files it was made from."""
    path.with_suffix(".json").write_text(json.dumps(_stamp(sources)))


def _stamp(sources: Sequence[Source]) -> dict[str, Any]:
    listing = "\n".join(f"{s.path}:{s.song}:{s.path.stat().st_size}" for s in sources)
    return {"format": FORMAT, "files": hashlib.sha256(listing.encode()).hexdigest()}
