"""The dataset doctor: what a shard holds, what was left out and why, and what is odd about it."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from backend.music.events import FORMAT
from backend.music.score import Role
from backend.music.training.reading import Verdict
from backend.music.training.shard import Shard
from backend.music.training.sources import Source, listing_hash
from backend.music.training.split import Split

OFF_GRID = 0.25  # A file with more of its onsets off the grid than this counts as off the grid …
KEYLESS = 0.05  # … and one whose best key leads the second by less than this, as keyless.
EXAMPLES = 8  # pairs of copies that are named


def examine(shard: Shard, verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """Count what a shard holds; see `describe` for how it reads. `odd` is about the files kept."""
    songs, plan = shard.songs, shard.plan
    counts = plan["counts"].astype(np.int64)
    metres = Counter(
        f"{n}/{d}"
        for n, d in zip(plan["numerator"].tolist(), plan["denominator"].tolist(), strict=True)
    )
    checkups = [v.checkup for v in verdicts if v.checkup and not v.dropped]
    return {
        "genre": shard.genre,
        "files": len(verdicts),
        "kept": len(songs),
        "dropped": dict(Counter(v.dropped for v in verdicts if v.dropped)),
        "unreadable": sum(v.checkup is None for v in verdicts),
        "songs": len({song for _, song in shard.names}),
        "held_out": int(songs["held_out"].sum()),
        "events": len(shard.events),
        "notes": int(counts.sum()),
        "minor": int(songs["minor"].sum()),
        "all_bars": len(plan),
        "bars": [int(x) for x in np.percentile(songs["bars"], (5, 50, 95))],
        "metres": dict(metres.most_common(5)),
        "with": {
            role.label: int((np.add.reduceat(counts[:, role], songs["first_bar"]) > 0).sum())
            for role in Role
        },
        "odd": {
            "off_grid": sum(c.off_grid > OFF_GRID for c in checkups),
            "keyless": sum(c.key_confidence < KEYLESS for c in checkups),
            "one_note": sum(c.one_note > 0 for c in checkups),
            "hidden_drums": sum(c.hidden_drums > 0 for c in checkups),
            "tuned_drums": sum(c.tuned_drums > 0 for c in checkups),
        },
    }


_ODD = {
    "off_grid": f"off the grid with over {OFF_GRID:.0%} of their notes",
    "keyless": "in no clear key",
    "one_note": "with a pitched track of one pitch",
    "hidden_drums": "with drums on a pitched channel",
    "tuned_drums": "with a tune on the drum channel",
}


def describe(report: Mapping[str, Any]) -> str:
    """The report in a few lines that a person reads."""
    kept = report["kept"]
    low, middle, high = report["bars"]
    metres = ", ".join(
        f"{metre} {_share(n, report['all_bars'])}" for metre, n in report["metres"].items()
    )
    parts = ", ".join(f"{role} {_share(n, kept)}" for role, n in report["with"].items() if n)
    minor = report["minor"]
    lines = [
        f"{report['genre']}: kept {kept:,} of {report['files']:,} files",
        f"  {report['songs']:,} songs, {report['held_out']:,} files held out of training",
        f"  {report['notes']:,} notes, {report['events']:,} events",
        f"  keys: {_share(kept - minor, kept)} major, {_share(minor, kept)} minor",
        f"  length: {middle} bars, nine tenths of the files between {low} and {high}",
        f"  metres, by bars: {metres}",
        f"  parts, by files: {parts}",
    ]
    for why, n in sorted(report["dropped"].items(), key=lambda i: -i[1]):
        lines.append(f"  dropped {n:,}: {why}")
    if report["unreadable"]:
        lines.append(f"  of these could not be read at all: {report['unreadable']:,}")
    odd = [f"{report['odd'][kind]:,} {text}" for kind, text in _ODD.items() if report["odd"][kind]]
    if odd:
        lines.append(f"  kept, but odd: {', '.join(odd)}")
    return "\n".join(lines)


def describe_split(split: Split) -> str:
    """What the copies are that were found, and what they changed."""
    if not split.copies:
        return "No tune is there under two names."
    leaking = sum(split.leaking.values())
    lines = [
        f"{len(split.copies):,} pairs of files share a tune under different names, for example:",
        *(f"  {c.share:.0%} of {c.file} = {c.like}" for c in split.copies[:EXAMPLES]),
        f"Trained on instead of held out, because a copy of them is: {leaking:,} files",
    ]
    return "\n".join(lines)


def _share(part: int, whole: int) -> str:
    """A share in words: “no %” of something that is there reads wrong."""
    share = part / max(whole, 1)
    return f"{share:.0%}" if share >= 0.005 or not part else "under 1%"


def is_current(path: Path, sources: Sequence[Source]) -> bool:
    """Whether a shard was already made from exactly these files."""
    stamp = path.with_suffix(".json")
    return path.exists() and stamp.exists() and json.loads(stamp.read_text()) == _stamp(sources)


def note_sources(path: Path, sources: Sequence[Source]) -> None:
    """Remember beside the shard which files it was made from."""
    path.with_suffix(".json").write_text(json.dumps(_stamp(sources)))


def _stamp(sources: Sequence[Source]) -> dict[str, Any]:
    return {"format": FORMAT, "files": listing_hash(sources)}
