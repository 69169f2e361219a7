"""Table: rows of text under a header, as a terminal and a card show them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """`rows` of text under `header`; `note` says what the numbers mean."""

    title: str
    note: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def as_text(table: Table) -> str:
    """Aligned columns: the first to the left, the others to the right."""
    lines = [table.header, *table.rows]
    widths = [max(len(line[i]) for line in lines) for i in range(len(table.header))]
    drawn = [
        "  ".join(
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    ]
    return "\n".join([table.title, *(f"  {line}" for line in drawn)])


def as_markdown(table: Table) -> str:
    """A section of a card."""
    rule = "|" + "|".join(["---", *["--:"] * (len(table.header) - 1)]) + "|"
    rows = ["| " + " | ".join(row) + " |" for row in (table.header, *table.rows)]
    return "\n".join([f"## {table.title}", "", table.note, "", rows[0], rule, *rows[1:]])


def percent(share: float | None) -> str:
    """A share as "12 %"."""
    return "–" if share is None else f"{share * 100:.0f} %"


def number(value: float | None, digits: int = 2) -> str:
    """A number, or a dash where there is none."""
    return "–" if value is None else f"{value:.{digits}f}"
