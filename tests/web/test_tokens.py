"""A script signs in by a token as well as a browser by its session."""

import hashlib
import re

import pytest
from apiflask import APIFlask
from sqlalchemy import select

from backend.db import Token
from backend.db.extension import db
from tests.conftest import Person
from tests.web.makers import composed


@pytest.fixture
def token(ada: Person) -> str:
    page = ada.post("/account/tokens", {"name": "my script"}).text
    found = re.search(r"cdz_[\w-]{40,}", page)
    assert found
    return found[0]


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def test_a_token_is_shown_once_and_kept_as_a_hash(token: str, ada: Person, app: APIFlask) -> None:
    page = ada.get("/account").text
    assert token not in page
    assert token[:8] in page
    assert "my script" in page
    assert "never used" in page
    with app.app_context():
        row = db.session.scalars(select(Token)).one()
        assert row.sha256 == hashlib.sha256(token.encode()).hexdigest()
        assert token not in repr(vars(row))


@pytest.mark.usefixtures("worker")
def test_a_script_needs_no_cookie_and_no_csrf_token(token: str, app: APIFlask, ada: Person) -> None:
    script = app.test_client(use_cookies=False)
    asked = script.post("/api/v1/generations", json={"genre": "jazz"}, headers=bearer(token))
    assert asked.status_code == 202
    job = asked.json["job"]["id"]
    assert "event: done" in script.get(f"/api/v1/jobs/{job}/events", headers=bearer(token)).text
    song = script.get("/api/v1/songs", headers=bearer(token)).json["songs"][0]
    assert ada.get(f"/api/v1/songs/{song['id']}").status_code == 200
    renamed = script.patch(
        f"/api/v1/songs/{song['id']}", json={"title": "By a script"}, headers=bearer(token)
    )
    assert renamed.json["song"]["title"] == "By a script"
    assert "last used" in ada.get("/account").text
    assert script.delete(f"/api/v1/songs/{song['id']}", headers=bearer(token)).status_code == 204


def test_a_revoked_token_is_worthless_at_once(token: str, app: APIFlask, ada: Person) -> None:
    script = app.test_client(use_cookies=False)
    assert script.get("/api/v1/songs", headers=bearer(token)).status_code == 200
    token_id = ada.get("/account").text.split("/account/tokens/")[1].split("/")[0]
    assert ada.post(f"/account/tokens/{token_id}/revoke").status_code == 302
    assert script.get("/api/v1/songs", headers=bearer(token)).status_code == 401
    assert token[:8] not in ada.get("/account").text


def test_a_wrong_token_is_not_helped_by_a_session(ada: Person) -> None:
    for wrong in ("cdz_wrong", "", "x" * 5000):
        response = ada.get("/api/v1/songs", headers=bearer(wrong))
        assert response.status_code == 401, wrong
    forged = ada.client.post("/api/v1/generations", json={"genre": "jazz"}, headers=bearer("x"))
    assert forged.status_code == 401


def test_a_token_opens_no_page_and_posts_no_form(token: str, app: APIFlask) -> None:
    script = app.test_client(use_cookies=False)
    assert script.get("/account", headers=bearer(token)).status_code == 302
    posted = script.post("/account/tokens", data={"name": "more"}, headers=bearer(token))
    assert posted.status_code == 400


@pytest.mark.usefixtures("worker")
def test_a_token_belongs_to_one_user(token: str, app: APIFlask, bob: Person) -> None:
    song = composed(bob)
    script = app.test_client(use_cookies=False)
    assert script.get(f"/api/v1/songs/{song['id']}", headers=bearer(token)).status_code == 404


@pytest.mark.parametrize("name", ["", "   ", "n" * 81])
def test_a_token_needs_a_name(ada: Person, name: str) -> None:
    response = ada.post("/account/tokens", {"name": name})
    assert response.status_code == 422
    assert "cdz_" not in response.text
