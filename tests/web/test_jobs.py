"""A job from asking to song: progress, stopping, failing, and going on after a broken line."""

import json
import time
from typing import Any

import pytest
from apiflask import APIFlask
from sqlalchemy import delete
from sqlalchemy.orm import sessionmaker

from backend import jobs
from backend.db import JobEvent, connect
from backend.db.extension import db
from backend.services import jobs as user_jobs
from backend.settings import Settings
from tests.conftest import Person
from tests.fakes import FakeComposer
from tests.web.makers import composed, events, finished, generate, song_bytes, upload

pytestmark = pytest.mark.usefixtures("worker")


def wait_for(person: Person, job: dict[str, Any], state: str) -> dict[str, Any]:
    for _ in range(500):
        now = person.get(f"/api/v1/jobs/{job['id']}").json["job"]
        if now["state"] == state:
            return now
        time.sleep(0.01)
    raise AssertionError(now)


def test_a_generation_becomes_a_song(ada: Person) -> None:
    job = generate(ada, bars=8, seed=7)
    assert job["state"] in ("queued", "running")
    assert (job["kind"], job["bars"], job["takes"]) == ("generation", 8, [])
    assert len(job["candidates"]) == 1
    told = events(ada, job)
    assert [kind for _, kind, _ in told] == ["progress"] * 9 + ["done"]
    first, last = json.loads(told[0][2]), json.loads(told[-1][2])
    assert (first["candidate"], first["take"], first["bar"], first["bars"]) == (0, 0, 0, 8)
    assert [t["program"] for t in first["score"]["tracks"]] == [73, 33]
    assert json.loads(told[3][2])["score"]["tracks"][0]["notes"][0][0] == 2 * 4 * 480
    assert last["job"]["state"] == "done"
    assert last["job"]["song_id"] == last["song"]["id"]
    song = last["song"]
    assert song["title"] == "Slow ferry"
    assert (song["kind"], song["genre"], song["key"]) == ("composed", "jazz", "D minor")
    assert (song["bars"], song["metre"], song["tempo"], song["seconds"]) == (8, "4/4", 120, 16)
    assert song["seed"] == 7
    assert song["players"] == ["Flute", "Electric Bass (finger)"]
    assert song["certificate"][0]["ok"] is True
    assert song["opening"]
    assert ada.get(f"/api/v1/songs/{song['id']}").json["song"] == song
    (take,) = song.pop("takes")
    assert song.pop("deleted_takes") == []
    assert ada.get("/api/v1/songs").json["songs"][0] == song | {"take_count": 1}
    assert (take["number"], take["kind"], take["parent"]) == (1, "composed", None)
    assert take["scores"] == {"asked": 1.0, "typical": 0.7}
    assert len(take["plan"]["bars"]) == 8


def test_a_seed_is_drawn_where_none_was_asked_for(ada: Person) -> None:
    first, second = composed(ada), composed(ada)
    assert first["seed"] != second["seed"]


def test_the_same_seed_gives_the_same_bytes(ada: Person) -> None:
    first, second = composed(ada, seed=3), composed(ada, seed=3)
    assert first["id"] != second["id"]
    files = [ada.get(f"/api/v1/songs/{s['id']}/midi").data for s in (first, second)]
    assert files[0] == files[1]


def test_a_restyle_keeps_its_source_beside_it(ada: Person) -> None:
    job = upload(ada, song_bytes(6), "My_old  tune.mid", strength=75, keep="melody, bass").json[
        "job"
    ]
    assert (job["kind"], job["bars"]) == ("restyle", 6)
    song = finished(ada, job)
    assert (song["kind"], song["title"]) == ("restyled", "My old tune")
    assert song["report"] == {"melody_kept": 1.0}
    source = ada.get(f"/api/v1/songs/{song['id']}/source").json
    assert len(source["bars"]) == 6
    assert len(source["tracks"][0]["notes"]) == 24


def test_a_composed_song_has_no_source(ada: Person) -> None:
    song = composed(ada)
    response = ada.get(f"/api/v1/songs/{song['id']}/source")
    assert response.status_code == 404
    assert response.json["error"]["message"] == "This song was made from nothing."


def test_a_running_job_stops_when_it_is_cancelled(ada: Person, composer: FakeComposer) -> None:
    composer.pause = 0.05
    job = generate(ada, genre="slow", bars=200)
    wait_for(ada, job, "running")
    assert ada.send("DELETE", f"/api/v1/jobs/{job['id']}").status_code == 200
    told = events(ada, job)
    assert told[-1][1] == "cancelled"
    assert json.loads(told[-1][2])["job"]["state"] == "cancelled"
    assert ada.get("/api/v1/songs").json["songs"] == []


def test_a_waiting_job_is_cancelled_at_once(ada: Person, settings: Settings) -> None:
    busy = generate(ada, genre="slow", bars=100)
    waiting = upload(ada, song_bytes()).json["job"]
    sources = list(settings.songs.glob("sources/*.mid"))
    assert len(sources) == 1
    response = ada.send("DELETE", f"/api/v1/jobs/{waiting['id']}")
    assert response.json["job"]["state"] == "cancelled"
    assert not sources[0].exists()
    assert events(ada, waiting)[-1][1] == "cancelled"
    ada.send("DELETE", f"/api/v1/jobs/{busy['id']}")


def test_cancelling_a_finished_job_changes_nothing(ada: Person) -> None:
    job = generate(ada)
    finished(ada, job)
    assert ada.send("DELETE", f"/api/v1/jobs/{job['id']}").json["job"]["state"] == "done"
    assert len(ada.get("/api/v1/songs").json["songs"]) == 1


def test_a_fault_of_the_core_is_told_with_its_cure(ada: Person, settings: Settings) -> None:
    job = upload(ada, song_bytes(), genre="collapsing").json["job"]
    _, kind, data = events(ada, job)[-1]
    assert kind == "failed"
    error = json.loads(data)["job"]["error"]
    assert error["code"] == "collapsed"
    assert error["message"] == "Every try stuck on one note. Try another seed."
    assert ada.get("/api/v1/songs").json["songs"] == []
    assert list(settings.songs.glob("**/*.mid")) == []


def test_a_fault_of_the_program_is_told_without_its_entrails(ada: Person) -> None:
    job = generate(ada, genre="crashing")
    assert events(ada, job)[-1][1] == "failed"
    error = wait_for(ada, job, "failed")["error"]
    assert error["code"] == "internal"
    assert "ZeroDivision" not in json.dumps(error)
    assert composed(ada)["title"] == "Slow ferry"


def test_a_listener_goes_on_where_it_was_cut_off(ada: Person) -> None:
    job = generate(ada, bars=6)
    told = events(ada, job)
    rest = events(ada, job, headers={"Last-Event-ID": str(told[3][0])})
    assert rest == told[4:]
    assert events(ada, job, headers={"Last-Event-ID": "nonsense"}) == told


def test_news_come_one_by_one(ada: Person, composer: FakeComposer) -> None:
    composer.pause = 0.05
    job = generate(ada, genre="slow", bars=8)
    response = ada.get(f"/api/v1/jobs/{job['id']}/events")
    assert len(list(response.response)) == 10  # nine bars' ends and the song's: none is held back


def test_a_quiet_stream_gives_signs_of_life(ada: Person, settings: Settings) -> None:
    job = generate(ada, genre="slow", bars=30)
    engine = connect(settings.database_url)
    url = settings.database_url
    messages = user_jobs.follow(sessionmaker(engine), url, job["id"], 0, quiet=0.001)
    assert any(message.kind == "" for message in messages)
    ada.send("DELETE", f"/api/v1/jobs/{job['id']}")
    engine.dispose()


def test_the_end_is_heard_even_between_two_questions(
    ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The job ends after the listener found no news and before it asks how the job is."""
    job = generate(ada)
    told = events(ada, job)
    real = jobs.events_after
    asked: list[int] = []

    def late(session: Any, job_id: str, after: int) -> list[jobs.Event]:
        asked.append(after)
        return [] if len(asked) == 1 else real(session, job_id, after)

    monkeypatch.setattr(jobs, "events_after", late)
    assert events(ada, job) == told


def test_a_job_whose_messages_are_swept_away_ends_the_stream(ada: Person, app: APIFlask) -> None:
    job = generate(ada)
    events(ada, job)
    with app.app_context():
        db.session.execute(delete(JobEvent))
        db.session.commit()
    assert ada.get(f"/api/v1/jobs/{job['id']}/events").text == ""
