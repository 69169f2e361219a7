"""Every endpoint of the API tells every fault in one shape; pages tell them as pages."""

import re

import pytest
from apiflask import APIFlask
from werkzeug.test import TestResponse

from backend.music import errors as music_errors
from backend.services import errors as service_errors
from backend.web.errors import STATUS, told_of
from tests.conftest import Person
from tests.fakes import FakeComposer

SHARED = {f"/api/v1/shared/key/{what}" for what in ("score", "source", "plays", "sheets/name")}
OPEN = SHARED | {
    "/api/v1/models", "/api/v1/moods", "/api/v1/health", "/api/openapi.json", "/api/docs",
}  # fmt: skip


def assert_shape(response: TestResponse) -> None:
    assert response.is_json, response.text
    assert set(response.json) == {"error"}
    error = response.json["error"]
    assert set(error) == {"code", "message", "cure", "field"}
    for name in ("code", "message", "cure"):
        assert isinstance(error[name], str)
        assert error[name]
    assert error["field"] is None or isinstance(error["field"], str)


def rules(app: APIFlask) -> list[tuple[str, str]]:
    return [
        (
            method,
            re.sub(r"<(?:int:)?(\w+)>", r"\1", str(rule))
            .replace("/number", "/1")
            .replace("s/kind", "s/mp3"),
        )
        for rule in app.url_map.iter_rules()
        if str(rule).startswith("/api/")
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"})
    ]


def test_every_endpoint_asks_strangers_to_sign_in(app: APIFlask, visitor: Person) -> None:
    closed = [(method, path) for method, path in rules(app) if path not in OPEN]
    assert len(closed) > 30
    for method, path in closed:
        response = visitor.client.open(path, method=method)
        assert response.status_code == 401, (method, path)
        assert_shape(response)
        assert response.json["error"]["code"] == "sign_in_needed"


def test_every_endpoint_refuses_unknown_ids_and_wrong_methods(app: APIFlask, ada: Person) -> None:
    for method, path in rules(app):
        if "_id" in path or path in SHARED:
            body = {"json": {}} if method in ("PATCH", "POST") else {}
            if path.endswith(("/edits", "/copies")) and method != "GET":
                wanted = {"edits": []} if method == "PUT" else {"song_id": "nothing"}
                body = {"json": wanted, "headers": {"If-Match": "0"}}
            response = ada.send(method, path, **body)
            assert response.status_code == 404, (method, path)
            assert_shape(response)
        if path not in ("/api/docs", "/api/openapi.json") and not path.endswith("/edits"):
            response = ada.send("PUT", path)
            assert response.status_code == 405, path
            assert_shape(response)


def test_every_endpoint_that_reads_a_body_refuses_nonsense(ada: Person) -> None:
    bodies = (
        "POST generations",
        "POST plans",
        "POST prompts",
        "POST songs/x/rerolls",
        "PATCH songs/x",
        "PUT songs/x/takes/1/edits",
        "POST songs/x/takes/1/edits/copies",
    )
    for method, path in (words.split() for words in bodies):
        for body in ({"data": "not json"}, {"json": 5}, {"json": {"nobody": "asked"}}):
            response = ada.send(method, f"/api/v1/{path}", **body)
            assert response.status_code in (400, 422)
            assert_shape(response)
    for kind in ("restyles", "continuations", "harmonisations", "regenerations", "joinings"):
        for sent in ({"data": {"candidates": "9"}}, {"json": {"genre": 5}}, {"json": [1]}):
            response = ada.send("POST", f"/api/v1/{kind}", **sent)
            assert response.status_code == 422, (kind, sent)
            assert_shape(response)
    for query in ("limit=0", "limit=x", "cursor=nonsense"):
        response = ada.get(f"/api/v1/songs?{query}")
        assert response.status_code == 422
        assert_shape(response)


def test_unknown_addresses(ada: Person) -> None:
    response = ada.get("/api/v1/nothing")
    assert response.status_code == 404
    assert_shape(response)
    page = ada.get("/nothing")
    assert page.status_code == 404
    assert "There is nothing at this address." in page.text
    assert page.mimetype == "text/html"


def test_a_fault_of_the_program_shows_no_entrails(
    app: APIFlask, ada: Person, composer: FakeComposer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> list[dict[str, object]]:
        raise RuntimeError("secret detail")

    app.testing = False  # else Flask raises it into the test
    monkeypatch.setattr(composer, "cards", broken)
    response = ada.get("/api/v1/models")
    assert response.status_code == 500
    assert_shape(response)
    assert "secret" not in response.text
    page = ada.get("/studio")
    assert page.status_code == 500
    assert "secret" not in page.text


def faults(module: object, base: type[Exception]) -> list[type[Exception]]:
    return [
        kind
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, base) and kind is not base
    ]


@pytest.mark.parametrize("kind", faults(music_errors, music_errors.MusicError))
def test_every_fault_of_the_core_has_a_status_and_a_telling(
    kind: type[music_errors.MusicError],
) -> None:
    assert kind in STATUS
    told = told_of(kind("It went wrong. Try it differently."))
    assert (told.message, told.cure) == ("It went wrong.", "Try it differently.")
    assert told.code != "music"


@pytest.mark.parametrize("kind", faults(service_errors, service_errors.ServiceError))
def test_every_refusal_of_the_services_has_a_status(kind: type[Exception]) -> None:
    assert kind in STATUS
