"""The policy of every page: nothing inline, nothing from elsewhere, and every answer guarded."""

import re
from pathlib import Path

import pytest
from apiflask import APIFlask

from backend import paths
from backend.web.security import POLICY
from tests.conftest import Person
from tests.web.routes import Owner, rules

INLINE = {
    "a script": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", re.IGNORECASE),
    "a handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a style": re.compile(r"<style\b|<[^>]*\sstyle\s*=", re.IGNORECASE),
    "an address that is a script": re.compile(r"javascript:", re.IGNORECASE),
}
FORM = re.compile(r'<form[^>]*method="post".*?</form>', re.DOTALL | re.IGNORECASE)
TEMPLATES = sorted(paths.TEMPLATES.rglob("*.html"))
COMPONENTS = sorted((paths.ROOT / "frontend" / "src").rglob("*.svelte"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_has_anything_inline(path: Path) -> None:
    text = path.read_text("utf-8")
    for what, found in INLINE.items():
        assert not found.search(text), what
    assert "|safe" not in text.replace(" ", "")
    assert "autoescape false" not in text


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.name)
def test_no_component_has_a_style_that_the_policy_refuses(path: Path) -> None:
    # What Svelte works out goes through the CSSOM; what stands in the text is an attribute.
    text = path.read_text("utf-8")
    assert not re.search(r'\sstyle="[^"{]*"', text)
    assert not re.search(r"\s(?:in|out|transition):\w+", text), "Svelte's transitions write styles"


def test_the_policy_allows_nothing_inline() -> None:
    rules = dict(part.split(" ", 1) for part in POLICY.split("; "))
    assert rules["default-src"] == rules["style-src"] == "'self'"
    assert rules["script-src"] == "'self' 'wasm-unsafe-eval'"
    assert rules["object-src"] == "'none'"
    assert "unsafe-inline" not in POLICY
    assert "http" not in POLICY


def test_every_page_and_every_form_is_guarded(app: APIFlask) -> None:
    owner, stranger = Owner.of(app), Person(app.test_client())
    seen = 0
    for rule in rules(app, "GET"):
        for person in (owner.person, stranger):
            answer = person.get(owner.address(rule), follow_redirects=True)
            headers = answer.headers
            for directive in ("default-src 'self'", "script-src 'self'", "object-src 'none'"):
                assert directive in headers["Content-Security-Policy"], rule
            assert "unsafe-inline" not in headers["Content-Security-Policy"], rule
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert headers["Referrer-Policy"]
            assert headers["Permissions-Policy"]
            if answer.mimetype == "text/html":
                seen += 1
                for what, found in INLINE.items():
                    assert not found.search(answer.text), (str(rule), what)
                for form in FORM.findall(answer.text):
                    assert 'name="csrf_token"' in form, str(rule)
            answer.close()
    assert seen > 20


def test_every_post_without_a_token_is_refused(app: APIFlask) -> None:
    owner = Owner.of(app)
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        for rule in rules(app, method):
            answer = owner.person.client.open(owner.address(rule), method=method)
            assert answer.status_code == 400, (method, str(rule))
    assert owner.person.get("/account").status_code == 200
