"""Hostile text in every field of every route: shown as text or refused clearly, never a fault."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from apiflask import APIFlask
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from backend import paths
from backend.settings import Settings
from tests.conftest import AppMaker
from tests.web.routes import SONG, Owner, fields_of, rules
from tests.web.test_error_shape import assert_shape

MARK = "<script>alert(1)</script>"
TURN = "\u202e"
HOSTILE = {
    "HTML": MARK + "\"'><img src=x onerror=alert(1)> {{ 7 * 7 }} %s",
    "right to left": f"{TURN}gnp.exe\u2066 שלום 🎹👩\u200d🎤",
    "null": "a\0b",
    "half a sign": "\ud83c",
    "SQL and a header": "x'; DROP TABLE users; --\r\nX-Evil: 1",
    "long": "x" * 100_000,
}
# Names of fields, wherever a page has one.
_PAGES = "".join(path.read_text("utf-8") for path in paths.TEMPLATES.glob("*.html"))
_CONTROL = r'<(?:input|select|textarea|button)[^>]*\sname="([\w-]+)"'
FORM_FIELDS = (set(re.findall(_CONTROL, _PAGES)) - {"csrf_token"}) | {
    "name", "email", "password", "new", "bio", "genre", "tempo", "sounds", "theme", "motion",
}  # fmt: skip
EXAMPLES = examples(
    max_examples=10, deadline=None, derandomize=True, database=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
TEXTS = st.text() | st.sampled_from(sorted(HOSTILE.values()))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
BROKEN = ("[" * 100_000, '{"a":' * 50_000, "9" * 100_000, '{"genre": 1e999', "\xff", '"x"', "[1]")


@pytest.fixture
def owner(settings: Settings, make_app: AppMaker) -> Owner:
    many = "1000000 per second"
    limits = {"sign_in_limit": many, "sign_up_limit": many, "reset_limit": many}
    app = make_app(replace(settings, jobs_per_user=10**6, upload_limit=many, **limits))
    app.testing = False  # a fault becomes an answer, as for a visitor
    return Owner.of(app)


def sound(response: TestResponse, about: object) -> None:
    """No fault of the program, no text that became HTML, no header of the asker's."""
    # A genre that nobody trained is told as 503.
    assert response.status_code < 500 or response.status_code == 503, (about, response.text[:500])
    assert "X-Evil" not in response.headers, about
    if response.mimetype == "text/html":
        assert MARK not in response.text, about
        # A refused form comes back as it was typed; what is kept turns nothing.
        assert TURN not in response.text or response.status_code != 200, about
    elif response.status_code >= 400 and response.request.path.startswith("/api/"):
        assert_shape(response)
    response.close()


def operations(app: APIFlask) -> Iterator[tuple[str, Rule, list[str]]]:
    """Every operation of the API that takes JSON, with its fields."""
    spec = app.spec  # made anew whenever it is asked for
    for method in ("POST", "PATCH", "PUT"):
        for rule in rules(app, method):
            fields = fields_of(spec, rule, method)
            if fields:
                yield method, rule, fields


def send(
    owner: Owner, method: str, rule: Rule, fields: list[str], body: dict[str, Any]
) -> TestResponse:
    """Ask for something that would be fine but for `body`."""
    needed = {"genre": "jazz", "song_id": SONG}
    data = json.dumps({name: needed[name] for name in needed if name in fields} | body)
    address = owner.address(rule)
    return owner.person.send(method, address, data=data, content_type="application/json")


def test_forms_take_hostile_text_as_text(owner: Owner) -> None:
    for rule in rules(owner.app, "POST"):
        if str(rule).startswith("/api/"):
            continue
        for name, text in HOSTILE.items():
            owner.restore()
            # Browsers send no half a sign: it arrives as the sign for what cannot be read.
            sent = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
            answer = owner.person.post(owner.address(rule), dict.fromkeys(FORM_FIELDS, sent))
            sound(answer, (str(rule), name))
    for page in ("/library", "/account", "/studio", f"/studio/{SONG}"):
        owner.restore()
        sound(owner.person.get(page), page)


def test_json_takes_hostile_text_as_text(owner: Owner) -> None:
    for method, rule, fields in operations(owner.app):
        owner.restore()
        for field in fields:
            for name, text in HOSTILE.items():
                sound(send(owner, method, rule, fields, {field: text}), (str(rule), field, name))


def test_addresses_take_hostile_text_as_text(owner: Owner) -> None:
    for rule in rules(owner.app, "GET"):
        for text in (HOSTILE["HTML"] + HOSTILE["right to left"], HOSTILE["null"]):
            query = dict.fromkeys(("cursor", "q", "next", "genre", "tag", "sort", "kind"), text)
            sound(owner.person.get(owner.address(rule), query_string=query), str(rule))
        if rule.arguments:
            for text in ("%00", "%ED%A0%BD", "%3Cscript%3Ealert(1)%3C%2Fscript%3E"):
                address = re.sub(r"<(\w+:)?\w+>", lambda _, text=text: text, str(rule))
                sound(owner.person.get(address), address)


def test_no_json_is_a_fault_of_ours(owner: Owner) -> None:
    for method, rule, fields in operations(owner.app):
        owner.restore()
        bodies = st.dictionaries(st.sampled_from(fields), VALUES, max_size=4)
        EXAMPLES(given(bodies)(probe_of(owner, method, rule, fields)))()


def probe_of(
    owner: Owner, method: str, rule: Rule, fields: list[str]
) -> Callable[[dict[str, Any]], None]:
    def probe(body: dict[str, Any]) -> None:
        sound(send(owner, method, rule, fields, body), (method, str(rule), body))

    return probe


def test_broken_json_is_refused(owner: Owner) -> None:
    for method, rule, _ in operations(owner.app):
        for body in BROKEN:
            answer = owner.person.send(
                method, owner.address(rule), data=body.encode("latin-1"),
                content_type="application/json",
            )  # fmt: skip
            assert 400 <= answer.status_code < 500, (str(rule), body[:20], answer.text[:300])
            assert_shape(answer)


def test_ten_megabytes_of_text_are_refused(owner: Owner) -> None:
    text = "x" * 10_000_000
    for method, rule, fields in operations(owner.app):
        field = next((name for name in ("title", "text", "edits") if name in fields), None)
        if field:
            answer = send(owner, method, rule, fields, {field: text})
            assert 400 <= answer.status_code < 500, (str(rule), answer.status_code)
            assert len(answer.data) < 10_000, str(rule)
    form = {"name": text, "title": text, "email": text}
    for address in ("/account/profile", f"/library/{SONG}/rename", "/forgot"):
        answer = owner.person.post(address, form)
        assert answer.status_code == 413, address
        assert len(answer.data) < 10_000, address
