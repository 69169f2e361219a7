"""Results of an evaluation that never took place, for the tests of cards and tables."""

from typing import Any

from backend.music.events import FIELDS

FIELD_NATS = dict.fromkeys(FIELDS, 0.25)
CONFIG: dict[str, Any] = {
    "genre": "jazz",
    "weights_sha256": "abc123",
    "training": {
        "date": "2031-05-06", "songs": 170, "files": 199, "held_out_songs": 18, "notes": 123456,
        "events_read": 777000, "updates": 888, "hours": 0.75, "backend": "tensorflow",
        "settings": {"batch": 48, "learning_rate": 0.0005},
        "best": {"update": 840, "total": 3.875}, "curve": [],
    },
}  # fmt: skip


def part(notes: float, share: float = 1.0) -> dict[str, float]:
    return {"share": share, "notes": notes, "error": 0.5, "pieces": 40}


def results() -> dict[str, Any]:
    """Jazz with a bass that plays half of what it should."""
    row = {"pieces": 12, "target_probability": 0.35, "source_probability": 0.15}
    judged = {"songs": 17, "right": 0.53, "top_two": 0.59}
    return {
        "format": 1,
        "genre": "jazz",
        "weights_sha256": "abc123",
        "likelihood": {
            "songs": 17, "events": 53710,
            "network": {"total": 3.875, **FIELD_NATS}, "general": {"total": 4.125, **FIELD_NATS},
            "4-gram": {"total": 9.25, **FIELD_NATS}, "unigram": {"total": 14.5, **FIELD_NATS},
            "ablations": {"without recall": {"total": 4.375, **FIELD_NATS}},
            "typical": {"mean": 4.5, "deviation": 0.5, "pieces": 17},
        },
        "compositions": {
            "seeds": 100, "free": 50, "repeated": 10, "invalid": 0, "collapsed": 2, "unmet": 0,
            "unsteady": 0, "again": 0, "seconds": 1.25, "faults": {},
        },
        "closeness": {
            "real": {"scale consistency": 0.835}, "composed": {"scale consistency": 0.955},
            "spread": {"scale consistency": 0.025}, "apart": {"scale consistency": 0.125},
            "overlap_real": {"scale consistency": 0.75},
            "overlap_composed": {"scale consistency": 0.375},
        },
        "bands": {
            "composed": [
                {"role": "bass", "songs": part(4.25), "real": part(4.5), "written": part(2.25),
                 "ratio": 0.5, "error": 0.05, "fits": False},
                {"role": "drums", "songs": part(16.5), "real": part(17.0), "written": part(16.0),
                 "ratio": 0.94, "error": 0.05, "fits": True},
                {"role": "lead", "songs": part(1.75), "real": part(3.25), "written": part(0, 0),
                 "ratio": None, "error": None, "fits": None},
            ],
        },
        "originality": {
            "limit": 12, "shortest": 9,
            "real": {"pieces": 17, "longest": {"median": 0.0, "p95": 11.0}, "copying": 0.0,
                     "share_copied": {"mean": 0.0, "p95": 0.0}},
            "composed": {"pieces": 48, "longest": {"median": 10.0, "p95": 14.0}, "copying": 0.125,
                         "share_copied": {"mean": 0.0625, "p95": 0.375}},
        },
        "judge": {
            "genres": ["jazz", "rock"], "chance": 0.5, "balanced_whole": 0.53,
            "balanced_excerpts": 0.53, "whole": {"jazz": judged}, "excerpts": {"jazz": judged},
            "real": {"pieces": 17, "recognised": 0.53, "probability": 0.31},
            "composed": {"pieces": 50, "recognised": 0.46, "probability": 0.28},
        },
        "restyles": {
            "collapsed": 0,
            "rows": {
                "60": {**row, "melody_kept": 1.0, "content": 0.79, "style": 0.85, "landed": 0.25,
                       "left": 0.75},
                "unchanged": {**row, "content": 1.0, "style": 0.73, "landed": 0.08, "left": 0.33},
            },
        },
    }  # fmt: skip
