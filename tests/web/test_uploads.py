"""Bad uploads: a clear word at once, nothing stored, and the server goes on."""

from dataclasses import replace

import pytest
from apiflask import APIFlask
from sqlalchemy import func, select

from backend.db import Job, Song
from backend.db.extension import db
from backend.music import midi
from backend.settings import Settings
from tests.conftest import AppMaker, Person
from tests.web import makers
from tests.web.makers import song_bytes, upload


def test_the_reader_takes_whatever_may_be_uploaded() -> None:
    assert midi.MAX_BYTES * 0.9 < Settings().upload_bytes <= midi.MAX_BYTES


BAD = {
    "not MIDI": (b"hello, this is text", 400, "not a MIDI file"),
    "empty": (b"", 400, "empty"),
    "renamed PNG": (makers.PNG, 400, "PNG"),
    "header only": (song_bytes()[:20], 400, ""),
    "10,000 tracks": (makers.many_tracks(10_000), 400, "tracks"),
    "drums only": (makers.drums_only(), 422, "only drums"),
    "one note": (makers.one_note(), 422, "too few notes"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_upload_is_refused_and_leaves_nothing(
    name: str, ada: Person, app: APIFlask, settings: Settings
) -> None:
    data, status, said = BAD[name]
    response = upload(ada, data)
    error = response.json["error"]
    assert response.status_code == status
    assert said in error["message"]
    assert error["cure"]
    assert error["code"] == ("unreadable_midi" if status == 400 else "unusable_score")
    assert list(settings.songs.glob("**/*")) == []
    with app.app_context():
        for table in (Job, Song):
            assert db.session.scalar(select(func.count()).select_from(table)) == 0
    assert ada.get("/api/v1/health").json["status"] == "ok"
    assert upload(ada, song_bytes()).status_code == 202


def test_a_large_upload_is_refused_before_it_is_read(ada: Person, settings: Settings) -> None:
    response = upload(ada, bytes(50_000_000))
    assert response.status_code == 413
    assert response.json["error"] == {
        "code": "too_large",
        "message": "The file is larger than 10 MB.",
        "cure": "Choose a smaller one.",
        "field": "file",
    }
    assert list(settings.songs.glob("**/*")) == []
    assert upload(ada, song_bytes()).status_code == 202


def test_a_file_just_over_the_limit_is_refused_too(settings: Settings, make_app: AppMaker) -> None:
    data = song_bytes()
    app = make_app(replace(settings, upload_bytes=len(data) - 1))
    ada = Person(app.test_client())
    ada.sign_up("ada@example.org")
    assert upload(ada, data).status_code == 413


def test_an_upload_without_a_file_names_the_field(ada: Person) -> None:
    response = ada.send("POST", "/api/v1/restyles", data={"genre": "jazz"})
    assert response.status_code == 422
    assert response.json["error"]["field"] == "file"


@pytest.mark.parametrize(
    ("asked", "status", "field"),
    [
        ({"strength": "101"}, 422, "strength"),
        ({"strength": "much"}, 422, "strength"),
        ({"keep": "melody,hat"}, 422, None),
        ({"genre": "polka"}, 503, None),
        ({"colour": "red"}, 422, "colour"),
    ],
)
def test_wrong_wishes_store_no_upload(
    ada: Person, settings: Settings, asked: dict[str, str], status: int, field: str | None
) -> None:
    response = upload(ada, song_bytes(), **asked)
    assert response.status_code == status
    assert response.json["error"]["field"] == field
    assert list(settings.songs.glob("**/*.mid")) == []


@pytest.mark.parametrize(
    "filename", ["../../etc/passwd.mid", "..\\..\\boot.mid", "/", "", "a" * 500 + ".mid", "<b>.mid"]
)
def test_no_name_of_a_file_leads_anywhere(filename: str, ada: Person, settings: Settings) -> None:
    response = upload(ada, song_bytes(), filename or "x")
    assert response.status_code == 202
    stored = [p.relative_to(settings.songs).as_posix() for p in settings.songs.glob("**/*.mid")]
    assert stored == [f"sources/{response.json['job']['id']}.mid"]
