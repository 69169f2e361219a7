"""The SoundFont of sound files, given to the pages: the very file, if it is not too large."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from apiflask import APIFlask

from backend.db import User
from backend.db.extension import db
from backend.settings import Settings
from tests.conftest import AppMaker, Person

META = re.compile(r'<meta name="soundfont" content="([^"]+)" data-bytes="(\d+)">')


@pytest.fixture
def settings(settings: Settings, tmp_path: Path) -> Settings:
    font = tmp_path / "band.SF2"
    font.write_bytes(b"RIFF and what follows" * 100)
    return replace(settings, soundfont=str(font))


def test_a_page_names_the_file_and_gets_its_bytes_for_ever(ada: Person, settings: Settings) -> None:
    found = META.search(ada.get("/studio").text)
    assert found
    with ada.get(found[1]) as answer:
        body = answer.data
    assert body == Path(settings.soundfont).read_bytes()
    assert int(found[2]) == len(body)
    assert "immutable" in answer.headers["Cache-Control"]
    with ada.get(found[1], headers={"If-None-Match": answer.headers["ETag"]}) as again:
        assert (again.status_code, again.data) == (304, b"")
    assert ada.get("/soundfonts/other.sf2").status_code == 404
    Path(settings.soundfont).write_bytes(b"RIFF of another")
    assert ada.get(found[1]).status_code == 404
    assert META.search(ada.get("/studio").text)[1] != found[1]  # type: ignore[index]


def test_visitors_get_it_too_and_who_likes_less_does_not(app: APIFlask, ada: Person) -> None:
    visitor = Person(app.test_client())
    found = META.search(visitor.get("/").text)
    assert found
    with visitor.get(found[1]) as answer:
        assert answer.status_code == 200
    assert "As exported (1 MB, once)" in ada.get("/account").text
    for sounds, there in (("small", False), ("synths", False), ("exported", True)):
        chosen = {"theme": "dark", "sounds": sounds, "motion": "less"}
        assert ada.post("/account/preferences", chosen).status_code == 302
        assert bool(META.search(ada.get("/studio").text)) == there, sounds


def test_one_that_is_too_large_or_missing_is_not_named(
    settings: Settings, make_app: AppMaker
) -> None:
    for other in (
        replace(settings, page_soundfont_bytes=100),
        replace(settings, soundfont=settings.soundfont + ".gone"),
    ):
        person = Person(make_app(other).test_client())
        assert not META.search(person.get("/").text)
        assert person.get("/soundfonts/any.sf2").status_code == 404


def test_whoever_had_chosen_sampled_sounds_before_gets_the_usual(ada: Person) -> None:
    with ada.client.application.app_context():
        user = db.session.query(User).one()
        user.preferences = {"sounds": "soundfont", "tempo": 90}
        db.session.commit()
    page = ada.get("/studio").text
    assert META.search(page)
    assert '"sounds": "exported"' in page or '"sounds":"exported"' in page
