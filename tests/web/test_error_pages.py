"""The pages of faults: in plain words, guarded like others, and never a dead end."""

import re

import pytest
from apiflask import APIFlask
from sqlalchemy.exc import OperationalError
from werkzeug.test import TestResponse

from backend.web import error_pages, errors, who
from tests.conftest import Person
from tests.fakes import FakeComposer
from tests.web.test_policy import INLINE


def ways(page: str) -> dict[str, str]:
    """The ways on of a page: words and addresses."""
    (shown,) = re.findall(r'data-testid="ways">(.*?)</p>', page, re.DOTALL)
    return {words: at for at, words in re.findall(r'href="([^"]*)">([^<]*)<', shown)}


def assert_guarded(answer: TestResponse) -> None:
    assert answer.mimetype == "text/html"
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    for what, found in INLINE.items():
        assert not found.search(answer.text), what


@pytest.mark.parametrize("status", error_pages.TITLES)
def test_every_status_has_a_page_with_a_title_a_cure_and_ways_on(
    app: APIFlask, status: int
) -> None:
    with app.test_request_context("/somewhere?a=1"):
        page = errors.page_of(status)
    assert f'<h1 class="title mt-5">{error_pages.TITLES[status]}</h1>' in page
    assert len(re.findall(r'class="btn btn-ask"', page)) == 1
    found = ways(page)
    assert found["Start page"] == "/"
    assert ("Try again" in found) == (status in (429, 500, 503, 507))
    assert ("Sign in" in found) == (status in (401, 403))
    assert "API" not in page
    assert "{limit}" not in page


def test_pages_that_are_really_met(ada: Person, visitor: Person) -> None:
    forged = ada.client.post("/account/profile", headers={"Referer": "http://localhost/account"})
    lost, wrong = visitor.get("/nothing"), ada.send("POST", "/gallery")
    for answer, status in ((forged, 400), (lost, 404), (wrong, 405)):
        assert answer.status_code == status
        assert_guarded(answer)
        assert error_pages.TITLES[status] in answer.text
    assert ways(forged.text)["Back to the page"] == "/account"
    assert ways(lost.text) == {"Start page": "/", "Gallery": "/gallery"}
    assert ways(wrong.text) == {"Start page": "/", "Library": "/library"}


def test_the_way_back_leads_nowhere_else(ada: Person) -> None:
    for referrer in ("http://evil.example/account", "http://localhost.evil.example/", "nonsense"):
        answer = ada.client.post("/account/profile", headers={"Referer": referrer})
        assert "Back to the page" not in ways(answer.text), referrer
    hidden = ada.client.post(
        "/account/profile", headers={"Referer": "http://localhost//evil.example/x"}
    )
    assert ways(hidden.text)["Back to the page"] == "/evil.example/x"


def test_a_file_too_large_is_told_with_the_way_back(app: APIFlask, ada: Person) -> None:
    app.config["MAX_CONTENT_LENGTH"] = 1000
    answer = ada.send(
        "POST",
        "/account/photo",
        data=b"x" * 2000,
        content_type="image/png",
        headers={"Referer": "http://localhost/account"},
    )
    assert answer.status_code == 413
    assert_guarded(answer)
    assert ways(answer.text)["Back to the page"] == "/account"


def test_a_broken_page_offers_to_try_again(
    app: APIFlask, ada: Person, composer: FakeComposer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> list[dict[str, object]]:
        raise RuntimeError("secret detail")

    app.testing = False  # else Flask raises it into the test
    monkeypatch.setattr(composer, "cards", broken)
    answer = ada.get("/studio?tab=restyle")
    assert answer.status_code == 500
    assert_guarded(answer)
    assert ways(answer.text)["Try again"] == "/studio?tab=restyle"
    assert "secret" not in answer.text


def test_a_database_that_is_away_is_told_as_a_page(
    app: APIFlask, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise OperationalError("SELECT 1", {}, Exception("secret host"))

    app.testing = False
    monkeypatch.setattr(who.accounts, "find", away)
    answer = ada.get("/library")
    assert answer.status_code == 500
    assert_guarded(answer)
    assert error_pages.TITLES[500] in answer.text
    assert ways(answer.text) == {"Try again": "/library", "Start page": "/", "Gallery": "/gallery"}
    assert "secret" not in answer.text
