"""What the queue refuses before a worker sees it; no worker runs here."""

import json
from dataclasses import replace

from backend.settings import Settings
from tests.conftest import AppMaker, Person
from tests.web.makers import generate, song_bytes, upload


def test_one_user_cannot_fill_the_queue(settings: Settings, make_app: AppMaker) -> None:
    app = make_app(replace(settings, jobs_per_user=2))
    ada, bob = Person(app.test_client()), Person(app.test_client())
    ada.sign_up("ada@example.org")
    bob.sign_up("bob@example.org")
    generate(ada)
    first = generate(ada)
    for refused in (
        ada.send("POST", "/api/v1/generations", json={"genre": "jazz"}),
        upload(ada, song_bytes()),
    ):
        assert refused.status_code == 429
        assert refused.json["error"]["code"] == "too_many_jobs"
    assert list(settings.songs.glob("**/*.mid")) == []
    generate(bob)
    ada.send("DELETE", f"/api/v1/jobs/{first['id']}")
    generate(ada)


def test_wrong_requests_name_the_field_and_the_cure(ada: Person) -> None:
    cases = [
        ({"genre": "polka"}, 503, "missing_model", None),
        ({"genre": "jazz", "bars": 3}, 422, "invalid", "bars"),
        ({"genre": "jazz", "bars": 257}, 422, "invalid", "bars"),
        ({"genre": "jazz", "bars": "many"}, 422, "invalid", "bars"),
        ({"genre": "jazz", "tempo": 1000}, 422, "invalid", "tempo"),
        ({"genre": "jazz", "seed": -1}, 422, "invalid", "seed"),
        ({"genre": "jazz", "key": "H blues"}, 422, "invalid", None),
        ({"genre": "jazz", "barz": 8}, 422, "invalid", "barz"),
        ({"bars": 8}, 422, "invalid", "genre"),
        (
            {"genre": "jazz", "instruments": [{"role": "bass"}]},
            422,
            "invalid",
            "instruments.0.program",
        ),
        (["jazz"], 422, "invalid", None),
    ]
    for asked, status, code, field in cases:
        response = ada.send("POST", "/api/v1/generations", json=asked)
        error = response.json["error"]
        assert (response.status_code, error["code"], error["field"]) == (status, code, field), asked
        assert error["message"], asked
        assert error["cure"], asked
    broken = ada.send(
        "POST", "/api/v1/generations", data="{", headers={"Content-Type": "application/json"}
    )
    assert broken.status_code == 400
    assert broken.json["error"]["code"] == "bad_request"
    assert json.dumps(ada.get("/api/v1/songs").json["songs"]) == "[]"


def test_a_job_waits_for_a_worker_and_is_not_lost(ada: Person) -> None:
    job = generate(ada)
    assert ada.get(f"/api/v1/jobs/{job['id']}").json["job"]["state"] == "queued"
    assert ada.get("/api/v1/health").json["worker"] is False
