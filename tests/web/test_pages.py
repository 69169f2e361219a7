"""Pages: what each is given, and what every answer carries for its visitor's safety."""

import json
import re
from pathlib import Path

import pytest
from apiflask import APIFlask

from backend.music.score import Role
from backend.web.assets import Assets
from tests.conftest import Person
from tests.web.makers import composed


def bootstrap(page: str) -> dict[str, object]:
    found = re.search(r'id="bootstrap">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


def test_the_door_leads_members_to_the_studio(visitor: Person, ada: Person) -> None:
    assert visitor.get("/").status_code == 200
    assert ada.get("/").location == "/studio"
    assert ada.get("/sign-up").location == "/studio"


@pytest.mark.usefixtures("worker")
def test_the_studio_knows_its_choices_and_the_opened_song(ada: Person) -> None:
    given = bootstrap(ada.get("/studio").text)
    assert given["user"] == {"name": "Ada"}
    assert given["song"] is None
    assert given["limits"] == {
        "bars": [4, 256], "tempo": [40, 240],
        "upload_bytes": 10_000_000, "recording_bytes": 150_000_000,
    }  # fmt: skip
    genres = {g["id"]: g for g in given["genres"]}
    assert genres["jazz"] == {"id": "jazz", "label": "Jazz", "trained": True}
    assert genres["rock"]["trained"] is False
    assert genres["slow"]["trained"] is True
    assert len(given["keys"]) == 24
    assert "D minor" in given["keys"]
    roles = {r["id"]: r for r in given["roles"]}
    assert set(roles) == {role.label for role in Role}
    assert {"program": 33, "name": "Electric Bass (finger)"} in roles["bass"]["programs"]
    assert len(roles["melody"]["programs"]) == 128
    assert roles["drums"]["programs"][0] == {"program": 0, "name": "Standard Kit"}
    for role in roles.values():
        assert role["default"] in [p["program"] for p in role["programs"]], role["id"]
    song = composed(ada)
    assert bootstrap(ada.get(f"/studio/{song['id']}").text)["song"] == song
    assert ada.get("/studio/nothing").status_code == 404


def test_the_theme_is_remembered(ada: Person) -> None:
    assert 'data-theme="system"' in ada.get("/account").text
    chosen = {"theme": "dark", "sounds": "synths", "motion": "less"}
    assert ada.post("/account/preferences", chosen).location == "/account"
    assert 'data-theme="dark" data-motion="less" data-keys="off"' in ada.get("/library").text
    assert ada.post("/account/preferences", chosen | {"keys": "y"}).location == "/account"
    assert 'data-motion="less">' in ada.get("/library").text
    assert ada.post("/account/preferences", chosen | {"theme": "pink"}).status_code == 422


@pytest.mark.parametrize(
    "address", ["/", "/sign-in", "/gallery", "/models", "/nothing", "/api/v1/health", "/api/docs"]
)
def test_every_answer_carries_its_guards(visitor: Person, address: str) -> None:
    headers = visitor.get(address).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    scripts = re.search(r"script-src ([^;]+)", policy)
    assert scripts
    assert scripts[1] == "'self' 'wasm-unsafe-eval'"
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "address", ["/", "/sign-in", "/sign-up", "/gallery", "/models", "/nothing", "/api/docs"]
)
def test_no_page_has_anything_inline_or_from_elsewhere(visitor: Person, address: str) -> None:
    page = visitor.get(address).text
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", page)
    assert not re.search(r"\son\w+=", page)
    for target in re.findall(r'(?:src|href)="([^"]+)"', page):
        assert target.startswith(("/", "#")), target
        assert not target.startswith("//"), target


def test_assets_come_from_the_manifest(tmp_path: Path) -> None:
    assets = Assets(tmp_path)
    assert assets.url("src/a.ts") == "/static/dist/src/a.ts"
    assert assets.css("src/a.ts") == []
    (tmp_path / ".vite").mkdir()
    (tmp_path / ".vite/manifest.json").write_text(
        json.dumps({
            "src/a.ts": {"file": "assets/a-1.js", "imports": ["b"], "css": ["assets/a-1.css"]},
            "b": {"file": "assets/b-1.js", "imports": ["src/a.ts"], "css": ["assets/b-1.css"]},
        })
    )  # fmt: skip
    assert assets.url("src/a.ts") == "/static/dist/assets/a-1.js"
    assert assets.css("src/a.ts") == [
        "/static/dist/assets/b-1.css",
        "/static/dist/assets/a-1.css",
    ]


def test_built_files_are_kept_for_ever_and_have_their_types(app: APIFlask, visitor: Person) -> None:
    page = visitor.get("/sign-in").text
    scripts = re.findall(r'src="(/static/dist/[^"]+\.js)"', page)
    assert scripts, "The front-end is not built: make build"
    response = visitor.get(scripts[0])
    assert response.status_code == 200
    assert "immutable" in response.headers["Cache-Control"]
    assert response.mimetype == "text/javascript"
    response.close()
    assert visitor.get("/static/dist/../../pyproject.toml").status_code == 404
    assert visitor.get("/static/dist/missing.js").status_code == 404
