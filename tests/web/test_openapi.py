"""The OpenAPI document is valid, complete and shown on a page of our own."""

import re

import pytest
from apiflask import APIFlask
from openapi_spec_validator import validate

from tests.conftest import Person


@pytest.fixture
def document(visitor: Person) -> dict[str, object]:
    return visitor.get("/api/openapi.json").json


def test_the_document_is_valid(document: dict[str, object]) -> None:
    assert str(document["openapi"]).startswith("3.1")
    validate(document)


def test_the_document_has_every_operation(document: dict[str, object], app: APIFlask) -> None:
    routes = {
        (re.sub(r"<(?:int:)?(\w+)>", r"{\1}", str(rule)), method.lower())
        for rule in app.url_map.iter_rules()
        if str(rule).startswith("/api/v1/")
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    told = {(path, method) for path, item in document["paths"].items() for method in item}
    assert told == routes
    assert len(told) > 33


def test_every_operation_says_what_it_does_and_how_it_fails(document: dict[str, object]) -> None:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            assert operation["summary"], (method, path)
            assert operation["tags"], (method, path)
            for code, answer in operation["responses"].items():
                if code.startswith(("4", "5")) and "content" in answer:
                    schema = answer["content"]["application/json"]["schema"]
                    assert schema == {"$ref": "#/components/schemas/Error"}, (method, path)


def test_operations_for_members_say_how_to_sign_in(document: dict[str, object]) -> None:
    whats = ("score", "source", "plays", "sheets/{name}")
    shared = {f"/api/v1/shared/{{key}}/{what}" for what in whats}
    open_paths = {"/api/v1/models", "/api/v1/moods", "/api/v1/health"} | shared
    for path, item in document["paths"].items():
        for operation in item.values():
            assert ("security" in operation) == (path not in open_paths), path


def test_the_page_shows_every_operation(visitor: Person, document: dict[str, object]) -> None:
    page = visitor.get("/api/docs").text
    for path in document["paths"]:
        assert path in page
    for word in ("genre", "temperature", "integer from 4 to 256", "Default 16", "binary"):
        assert word in page
