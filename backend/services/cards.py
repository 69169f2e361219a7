"""The models as visitors read of them: each by the numbers in its own folder."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from backend.music.evaluation.card import REMARKS, RESULTS, weaknesses
from backend.music.evaluation.table import Table, number, percent
from backend.music.evaluation.tables import tables_of
from backend.music.generation import label_of
from backend.music.lstm.bundle import CONFIG, read_config
from backend.music.lstm.inputs import GENRES
from backend.services.errors import NotFoundError


@dataclass(frozen=True)
class Card:
    """A trained model: `training` is what its config says, `results` what was measured, if it was.

    `curve` holds (events read, nats a note on held-out songs) as it learnt.
    """

    genre: str
    label: str
    training: dict[str, Any]
    results: dict[str, Any] | None
    curve: tuple[tuple[float, float], ...]
    remarks: tuple[str, ...]
    checksum: str

    @property
    def row(self) -> dict[str, str]:
        """The line of this model in the table of all; a dash where nothing was measured."""
        found = self.results or {}
        judge = found.get("judge", {})
        restyles = found.get("restyles", {}).get("rows", {}).get("80", {})
        likelihood = found.get("likelihood", {})
        return {
            "songs": f"{self.training['songs']:,}",
            "nats": number(likelihood.get("network", {}).get("total")),
            "counting": number(likelihood.get("4-gram", {}).get("total")),
            "recognised": percent(judge.get("composed", {}).get("recognised")),
            "landed": percent(restyles.get("landed")),
            "seconds": number(found.get("compositions", {}).get("seconds"), 1),
        }

    @property
    def tables(self) -> list[Table]:
        """Every measure with what it means."""
        return tables_of(self.results) if self.results else []

    @property
    def weak(self) -> list[str]:
        """What the measures say against it."""
        return weaknesses(self.results) if self.results else []

    @property
    def sources(self) -> dict[str, int]:
        """How many files came from which collection; empty if that is not known."""
        return (self.results or {}).get("sources") or {}


def all_of(folder: Path) -> list[Card]:
    """The cards of all trained models, in their usual order."""
    return [_read(folder / genre) for genre in GENRES if (folder / genre / CONFIG).exists()]


def card_of(folder: Path, genre: str) -> Card:
    """The card of one.

    Raises:
        NotFoundError: it is not trained here.
    """
    if genre not in GENRES or not (folder / genre / CONFIG).exists():
        raise NotFoundError("No model of that name is trained here.", "Look at the list of all.")
    return _read(folder / genre)


def _read(folder: Path) -> Card:
    config = read_config(folder)
    results, remarks = folder / RESULTS, folder / REMARKS
    training = config["training"]
    return Card(
        genre=config["genre"],
        label=label_of(config["genre"]),
        training=training,
        results=json.loads(results.read_text("utf-8")) if results.exists() else None,
        curve=tuple((float(p["events"]), float(p["total"])) for p in training.get("curve", ())),
        remarks=_items(remarks.read_text("utf-8")) if remarks.exists() else (),
        checksum=config["weights_sha256"],
    )


def _items(text: str) -> tuple[str, ...]:
    """The points of a list in Markdown; a point goes on in lines that are indented under it."""
    points: list[list[str]] = []
    for line in text.splitlines():
        if line.startswith("- "):
            points.append([line[2:].strip()])
        elif points and line.startswith("  ") and line.strip():
            points[-1].append(line.strip())
    return tuple(" ".join(point) for point in points)
