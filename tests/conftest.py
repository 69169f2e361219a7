"""What the tests of the rooms above the music share: settings, an application, people, a worker."""

import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from apiflask import APIFlask
from argon2 import PasswordHasher
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from backend.app import create_app
from backend.db import connect
from backend.db.extension import db
from backend.services import passwords
from backend.settings import Settings
from backend.worker import create_worker
from tests.databases import Databases, databases
from tests.fakes import FakeComposer, FakeMail

PASSWORD = "a whole rest"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--require-e2e", action="store_true", help="fail if the browser tests were left out"
    )


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """A run that must show the site in a browser and did not is no success."""
    if not session.config.getoption("--require-e2e"):
        return
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    done = {kind: _e2e(reporter.stats.get(kind, [])) for kind in ("passed", "skipped")}
    if done["skipped"] or not done["passed"]:
        reporter.write_line(f"Browser tests: {done}. All of them have to run.", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _e2e(reports: list[Any]) -> int:
    return sum("tests/e2e/" in report.nodeid for report in reports)


@pytest.fixture(scope="session", autouse=True)
def cheap_hashing() -> Iterator[None]:
    """Hash passwords with the least work: what it costs in earnest is tested by itself."""
    earnest = passwords.hasher
    passwords.hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    yield
    passwords.hasher = earnest


@pytest.fixture(scope="session")
def empty_databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Databases with all tables, a copy for each test."""
    with databases(tmp_path_factory.mktemp("migrated")) as found:
        yield found


@pytest.fixture
def settings(tmp_path: Path, empty_databases: Databases) -> Iterator[Settings]:
    """Settings of a studio in a folder of its own, with nobody in it."""
    instance = tmp_path / "instance"
    instance.mkdir()
    nothing, database = tmp_path / "nothing", empty_databases.fresh(instance)
    yield Settings(instance=instance, database=database, demos=nothing, models=nothing)
    empty_databases.drop(database)


@pytest.fixture
def composer() -> FakeComposer:
    return FakeComposer()


@pytest.fixture
def mail() -> FakeMail:
    return FakeMail()


AppMaker = Callable[[Settings], APIFlask]


@pytest.fixture
def make_app(composer: FakeComposer, mail: FakeMail) -> Iterator[AppMaker]:
    """Makes applications with other settings than the usual ones."""
    made = []

    def make(settings: Settings) -> APIFlask:
        made.append(create_app(settings, composer, mail))
        made[-1].testing = True
        return made[-1]

    yield make
    for app in made:
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def app(settings: Settings, make_app: AppMaker) -> APIFlask:
    return make_app(settings)


@pytest.fixture
def worker(settings: Settings, composer: FakeComposer) -> Iterator[None]:
    """A worker in a thread of the test."""
    engine = connect(settings.database_url)
    crew = create_worker(settings, composer, engine)
    thread = threading.Thread(target=crew.work)
    thread.start()
    yield
    crew.stop()
    thread.join(10)
    assert not thread.is_alive()
    engine.dispose()


@dataclass
class Person:
    """Somebody at a browser: sends forms and JSON with the CSRF token of the last page."""

    client: FlaskClient
    csrf: str = ""

    def get(self, address: str, **options: Any) -> TestResponse:
        return self.client.get(address, **options)

    def post(
        self, address: str, data: dict[str, Any] | None = None, **options: Any
    ) -> TestResponse:
        return self.client.post(address, data={"csrf_token": self.csrf, **(data or {})}, **options)

    def send(self, method: str, address: str, **options: Any) -> TestResponse:
        headers = {"X-CSRFToken": self.csrf, **options.pop("headers", {})}
        return self.client.open(address, method=method, headers=headers, **options)

    def load_csrf(self, address: str = "/sign-in") -> None:
        page = self.client.get(address, follow_redirects=True).text
        found = re.search(r'name="csrf-token" content="([^"]+)"', page)
        assert found, page
        self.csrf = found[1]

    def sign_up(self, email: str, name: str = "Ada") -> TestResponse:
        self.load_csrf("/sign-up")
        form = {"name": name, "email": email, "password": PASSWORD}
        response = self.post("/sign-up", form)
        if response.status_code == 302:
            self.load_csrf("/account")
        return response

    def sign_in(self, email: str, password: str = PASSWORD, **options: Any) -> TestResponse:
        self.load_csrf("/sign-in")
        response = self.post("/sign-in", {"email": email, "password": password}, **options)
        if response.status_code == 302:
            self.load_csrf("/account")
        return response


@pytest.fixture
def visitor(app: APIFlask) -> Person:
    """Somebody who has not signed in."""
    return Person(app.test_client())


@pytest.fixture
def ada(app: APIFlask) -> Person:
    """Somebody with an account, signed in."""
    person = Person(app.test_client())
    assert person.sign_up("ada@example.org").status_code == 302
    return person


@pytest.fixture
def bob(app: APIFlask) -> Person:
    """Somebody else with an account, signed in."""
    person = Person(app.test_client())
    assert person.sign_up("bob@example.org", "Bob").status_code == 302
    return person
