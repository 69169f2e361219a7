"""Cards: `model/<genre>/card.md`, written from the bundle's config and measured results alone."""

import csv
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from backend.music.evaluation.table import as_markdown, number, percent
from backend.music.evaluation.tables import tables_of
from backend.music.lstm.bundle import CONFIG, read_config
from backend.music.training.shard import Shard

CARD = "card.md"
RESULTS = "evaluation.json"
REMARKS = "remarks.md"  # written by hand about these weights; goes with them
CURVE = "curve.png"  # drawn when the model was trained
# Rates this far below those of real songs are named as weak.
_WORSE = 0.1


def write_results(folder: Path, results: dict[str, Any]) -> None:
    """Put the results into the bundle, as data and as a card."""
    text = json.dumps(results, indent=1, ensure_ascii=False) + "\n"
    (folder / RESULTS).write_text(text, encoding="utf-8")
    # The engine ranks candidates by how usual their likelihood is for real songs.
    config = {**read_config(folder), "typical": results["likelihood"]["typical"]}
    (folder / CONFIG).write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")
    write_card(folder, results)


def write_card(folder: Path, results: dict[str, Any] | None = None) -> None:
    """Write the card of a bundle; without results it says how to get them."""
    remarks = folder / REMARKS
    looked_at = remarks.read_text(encoding="utf-8") if remarks.exists() else ""
    (folder / CARD).write_text(card_of(read_config(folder), results, looked_at), encoding="utf-8")


def card_of(config: dict[str, Any], results: dict[str, Any] | None, remarks: str = "") -> str:
    """The card: what it learnt from, how it was trained, how good and how bad it is.

    `remarks` are what somebody saw in piano rolls of its pieces, as a list in Markdown.
    """
    parts = [
        f"# {config['genre'].capitalize()}",
        _learnt(config["training"], (results or {}).get("sources")),
        _trained(config["training"]),
        *(_measured(results) if results else [_not_measured(config["genre"])]),
        *([f"## What piano rolls show\n\n{remarks.strip()}"] if remarks else []),
        _checksum(config["weights_sha256"], (results or {}).get("weights_sha256")),
    ]
    return "\n\n".join(parts) + "\n"


def _measured(results: dict[str, Any]) -> list[str]:
    bad = "\n".join(f"- {line}" for line in weaknesses(results))
    tables = [as_markdown(table) for table in tables_of(results)]
    return [*tables, f"## What it is bad at\n\n{bad}"]


def _not_measured(genre: str) -> str:
    return f"## How good it is\n\nNot measured yet: `python scripts/evaluate.py {genre}`."


def weaknesses(results: dict[str, Any]) -> list[str]:
    """What the measures say against the model, each with its number."""
    out = []
    for kind, rows in results["bands"].items():
        off = [f"{r['role']} {number(r['ratio'])} ×" for r in rows if r["fits"] is False]
        if off:
            out.append(
                f"Parts that play more than 30 % too much or too little, {kind}: {_all(off)}."
            )
    judge = results["judge"]
    if "composed" in judge:
        heard, real = judge["composed"]["recognised"], judge["real"]["recognised"]
        if heard < real - _WORSE:
            out.append(
                f"The judge recognises {percent(heard)} of the compositions and {percent(real)} of "
                "real songs."
            )
    for name, row in results.get("restyles", {}).get("rows", {}).items():
        if name.isdigit() and row["landed"] < judge["real"]["recognised"] - _WORSE:
            out.append(
                f"At strength {name}, {percent(row['landed'])} of the restyles are taken for this "
                f"genre ({percent(judge['real']['recognised'])} of its real songs are)."
            )
    overlap = results["closeness"].get("overlap_composed") or {}
    ceiling = results["closeness"].get("overlap_real") or {}
    far = [
        f"{name} (overlap {number(value)}, training songs reach {number(ceiling[name])})"
        for name, value in overlap.items()
        if value < ceiling[name] - _WORSE
    ]
    if far:
        out.append(f"Compositions differ from real songs in {_all(far)}.")
    out += _copies(results.get("originality"))
    found = results["compositions"]
    out += [
        f"{found[kind]} of {found['seeds']} compositions were {kind}."
        for kind in ("invalid", "collapsed", "unmet")
        if found[kind]
    ]
    if found["again"]:
        out.append(
            f"{found['again']} of {found['seeds']} compositions had to be written again before "
            "they were music in the key that was asked."
        )
    return out or ["Nothing that these measures show."]


def _copies(found: dict[str, Any] | None) -> Iterator[str]:
    """Where compositions share longer passages with the training songs than real songs do."""
    if found:
        real, composed = (found[kind]["longest"]["p95"] or 0 for kind in ("real", "composed"))
        if composed > real:
            yield (
                f"Five in a hundred compositions share {number(composed, 0)} notes or more with a "
                "training song, which is more than real songs do."
            )


def sources_of(manifest: Path, shards: Sequence[Shard]) -> dict[str, int] | None:
    """How many of the files came from which dataset, by the manifest beside the folders.

    None if there is no manifest.
    """
    if not manifest.exists():
        return None
    with manifest.open(encoding="utf-8", newline="") as lines:
        dataset = {row["path"]: row["dataset"].split("/")[0] for row in csv.DictReader(lines)}
    files = (f"{shard.genre}/{name}" for shard in shards for name, _ in shard.names)
    counted = Counter(dataset.get(file, "unknown") for file in files)
    return dict(counted.most_common())


def _learnt(training: dict[str, Any], sources: dict[str, int] | None) -> str:
    text = (
        f"## What it learnt from\n\n{training['files']:,} files, {training['notes']:,} notes: "
        f"{training['songs']:,} songs to learn from and {training['held_out_songs']:,} kept apart, "
        "split by song."
    )
    if sources:
        listed = ", ".join(f"{name} {count:,}" for name, count in sources.items())
        text += (
            f"\n\nFiles by collection: {listed}. Other people put these collections together in "
            "public; many of the pieces are sequences of commercial songs without a stated "
            "licence. None of the files is part of this project."
        )
    return text


def _trained(training: dict[str, Any]) -> str:
    settings = ", ".join(f"{name} {value}" for name, value in training["settings"].items())
    best = training["best"]
    return (
        f"## How it was trained\n\nOn {training['date']}, {training['hours']} hours on "
        f"{training['backend']}, {training['events_read']:,} events in {training['updates']:,} "
        f"updates; best at update {best['update']:,} with {number(best['total'], 3)} nats per note "
        f"on held-out songs. Settings: {settings}.\n\n![Learning curve]({CURVE})"
    )


def _checksum(weights: str, measured: str | None) -> str:
    text = f"## Checksum\n\nSHA-256 of `model.keras`: `{weights}`."
    if measured not in (None, weights):
        text += f" The measures are of other weights (`{measured}`): evaluate again."
    return text


def _all(items: Sequence[str]) -> str:
    return ", ".join(items)
