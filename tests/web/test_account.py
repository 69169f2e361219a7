"""The account page: its forms say what is wrong, and what they change holds everywhere at once."""

import io
import re
import zipfile
from dataclasses import replace

import pytest
from apiflask import APIFlask
from werkzeug.test import TestResponse

from backend.settings import Settings
from tests.conftest import PASSWORD, AppMaker, Person
from tests.services.test_photos import encoded, halves, opened
from tests.web.makers import composed, events, generate, send_file
from tests.web.test_pages import bootstrap

NEW = "another whole rest"


def send_photo(person: Person, data: bytes, **square: float) -> TestResponse:
    name = "../../me.svg" if data else ""
    return send_file(person, "/account/photo", "photo", name, data, **square)


def photo_of(person: Person) -> str:
    found = re.search(r'src="(/portraits/\w+\.jpg)"', person.get("/account").text)
    assert found
    return found[1]


def test_a_portrait_is_served_as_a_picture_and_nothing_else(ada: Person, visitor: Person) -> None:
    assert send_photo(ada, encoded(halves()), x=0, y=0, size=1).status_code == 302
    first = photo_of(ada)
    answer = visitor.get(first)
    assert answer.mimetype == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in answer.headers["Cache-Control"]
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert opened(answer.data).getpixel((500, 256))[0] > 150  # the left half, as asked
    send_photo(ada, encoded(halves()))
    assert photo_of(ada) != first
    assert visitor.get(first).status_code == 404
    assert ada.post("/account/photo/remove").status_code == 302
    assert "/portraits/" not in ada.get("/account").text


@pytest.mark.parametrize(
    ("data", "status", "said"),
    [
        (b"", 422, "Choose a picture."),
        (b"MThd", 422, "That is not a picture we can read."),
        (bytes(5_000_001), 413, "The picture is larger than 5 MB."),
    ],
)
def test_a_bad_portrait_is_refused_under_its_field(
    ada: Person, settings: Settings, data: bytes, status: int, said: str
) -> None:
    answer = send_photo(ada, data)
    assert answer.status_code == status
    assert answer.text.count(said) == 2  # in the summary, and under the field
    assert 'aria-describedby="photo-error photo-hint"' in answer.text
    assert "data-focus" in answer.text
    assert list(settings.songs.glob("**/*.jpg")) == []


def test_uploads_are_limited_by_user(settings: Settings, make_app: AppMaker) -> None:
    app = make_app(replace(settings, upload_limit="2 per hour"))
    ada, bob = Person(app.test_client()), Person(app.test_client())
    ada.sign_up("ada@example.org")
    bob.sign_up("bob@example.org")
    for _ in range(2):
        assert send_photo(ada, b"x").status_code == 422
    assert send_photo(ada, b"x").status_code == 429
    assert send_photo(bob, b"x").status_code == 422


def test_name_and_bio_are_shown_as_text(ada: Person) -> None:
    form = {"name": "Ada <b>L</b>\u202e", "bio": "I play.\r\n<script>alert(1)</script>"}
    assert ada.post("/account/profile", form).status_code == 302
    page = ada.get("/account").text
    assert "Ada &lt;b&gt;L&lt;/b&gt;" in page
    assert "I play.\n&lt;script&gt;" in page
    assert "\u202e" not in page
    refused = ada.post("/account/profile", {"name": "", "bio": "x" * 601})
    assert refused.status_code == 422
    assert "Fill this in." in refused.text
    assert ada.post("/account/profile", {"name": "Ada", "bio": "x" * 601}).status_code == 422


def test_the_studio_begins_as_one_likes(ada: Person) -> None:
    assert bootstrap(ada.get("/studio").text)["preferences"] == {
        "genre": "", "tempo": None, "sounds": "exported", "motion": "system", "keys": True,
    }  # fmt: skip
    liked = {
        "genre": "jazz", "tempo": "96", "sounds": "synths", "motion": "less", "theme": "light",
    }  # fmt: skip
    assert ada.post("/account/preferences", liked).status_code == 302
    assert bootstrap(ada.get("/studio").text)["preferences"] == {
        "genre": "jazz", "tempo": 96, "sounds": "synths", "motion": "less", "keys": False,
    }  # fmt: skip
    page = ada.get("/account").text
    assert re.search(r'<option selected value="jazz">', page)
    for wrong in ({"tempo": "9"}, {"tempo": "fast"}, {"genre": "polka"}, {"sounds": "x"}):
        assert ada.post("/account/preferences", liked | wrong).status_code == 422, wrong
    assert bootstrap(ada.get("/studio").text)["preferences"]["tempo"] == 96


def elsewhere(app: APIFlask) -> Person:
    """Ada in another browser."""
    other = Person(app.test_client())
    assert other.sign_in("ada@example.org").status_code == 302
    return other


def test_a_new_password_ends_the_other_sessions(ada: Person, app: APIFlask) -> None:
    other = elsewhere(app)
    wrong = ada.post("/account/password", {"password": "wrong one", "new": NEW})
    assert wrong.status_code == 422
    assert "That is not your password." in wrong.text
    assert ada.post("/account/password", {"password": PASSWORD, "new": "short"}).status_code == 422
    assert other.get("/library").status_code == 200
    changed = ada.post("/account/password", {"password": PASSWORD, "new": NEW})
    assert changed.status_code == 302
    assert ada.get("/library").status_code == 200
    assert other.get("/library").status_code == 302
    assert other.sign_in("ada@example.org").status_code == 401
    assert other.sign_in("ada@example.org", NEW).status_code == 302


def test_passwords_cannot_be_tried_for_ever(settings: Settings, make_app: AppMaker) -> None:
    ada = Person(make_app(replace(settings, sign_in_limit="2 per minute")).test_client())
    ada.sign_up("ada@example.org")
    form = {"password": "wrong one", "new": NEW}
    assert [ada.post("/account/password", form).status_code for _ in range(3)] == [422, 422, 429]


def test_signing_out_everywhere_means_here_too(ada: Person, app: APIFlask) -> None:
    other = elsewhere(app)
    assert ada.post("/account/sessions").location == "/sign-in"
    assert ada.get("/library").status_code == 302
    assert other.get("/library").status_code == 302
    assert other.send("GET", "/api/v1/songs").status_code == 401
    ada.load_csrf()
    assert ada.sign_in("ada@example.org").status_code == 302


@pytest.mark.usefixtures("worker")
def test_the_export_is_a_zip_sent_as_it_is_made(ada: Person) -> None:
    song = composed(ada)
    answer = ada.get("/account/export")
    assert answer.mimetype == "application/zip"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=cadenza-")
    names = zipfile.ZipFile(io.BytesIO(answer.data)).namelist()
    assert any(song["id"] in name and name.endswith("take 1.mid") for name in names)


@pytest.mark.usefixtures("worker")
def test_a_deleted_account_takes_its_running_job_along(
    ada: Person, app: APIFlask, settings: Settings, bob: Person
) -> None:
    composed(ada)
    generate(ada, genre="slow", bars=8)
    asked = ada.get("/account/delete").text
    assert "Delete everything?" in asked
    assert ada.post("/account/delete", {"password": "wrong one"}).status_code == 422
    assert ada.post("/account/delete", {"password": PASSWORD}).location == "/sign-in"
    assert ada.get("/library").status_code == 302
    # One worker does one job after the other: when Bob's is done, Ada's has ended.
    kept = composed(bob)
    events(bob, generate(bob))
    assert ada.sign_in("ada@example.org").status_code == 401
    files = [path.name for path in settings.songs.rglob("*.*")]
    songs = bob.get("/api/v1/songs").json["songs"]
    assert len(files) == len(songs) == 2
    assert kept["id"] in {song["id"] for song in songs}
