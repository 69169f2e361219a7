"""A song and a job belong to one user; to all others they are not there."""

import pytest
from apiflask import APIFlask

from tests.conftest import Person
from tests.web.makers import composed, events, finished, generate, song_bytes, upload

pytestmark = pytest.mark.usefixtures("worker")

# Every route with an id in it; `test_no_route_is_forgotten` holds the list against the URL map.
ROUTES = [
    ("GET", "/api/v1/jobs/{job}"),
    ("DELETE", "/api/v1/jobs/{job}"),
    ("GET", "/api/v1/jobs/{job}/events"),
    ("GET", "/api/v1/songs/{song}"),
    ("PATCH", "/api/v1/songs/{song}"),
    ("DELETE", "/api/v1/songs/{song}"),
    ("GET", "/api/v1/songs/{song}/score"),
    ("GET", "/api/v1/songs/{song}/source"),
    ("GET", "/api/v1/songs/{song}/midi"),
    ("GET", "/api/v1/songs/{song}/recording"),
    ("GET", "/api/v1/songs/{song}/takes/{take}/score"),
    ("GET", "/api/v1/songs/{song}/takes/{take}/midi"),
    ("GET", "/api/v1/songs/{song}/takes/{take}/recipe"),
    ("GET", "/api/v1/songs/{song}/takes/{take}/edits"),
    ("PUT", "/api/v1/songs/{song}/takes/{take}/edits"),
    ("POST", "/api/v1/songs/{song}/takes/{take}/edits/copies"),
    ("POST", "/api/v1/songs/{song}/takes/{take}/bake"),
    ("POST", "/api/v1/songs/{song}/takes/{take}/exports"),
    ("GET", "/api/v1/songs/{song}/takes/{take}/exports/{kind}"),
    ("PATCH", "/api/v1/songs/{song}/takes/{take}"),
    ("DELETE", "/api/v1/songs/{song}/takes/{take}"),
    ("POST", "/api/v1/songs/{song}/takes/{take}/restore"),
    ("POST", "/api/v1/songs/{song}/rerolls"),
    ("POST", "/api/v1/songs/{song}/takes/{take}/again"),
    ("POST", "/api/v1/songs/{song}/copies"),
    ("POST", "/api/v1/songs/{song}/plays"),
    ("PATCH", "/api/v1/tags/{tag}"),
    ("DELETE", "/api/v1/tags/{tag}"),
    ("POST", "/api/v1/tags/{tag}/songs"),
    ("DELETE", "/api/v1/bin/{song}"),
    ("GET", "/studio/{song}"),
    ("POST", "/library/{song}/rename"),
    ("GET", "/library/{song}/share"),
    ("POST", "/library/{song}/share"),
    ("POST", "/library/tags/{tag}"),
    ("POST", "/library/jobs/{job}/stop"),
    ("POST", "/account/tokens/{token}/revoke"),
]
# What whoever knows the address may see: portraits, links for a new password or e-mail, and the
# SoundFont that is everybody's.
OPEN = {"portraits.show", "forgotten.reset", "moving.confirm", "soundfonts.give"}


def ask(person: Person, method: str, route: str, **ids: str) -> int:
    address = route.format(**ids)
    if route.startswith("/api/"):
        title = "title" if route.endswith("{song}") else "name"
        body = {"PATCH": {"json": {title: "Mine now"}}, "POST": {"json": {}}}.get(method, {})
        if route.endswith("/edits") and method == "PUT":
            body = {"json": {"edits": []}, "headers": {"If-Match": "0"}}
        if route.endswith("/copies"):
            body = {"json": {"song_id": ids["song"]}}
        if route.endswith("/{tag}/songs"):
            body = {"json": {"songs": [ids["song"]]}}
        return person.send(method, address, **body).status_code
    if method == "POST":
        form = {"title": "Mine now", "name": "mine"}
        return person.post(address, form).status_code
    return person.get(address).status_code


def test_no_route_is_forgotten(app: APIFlask) -> None:
    names = {
        "job_id": "job",
        "song_id": "song",
        "token_id": "token",
        "number": "take",
        "kind": "kind",
        "tag_id": "tag",
    }
    found = set()
    for rule in app.url_map.iter_rules():
        if rule.endpoint in {"static", *OPEN} or "<" not in str(rule):
            continue
        if "key" in rule.arguments or rule.arguments == {"genre"}:
            continue  # what anybody may hear and read; see test_listen
        path = str(rule).replace("<int:", "<")
        for argument in rule.arguments:
            path = path.replace(f"<{argument}>", "{" + names[argument] + "}")
        found |= {(method, path) for method in rule.methods - {"HEAD", "OPTIONS"}}
    assert found == set(ROUTES)


def test_others_find_nothing_and_change_nothing(ada: Person, bob: Person) -> None:
    job = upload(ada, song_bytes(), "Harbour lights.mid").json["job"]
    song = finished(ada, job)
    ada.post("/account/tokens", {"name": "mine"})
    token_id = ada.get("/account").text.split("/account/tokens/")[1].split("/")[0]
    tag = ada.send("POST", "/api/v1/tags", json={"name": "mine"}).json["id"]
    ids = {"job": job["id"], "song": song["id"], "token": token_id, "take": "1", "tag": tag}
    ids["kind"] = "mp3"
    for method, route in ROUTES:
        assert ask(bob, method, route, **ids) == 404, (method, route)
    assert bob.get("/api/v1/songs").json["songs"] == []
    assert "Harbour lights" not in bob.get("/library").text
    assert ada.get(f"/api/v1/songs/{song['id']}").json["song"] == song
    for method, route in ROUTES:
        if "{kind}" in route or route.endswith("/recording"):
            continue  # not made yet, or never was
        if "rename" in route or method in ("GET", "PATCH"):
            assert ask(ada, method, route, **ids) in (200, 302), (method, route)
    assert ask(ada, "POST", ROUTES[-1][1], **ids) == 302
    assert ask(ada, "DELETE", "/api/v1/songs/{song}", **ids) == 204


def test_strangers_find_nothing(ada: Person, visitor: Person) -> None:
    song = composed(ada)
    job = generate(ada)
    events(ada, job)
    visitor.load_csrf()
    ids = {"job": job["id"], "song": song["id"], "token": "x", "take": "1", "kind": "mp3"}
    ids["tag"] = "x"
    for method, route in ROUTES:
        wanted = 401 if route.startswith("/api/") else 302
        assert ask(visitor, method, route, **ids) == wanted, (method, route)
    assert visitor.get("/studio/" + song["id"]).location.startswith("/sign-in?next=")
    for route in ("/studio", "/library", "/account"):
        assert visitor.get(route).location.startswith("/sign-in?next=")
    assert ada.get(f"/api/v1/songs/{song['id']}").status_code == 200
