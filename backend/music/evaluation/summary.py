"""Summary: one row for each evaluated model, and its place in the README."""

import json
from pathlib import Path
from typing import Any

from backend.music.errors import MissingDataError
from backend.music.evaluation.card import RESULTS
from backend.music.evaluation.table import Table, as_markdown, number, percent

MARKERS = ("<!-- table:models -->", "<!-- /table:models -->")
HEADER = (
    "genre", "nats per note", "4-gram", "invalid", "collapsed", "not as asked", "parts that fit",
    "recognised", "real songs", "restyles that land", "first of four", "before", "melody kept",
)  # fmt: skip


def summary_table(model_dir: Path) -> Table:
    """A row for each genre that was evaluated.

    Raises:
        MissingDataError: none was.
    """
    rows = [
        _summary(json.loads(path.read_text(encoding="utf-8")))
        for path in sorted(model_dir.glob(f"*/{RESULTS}"))
    ]
    if not rows:
        raise MissingDataError(
            f"No results in {model_dir}. Make them first: python scripts/evaluate.py all"
        )
    return Table(
        "Models",
        "",
        HEADER,
        tuple(rows),
    )


def write_into(readme: Path, table: Table, markers: tuple[str, str] = MARKERS) -> None:
    """Replace what stands between the markers of a page.

    Raises:
        MissingDataError: the page has no markers.
    """
    text = readme.read_text(encoding="utf-8")
    start, end = (text.find(marker) for marker in markers)
    if start < 0 or end < start:
        raise MissingDataError(f"{readme} has no lines {markers[0]} and {markers[1]}. Add them.")
    body = as_markdown(table).split("\n\n")[-1].strip("\n")
    text = f"{text[: start + len(markers[0])]}\n{body}\n{text[end:]}"
    readme.write_text(text, encoding="utf-8")


def _summary(results: dict[str, Any]) -> tuple[str, ...]:
    found, judge = results["compositions"], results["judge"]
    fits = [row["fits"] for row in results["bands"]["composed"] if row["fits"] is not None]
    restyles = results.get("restyles", {}).get("rows", {})
    kept = [row["melody_kept"] for name, row in restyles.items() if "melody_kept" in row]
    seeds = found["seeds"]
    return (
        results["genre"],
        number(results["likelihood"]["network"]["total"]),
        number(results["likelihood"]["4-gram"]["total"]),
        *(f"{found[kind]} of {seeds}" for kind in ("invalid", "collapsed", "unmet")),
        f"{sum(fits)} of {len(fits)}",
        percent(judge.get("composed", {}).get("recognised")),
        percent(judge.get("real", {}).get("recognised")),
        percent(restyles.get("80", {}).get("landed")),
        percent(restyles.get("80, first of four", {}).get("landed")),
        percent(restyles.get("unchanged", {}).get("landed")),
        percent(min(kept, default=None)),
    )
