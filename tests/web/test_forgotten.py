"""A forgotten password: a link that works once, says nothing to strangers, and cannot be forged."""

import re
import time
from dataclasses import replace

import pytest
from apiflask import APIFlask
from itsdangerous import TimestampSigner

from backend.settings import Settings
from tests.conftest import PASSWORD, AppMaker, Person
from tests.fakes import FakeMail

NEW = "another whole rest"


@pytest.fixture
def app(settings: Settings, make_app: AppMaker) -> APIFlask:
    return make_app(replace(settings, url="https://cadenza.example/"))


def ask(person: Person, email: str, **options: object) -> str:
    person.load_csrf("/forgot")
    response = person.post("/forgot", {"email": email}, **options)
    assert response.status_code == 200
    return response.text


def link(mail: FakeMail) -> str:
    found = re.search(r"https://cadenza\.example(/reset/\S+)", mail.letters[-1][2])
    assert found
    return found[1]


def choose(person: Person, address: str, password: str = NEW) -> int:
    person.load_csrf(address)
    return person.post(address, {"new": password}).status_code


def test_a_link_sets_a_password_once(ada: Person, visitor: Person, mail: FakeMail) -> None:
    ask(visitor, " ADA@example.org ")
    assert mail.letters[0][0] == "ada@example.org"
    address = link(mail)
    assert visitor.get(address).status_code == 200
    assert choose(visitor, address, "short") == 422
    assert choose(visitor, address) == 302
    assert ada.get("/library").status_code == 302  # what was open is over
    again = visitor.get(address)
    assert again.status_code == 422
    assert "This link was used, or it is older than an hour." in again.text
    assert choose(visitor, address, "a third password") == 422
    assert visitor.sign_in("ada@example.org", PASSWORD).status_code == 401
    assert visitor.sign_in("ada@example.org", NEW).status_code == 302


def test_an_unknown_e_mail_gets_the_same_answer(
    ada: Person, visitor: Person, mail: FakeMail
) -> None:
    secret = re.compile(r"I[jm][\w.-]{60,}")  # a signed quotation mark and hexadecimal digits
    known, unknown = (ask(visitor, f"{name}@example.org") for name in ("ada", "nobody"))
    assert secret.sub("", known) == secret.sub("", unknown)
    assert ask(visitor, "no e-mail at all")
    assert [to for to, _, _ in mail.letters] == ["ada@example.org"]


def test_the_link_leads_to_our_site_whatever_the_request_says(
    ada: Person, visitor: Person, mail: FakeMail
) -> None:
    ask(visitor, "ada@example.org", headers={"X-Forwarded-Host": "evil.example"})
    assert "evil" not in mail.letters[0][2]
    assert link(mail)


def test_a_link_ends_after_an_hour_and_with_every_sign_out(
    ada: Person, visitor: Person, mail: FakeMail, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(visitor, "ada@example.org")
    old = link(mail)
    late = int(time.time()) + 3601
    with monkeypatch.context() as patch:
        patch.setattr(TimestampSigner, "get_timestamp", lambda _self: late)
        assert visitor.get(old).status_code == 422
    assert visitor.get(old).status_code == 200
    ada.post("/account/sessions")
    assert visitor.get(old).status_code == 422


@pytest.mark.parametrize("token", ["x", "a.b.c", "W10.x.y", "é" * 200, "." * 500])
def test_a_forged_link_is_refused(visitor: Person, token: str) -> None:
    assert visitor.get(f"/reset/{token}").status_code == 422


def test_a_link_with_signs_that_no_text_has_leads_nowhere(visitor: Person) -> None:
    assert visitor.get("/reset/%00").status_code == 404


def test_links_are_limited_by_e_mail_from_everywhere(
    ada: Person, visitor: Person, mail: FakeMail
) -> None:
    for number in range(5):
        ask(visitor, "ada@example.org", environ_overrides={"REMOTE_ADDR": f"10.0.0.{number}"})
    visitor.load_csrf("/forgot")
    there = {"REMOTE_ADDR": "10.0.0.99"}
    refused = visitor.post("/forgot", {"email": "Ada@example.org"}, environ_overrides=there)
    assert refused.status_code == 429
    assert len(mail.letters) == 5
