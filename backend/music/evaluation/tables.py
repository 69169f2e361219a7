"""Tables: the results of an evaluation as rows that a terminal, a card and the README show."""

from collections.abc import Sequence
from typing import Any

from backend.music.evaluation.court_tables import judge_table, restyles_table
from backend.music.evaluation.table import Table, number, percent
from backend.music.events import FIELDS


def tables_of(results: dict[str, Any]) -> list[Table]:
    """Every table that the results have numbers for."""
    tables = [_likelihood(results["likelihood"]), _compositions(results["compositions"])]
    tables.append(_closeness(results["closeness"]))
    tables += [_bands(kind, rows) for kind, rows in results["bands"].items() if rows]
    if "originality" in results:
        tables.append(_originality(results["originality"]))
    tables.append(judge_table(results["judge"]))
    if "restyles" in results:
        tables.append(restyles_table(results["restyles"]))
    return tables


def _likelihood(found: dict[str, Any]) -> Table:
    names = {
        "network": "this model",
        "general": "general",
        "4-gram": "4-gram",
        "unigram": "unigram",
    }
    measured = {name: found[key] for key, name in names.items() if key in found}
    rows = [
        (name, *(number(nats[f]) for f in ("total", *FIELDS)))
        for name, nats in (measured | found["ablations"]).items()
    ]
    return Table(
        "Likelihood",
        f"Nats per note on {found['songs']} held-out songs ({found['events']:,} events); lower is "
        "better. The networks are told the plan of each bar, counting (with back-off) is not. The "
        "last rows hide from this model one thing that it was trained to be told.",
        ("", "total", *FIELDS),
        tuple(rows),
    )


def _compositions(found: dict[str, Any]) -> Table:
    seeds = found["seeds"]
    rows = [
        ("invalid", f"{found['invalid']} of {seeds}"),
        ("collapsed", f"{found['collapsed']} of {seeds}"),
        ("other than asked", f"{found['unmet']} of {seeds}"),
        ("other bytes the second time", f"{found['unsteady']} of {found['repeated']}"),
        ("written more than once before it was music", f"{found['again']} of {seeds}"),
        ("seconds for sixteen bars (median)", number(found["seconds"])),
    ]
    return Table(
        "Compositions",
        "Every other seed asked for a random key, tempo, metre, length and players; what was asked "
        "is compared with what the written MIDI file holds.",
        ("", "found"),
        tuple(rows),
    )


def _closeness(found: dict[str, Any]) -> Table:
    overlap_real = found.get("overlap_real") or {}
    overlap = found.get("overlap_composed") or {}
    composed = found.get("composed") or {}
    rows = [
        (
            name,
            number(value, 3),
            number(composed.get(name), 3),
            number((found.get("apart") or {}).get(name), 3),
            number(found["spread"][name], 3),
            number(overlap_real.get(name)),
            number(overlap.get(name)),
        )
        for name, value in found["real"].items()
    ]
    return Table(
        "Closeness to real music",
        "Means over excerpts of sixteen bars, real songs beside compositions: being close counts, "
        "not being high. The spread is how far the means of two groups of real songs of this genre "
        "lie apart (no further in nineteen of twenty draws); twice that is the goal. The overlap "
        "of the distributions with held-out songs (1: alike) stands beside the one that training "
        "songs reach.",
        ("", "real", "composed", "apart", "spread", "overlap, real", "overlap, composed"),
        tuple(rows),
    )


def _bands(kind: str, rows: Sequence[dict[str, Any]]) -> Table:
    marks = {True: "yes", False: "no", None: "–"}
    return Table(
        f"Bands, {kind}",
        "Notes per bar of four quarters, over the pieces that have the part: whole real songs, "
        f"sixteen bars of them, and {kind} pieces. Within ± 30 % of the sixteen bars is a fit; "
        "parts in too few pieces are not compared. Errors are standard errors over songs.",
        ("part", "songs", "16 bars", kind, "ratio", "fits", "in, real", f"in, {kind}"),
        tuple(
            (
                row["role"],
                number(row["songs"]["notes"], 1),
                number(row["real"]["notes"], 1),
                number(row["written"]["notes"], 1),
                _with_error(row),
                marks[row["fits"]],
                percent(row["real"]["share"]),
                percent(row["written"]["share"]),
            )
            for row in rows
        ),
    )


def _originality(found: dict[str, Any]) -> Table:
    def notes(count: float | None) -> str:
        return f"under {found['shortest']}" if count == 0 else number(count, 0)

    columns = [
        (
            str(part["pieces"]),
            notes(part["longest"]["median"]),
            notes(part["longest"]["p95"]),
            percent(part["copying"]),
            percent(part["share_copied"]["mean"]),
            percent(part["share_copied"]["p95"]),
        )
        for part in (found["real"], found["composed"])
    ]
    names = (
        "pieces with a melody",
        "longest passage in notes, median",
        "longest passage in notes, 95th percentile",
        f"pieces that share {found['limit']} notes or more",
        "bars copied, mean",
        "bars copied, 95th percentile",
    )
    return Table(
        "Originality",
        "The longest melodic passage, in any key, that sixteen bars share with a training song: "
        "held-out songs (some are known to the corpus under another name) beside compositions. "
        f"Passages of fewer than {found['shortest']} notes are not looked for; from "
        f"{found['limit']} on they count as copied.",
        ("", "real", "composed"),
        tuple(zip(names, *columns, strict=True)),
    )


def _with_error(row: dict[str, Any]) -> str:
    return "–" if row["ratio"] is None else f"{row['ratio']:.2f} ± {row['error']:.2f}"
