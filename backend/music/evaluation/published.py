"""Published: the figures of the papers on JSB Chorales and Nottingham beside ours."""

import json
from pathlib import Path
from typing import Any

from backend.music.errors import MissingDataError
from backend.music.evaluation.table import Table, number

MARKERS = ("<!-- table:paper -->", "<!-- /table:paper -->")
BENCHMARKS = {"jsb": "JSB Chorales", "nottingham": "Nottingham"}

# Nats per frame of the test split. LSTM, GRU and TCN: Bai, Kolter and Koltun, "An Empirical
# Evaluation of Generic Convolutional and Recurrent Networks for Sequence Modeling", 2018
# (arXiv:1803.01271), table 1: the notes of a frame are independent of each other. RNN-RBM and
# RNN-NADE: Boulanger-Lewandowski, Bengio and Vincent, "Modeling Temporal Dependencies in
# High-Dimensional Sequences", ICML 2012 (arXiv:1206.6392), table 1.
PUBLISHED = {
    "LSTM (Bai et al. 2018)": {"jsb": 8.45, "nottingham": 3.29},
    "GRU (Bai et al. 2018)": {"jsb": 8.43, "nottingham": 3.46},
    "TCN (Bai et al. 2018)": {"jsb": 8.10, "nottingham": 3.07},
    "RNN-RBM (Boulanger-Lewandowski et al. 2012)": {"jsb": 6.27, "nottingham": 2.39},
    "RNN-NADE (Boulanger-Lewandowski et al. 2012)": {"jsb": 5.56, "nottingham": 2.31},
}
NOTE = (
    "Nats per frame of the test split as published, lower is better. A frame's notes are drawn one "
    "after the other, upwards, which gives its exact likelihood. Ours is trained on transposed "
    "training pieces as well, and is told which earlier passages of a piece went as its last "
    "frames do, which the others are not. Each piece's first frame is left out, as by Bai et al., "
    "unless said."
)


def paper_table(path: Path) -> Table:
    """The published figures, and under them what `scripts/paper_table.py` wrote to `path`.

    Raises:
        MissingDataError: it wrote nothing yet.
    """
    if not path.exists():
        raise MissingDataError(
            f"{path} is missing. Make it first: python scripts/paper_table.py all --data DIR"
        )
    results = json.loads(path.read_text(encoding="utf-8"))
    found = [name for name in BENCHMARKS if name in results]
    rows = [
        (paper, *(number(figures[name]) for name in found)) for paper, figures in PUBLISHED.items()
    ]
    rows += [
        ("this network", *(_first(results[name]) for name in found)),
        ("– with the first frames", *(_first(results[name], "with_first") for name in found)),
    ]
    if any(len(results[name]["networks"]) > 1 for name in found):
        rows.append(("several, averaged", *(_together(results[name]) for name in found)))
    return Table(
        "Published benchmarks", NOTE, ("", *(BENCHMARKS[name] for name in found)), tuple(rows)
    )


def _first(result: dict[str, Any], kind: str = "without_first") -> str:
    return number(result["networks"][0]["test"][kind])


def _together(result: dict[str, Any]) -> str:
    count = len(result["networks"])
    return f"{number(result['together']['test']['without_first'])} ({count})" if count > 1 else "–"
