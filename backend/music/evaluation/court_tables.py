"""Court tables: what the judge made of real songs, compositions and restyles."""

from typing import Any

from backend.music.evaluation.table import Table, number, percent


def _share(row: dict[str, Any], name: str) -> str:
    error = row.get(f"{name}_error")  # Results from before it was measured have none.
    return percent(row[name]) + ("" if error is None else f" ± {100 * error:.0f}")


def judge_table(found: dict[str, Any]) -> Table:
    """How often the judge was right about real songs, and what it made of the compositions."""
    rows = [
        (
            f"real {genre}",
            str(heard["songs"]),
            percent(heard["right"]),
            percent(found["excerpts"][genre]["right"]),
            percent(heard["top_two"]),
            "–",
        )
        for genre, heard in found["whole"].items()
    ]
    means = (percent(found["balanced_whole"]), percent(found["balanced_excerpts"]))
    rows.append(("mean of genres", "", *means, "", ""))
    rows += [
        (
            name,
            str(heard["pieces"]),
            "–",
            percent(heard["recognised"]),
            "–",
            number(heard["probability"]),
        )
        for name, heard in ((f"{n} here", found[n]) for n in ("real", "composed") if n in found)
    ]
    return Table(
        "The judge",
        f"A genre classifier on notes alone ({len(found['genres'])} genres, chance "
        f"{percent(found['chance'])}): how often it is right about held-out songs, whole and in "
        "sixteen bars, and what it makes of the compositions, with its mean probability for this "
        "genre.",
        ("", "pieces", "right, whole", "right, 16 bars", "in top two", "probability"),
        tuple(rows),
    )


def restyles_table(found: dict[str, Any]) -> Table:
    """A row a way of restyling, and those to compare with."""
    rows = [
        (
            f"strength {name}" if name[0].isdigit() else name,
            str(row["pieces"]),
            percent(row.get("melody_kept")),
            number(row["content"], 3),
            number(row["style"], 3),
            number(row["target_probability"]),
            number(row["source_probability"]),
            _share(row, "landed"),
            _share(row, "left"),
        )
        for name, row in found["rows"].items()
    ]
    return Table(
        "Restyles",
        "Held-out songs of other genres into this one, keeping the melody. Content: chroma cosine "
        "with the source; style: cosine with the genre's profile; then the judge's mean "
        "probability of this genre and of the source's, and how many it takes for this genre or "
        "no longer for the source's (± a standard error over songs). Refused as collapsed: "
        f"{found['collapsed']}.",
        ("", "pieces", "melody kept", "content", "style", "p target", "p source", "landed", "left"),
        tuple(rows),
    )
