"""What the API answers, kept for the front-end: its validators are tested on these very answers.

After a wanted change, write them anew:
CADENZA_SNAPSHOTS=write python -m pytest tests/web/test_snapshots.py
"""

import json
import os
import re
from typing import Any

import pytest

from backend import paths
from tests.conftest import Person
from tests.web.makers import events, generate, song_bytes, upload

pytestmark = pytest.mark.usefixtures("worker")

KEPT = paths.ROOT / "frontend" / "test" / "snapshots.json"
ID = re.compile(r"^[a-z2-9]{16}$")
MOMENT = re.compile(r"^\d{4}-\d\d-\d\dT[\d:.]+Z$")


def answers(ada: Person) -> dict[str, Any]:
    """One answer of every kind that the studio reads."""
    composed = generate(ada, candidates=2, seed=7)
    told = [json.loads(data) for _, _, data in events(ada, composed)]
    restyle = upload(ada, song_bytes(), seed=3).json["job"]
    restyled = json.loads(events(ada, restyle)[-1][2])
    failed = generate(ada, genre="collapsing", seed=1)
    return {
        "queued": composed,
        "header": told[0],
        "bar": told[-2],
        "done": told[-1],
        "restyled": restyled["song"],
        "failed": json.loads(events(ada, failed)[-1][2]),
        "score": ada.get(f"/api/v1/songs/{told[-1]['song']['id']}/takes/1/score").json,
        "plan": ada.send("POST", "/api/v1/plans", json={"genre": "jazz", "seed": 1}).json,
        "moods": ada.get("/api/v1/moods").json["moods"],
        "prompt": ada.send("POST", "/api/v1/prompts", json={"text": "jazz, 84 bpm, wobbledy"}).json,
        "refused": ada.send("POST", "/api/v1/generations", json={"genre": "polka"}).json,
    }


def steady(value: Any) -> Any:
    """The answer without what differs from run to run."""
    if isinstance(value, dict):
        return {name: steady(part) for name, part in value.items()}
    if isinstance(value, list):
        return [steady(part) for part in value]
    if isinstance(value, str) and ID.match(value):
        return "anid"
    if isinstance(value, str) and MOMENT.match(value):
        return "2026-01-01T00:00:00.000Z"
    return value


def test_the_answers_are_those_that_the_front_end_is_tested_on(ada: Person) -> None:
    found = steady(answers(ada))
    found["queued"]["state"] = "queued"  # a quick worker may have begun
    if os.environ.get("CADENZA_SNAPSHOTS") == "write":
        KEPT.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", "utf-8")
    assert found == json.loads(KEPT.read_text("utf-8"))
