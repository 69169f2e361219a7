"""Another e-mail for an account: it holds when the link that was sent there is opened."""

import re
from dataclasses import replace

import pytest
from apiflask import APIFlask
from itsdangerous import TimestampSigner

from backend.services import moving
from backend.settings import Settings
from tests.conftest import PASSWORD, AppMaker, Person
from tests.fakes import FakeMail

ADA, NEW = "ada@example.org", "new@example.org"


@pytest.fixture
def app(settings: Settings, make_app: AppMaker) -> APIFlask:
    many = "1000 per second"
    return make_app(replace(settings, url="https://cadenza.example/", reset_limit=many))


def ask(person: Person, email: str = NEW, password: str = PASSWORD) -> int:
    return person.post("/account/email", {"email": email, "password": password}).status_code


def link(mail: FakeMail) -> str:
    found = re.search(r"https://cadenza\.example(/account/email/\S+)", mail.letters[-1][2])
    assert found
    return found[1]


def test_the_old_address_holds_until_the_new_one_is_confirmed(
    ada: Person, app: APIFlask, mail: FakeMail
) -> None:
    elsewhere = Person(app.test_client())
    elsewhere.sign_in(ADA)
    assert ask(ada) == 302
    assert [to for to, _, _ in mail.letters] == [NEW]
    address = link(mail)
    assert NEW in ada.get(address).text  # a program that reads letters opens it too
    assert ADA in ada.get("/account").text
    assert ada.post(address).location == "/account"
    assert f"You sign in with {NEW} from now on." in ada.get("/account").text
    assert elsewhere.get("/library").status_code == 302
    assert elsewhere.sign_in(ADA).status_code == 401
    assert elsewhere.sign_in(NEW).status_code == 302
    assert [to for to, _, _ in mail.letters] == [NEW, ADA, NEW]
    assert f"is {NEW} from now on" in mail.letters[1][2]
    ada.load_csrf("/account")
    assert ada.post(address).status_code == 422  # it was used


def test_it_may_be_confirmed_in_another_browser(
    ada: Person, visitor: Person, mail: FakeMail
) -> None:
    ask(ada)
    visitor.load_csrf(link(mail))
    assert visitor.post(link(mail)).location == "/sign-in"
    assert ada.get("/library").status_code == 302


def test_it_needs_the_password_and_an_address_that_nobody_has(
    ada: Person, bob: Person, mail: FakeMail
) -> None:
    refused = (
        (NEW, "wrong one", 422),
        ("no e-mail", PASSWORD, 422),
        ("ADA@example.org", PASSWORD, 422),
        ("bob@example.org", PASSWORD, 409),
    )
    for email, password, status in refused:
        assert ask(ada, email, password) == status, email
    assert mail.letters == []


def test_an_address_that_somebody_took_meanwhile_is_not_given_twice(
    ada: Person, app: APIFlask, mail: FakeMail
) -> None:
    ask(ada)
    address = link(mail)
    Person(app.test_client()).sign_up(NEW, "Zoe")
    assert ada.post(address).status_code == 409
    assert ADA in ada.get("/account").text


def test_a_link_ends_after_a_day_and_is_good_for_nothing_else(
    ada: Person, visitor: Person, mail: FakeMail, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(ada)
    address = link(mail)
    token = address.rsplit("/", 1)[1]
    assert visitor.get(f"/reset/{token}").status_code == 422
    assert visitor.get("/account/email/a.b.c").status_code == 422
    now = TimestampSigner.get_timestamp
    later = lambda self: now(self) + moving.LIFE + 1  # noqa: E731
    monkeypatch.setattr(TimestampSigner, "get_timestamp", later)
    assert "older than 24 hours" in visitor.get(address).text
