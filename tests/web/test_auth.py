"""Signing up, in and out: what is kept, what is refused, and where one is sent."""

import re
from dataclasses import replace

import pytest
from apiflask import APIFlask
from argon2 import PasswordHasher, Type
from sqlalchemy import select

from backend.db import User
from backend.db.extension import db
from backend.services import passwords
from backend.settings import Settings
from backend.web.auth import local_path
from tests.conftest import PASSWORD, AppMaker, Person


def test_sign_up_stores_an_argon2id_hash_and_signs_in(visitor: Person, app: APIFlask) -> None:
    response = visitor.sign_up("Ada@Example.org")
    assert response.status_code == 302
    assert response.location == "/studio"
    with app.app_context():
        user = db.session.scalars(select(User)).one()
        assert user.email == "ada@example.org"
        assert user.password_hash.startswith("$argon2id$")
        assert PASSWORD not in user.password_hash
    assert visitor.get("/library").status_code == 200


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"password": "short"}, "A password has 8 to 200 characters."),
        ({"password": "x" * 201}, "A password has 8 to 200 characters."),
        ({"email": "ada at home"}, "That is not an e-mail address."),
        ({"name": ""}, "Fill this in."),
        ({"name": "  "}, "A name has 1 to 80 characters."),
        ({"name": "n" * 81}, "A name has 1 to 80 characters."),
    ],
)
def test_sign_up_refuses_under_the_field(
    visitor: Person, app: APIFlask, changed: dict[str, str], said: str
) -> None:
    visitor.load_csrf("/sign-up")
    form = {"name": "Ada", "email": "ada@example.org", "password": PASSWORD}
    response = visitor.post("/sign-up", form | changed)
    assert response.status_code == 422
    assert said in response.text
    with app.app_context():
        assert db.session.scalars(select(User)).all() == []


def test_an_e_mail_has_one_account_however_it_is_spelt(ada: Person, app: APIFlask) -> None:
    other = Person(app.test_client())
    response = other.sign_up("ADA@example.org")
    assert response.status_code == 409
    assert "There is an account with this e-mail." in response.text


def test_sign_in_and_out(ada: Person) -> None:
    assert ada.post("/sign-out").status_code == 302
    assert ada.get("/library").status_code == 302
    assert ada.sign_in("ADA@example.org").location == "/studio"
    assert ada.get("/library").status_code == 200


def test_signing_out_needs_a_post(ada: Person) -> None:
    assert ada.get("/sign-out").status_code == 405
    assert ada.get("/library").status_code == 200


def test_a_wrong_password_and_an_unknown_e_mail_look_the_same(ada: Person) -> None:
    ada.post("/sign-out")
    wrong = ada.sign_in("ada@example.org", "not the password")
    unknown = ada.sign_in("nobody@example.org", "not the password")
    assert wrong.status_code == unknown.status_code == 401
    assert "That e-mail and password do not go together." in wrong.text
    hidden = re.compile(r"ada@example.org|nobody@example.org|ImE?[\w.-]{60,}")
    assert hidden.sub("", wrong.text) == hidden.sub("", unknown.text)


def test_an_unknown_e_mail_costs_the_same_hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    real = passwords.hasher

    class Watched:
        def verify(self, stored: str, password: str) -> bool:
            seen.append(stored.split("$")[3])  # memory, rounds and lanes of the work done
            return real.verify(stored, password)

        def hash(self, password: str) -> str:
            return real.hash(password)

    stored = passwords.hash_password("right password")
    monkeypatch.setattr(passwords, "hasher", Watched())
    assert passwords.matches(stored, "right password")
    assert not passwords.matches(stored, "wrong password")
    assert not passwords.matches(None, "wrong password")
    assert not passwords.matches(None, "nobody has this password")
    assert len(seen) == 4
    assert len(set(seen)) == 1


def test_the_hashing_is_dear_enough_in_earnest() -> None:
    # The least that OWASP's password storage cheat sheet asks of argon2id: 19 MiB and 2 rounds.
    earnest = PasswordHasher()
    assert earnest.type is Type.ID
    assert earnest.memory_cost >= 19 * 1024
    assert earnest.time_cost >= 2
    cheap = passwords.hash_password("right password")
    assert earnest.check_needs_rehash(cheap)


def test_a_weak_hash_is_made_anew_at_sign_in(
    ada: Person, app: APIFlask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "hasher", PasswordHasher(2, 16, 1))
    ada.post("/sign-out")
    assert ada.sign_in("ada@example.org").status_code == 302
    with app.app_context():
        stored = db.session.scalars(select(User)).one().password_hash
    assert "m=16,t=2" in stored


def test_forms_without_a_csrf_token_are_refused(visitor: Person, ada: Person) -> None:
    form = {"email": "ada@example.org", "password": PASSWORD}
    assert visitor.client.post("/sign-in", data=form).status_code == 400
    assert "open for too long" in visitor.client.post("/sign-in", data=form).text
    assert ada.client.post("/sign-out").status_code == 400
    assert ada.client.post("/account/tokens", data={"name": "x"}).status_code == 400
    assert ada.get("/library").status_code == 200


def test_a_session_alone_cannot_write_by_the_api(ada: Person) -> None:
    response = ada.client.post("/api/v1/generations", json={"genre": "jazz"})
    assert response.status_code == 400
    assert response.json["error"]["code"] == "csrf"
    assert ada.client.delete("/api/v1/songs/x").status_code == 400


def test_another_visitors_csrf_token_is_worthless(ada: Person, bob: Person) -> None:
    response = ada.client.post(
        "/api/v1/generations", json={"genre": "jazz"}, headers={"X-CSRFToken": bob.csrf}
    )
    assert response.json["error"]["code"] == "csrf"


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "/good\r\nSet-Cookie: a=b",
        "http:evil.example",
        "studio",
        "",
        None,
    ],
)
def test_nobody_is_sent_to_another_site(address: str | None) -> None:
    assert local_path(address) is None


def test_next_leads_to_a_page_of_ours(ada: Person) -> None:
    ada.post("/sign-out")
    assert ada.get("/library?cursor=a").location == "/sign-in?next=%2Flibrary%3Fcursor%3Da"
    ada.load_csrf()
    form = {"email": "ada@example.org", "password": PASSWORD}
    evil = ada.post("/sign-in?next=https://evil.example/", form)
    assert evil.location == "/studio"
    assert ada.get("/sign-in?next=//evil.example").location == "/studio"
    ada.load_csrf("/account")
    ada.post("/sign-out")
    ada.load_csrf()
    assert ada.post("/sign-in", form | {"next": "/library"}).location == "/library"


def test_cookies_are_out_of_the_reach_of_scripts(ada: Person) -> None:
    ada.post("/sign-out")
    plain = ada.sign_in("ada@example.org").headers["Set-Cookie"]
    assert "HttpOnly" in plain
    assert "SameSite=Lax" in plain
    assert "Secure" not in plain


def test_cookies_are_secure_where_the_page_is(ada: Person) -> None:
    ada.post("/sign-out")
    client = ada.client
    page = client.get("/sign-in", base_url="https://localhost")
    assert "Secure" in page.headers["Set-Cookie"]
    assert page.headers["Strict-Transport-Security"].startswith("max-age=")


def test_signing_in_forgets_what_was_in_the_session(ada: Person) -> None:
    ada.post("/sign-out")
    ada.load_csrf()
    before = ada.csrf
    ada.sign_in("ada@example.org")
    response = ada.client.post("/sign-out", data={"csrf_token": before})
    assert response.status_code == 400


@pytest.fixture
def limited(settings: Settings, make_app: AppMaker) -> Person:
    """A visitor of a studio that allows three failed sign-ins."""
    return Person(make_app(replace(settings, sign_in_limit="3 per minute")).test_client())


def test_failed_sign_ins_are_limited_by_address(limited: Person) -> None:
    for attempt in range(3):
        assert limited.sign_in(f"a{attempt}@example.org", "wrong one").status_code == 401
    refused = limited.sign_in("a9@example.org", "wrong one")
    assert refused.status_code == 429
    assert "tried too often" in refused.text


def test_failed_sign_ins_are_limited_by_e_mail_from_everywhere(limited: Person) -> None:
    assert limited.sign_up("ada@example.org").status_code == 302
    limited.post("/sign-out")
    for attempt in range(3):
        there = {"REMOTE_ADDR": f"10.0.0.{attempt}"}
        response = limited.sign_in("ada@example.org", "wrong one", environ_overrides=there)
        assert response.status_code == 401
    there = {"REMOTE_ADDR": "10.0.0.99"}
    right = limited.sign_in("Ada@example.org", environ_overrides=there)
    assert right.status_code == 429
    other = limited.sign_in("bob@example.org", "wrong one", environ_overrides=there)
    assert other.status_code == 401


def test_signing_in_often_with_the_right_password_is_no_fault(limited: Person) -> None:
    limited.sign_up("ada@example.org")
    for _ in range(5):
        limited.post("/sign-out")
        assert limited.sign_in("ada@example.org").status_code == 302


def test_a_deleted_user_is_nobody(ada: Person, app: APIFlask) -> None:
    with app.app_context():
        db.session.delete(db.session.scalars(select(User)).one())
        db.session.commit()
    assert ada.get("/library").status_code == 302
