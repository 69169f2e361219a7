"""Shared songs over the web: their page, frame, picture and notes, for visitors and members."""

import io
import json
import re
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import av
import pytest
from apiflask import APIFlask
from PIL import Image

from backend import paths
from backend.music.errors import UnusableScoreError
from backend.services.exports import kinds, visiting
from backend.services.exports.material import Material
from backend.settings import Settings
from tests.conftest import AppMaker, Person
from tests.web.makers import composed, events, finished, song_bytes, upload

pytestmark = pytest.mark.usefixtures("worker")
PRIVATE = "x" * 22


@pytest.fixture
def app(settings: Settings, make_app: AppMaker) -> APIFlask:
    return make_app(replace(settings, demos=paths.DEMOS, models=paths.MODELS))


def share(person: Person, song_id: str, audience: str = "unlisted", days: str = "") -> str:
    """Share a song; its link, or nothing where it is private."""
    address = f"/library/{song_id}/share"
    assert person.post(address, {"audience": audience, "days": days}).status_code == 302
    found = re.search(r'href="/s/([^"/]+)" data-testid="open-share"', person.get(address).text)
    return found[1] if found else ""


def addresses(key: str) -> list[str]:
    page = [f"/s/{key}{part}" for part in ("", "/embed", "/cover.png", "/report")]
    return [*page, f"/api/v1/shared/{key}/score"]


def test_a_link_opens_for_everybody_until_it_is_revoked(ada: Person, visitor: Person) -> None:
    song = composed(ada)
    key = share(ada, song["id"])
    for address in addresses(key):
        assert visitor.get(address).status_code == 200, address
    page = visitor.get(f"/s/{key}").text
    assert song["title"] in page
    assert 'name="robots" content="noindex"' in page
    assert song["id"] not in page
    assert "ada@example.org" not in page
    assert key not in visitor.get("/gallery").text
    assert share(ada, song["id"], "private") == ""
    never = [visitor.get(address) for address in addresses(PRIVATE)]
    for address, other in zip(addresses(key), never, strict=True):
        answer = visitor.get(address)
        assert answer.status_code == other.status_code == 404
        tokens = re.compile(r'name="csrf-token" content="[^"]*"')
        assert tokens.sub("", answer.text) == tokens.sub("", other.text)


def test_the_page_tells_social_sites_what_it_is(ada: Person, visitor: Person) -> None:
    key = share(ada, composed(ada)["id"], "public")
    page = visitor.get(f"/s/{key}").text
    assert "noindex" not in page
    meta = dict(
        re.findall(r'<meta (?:property|name)="((?:og|twitter):\w+)" content="([^"]*)"', page)
    )
    assert meta["og:title"] == "Slow ferry"
    assert meta["og:url"] == f"http://localhost/s/{key}"
    assert meta["og:image"] == meta["twitter:image"] == f"http://localhost/s/{key}/cover.png"
    assert meta["twitter:card"] == "summary_large_image"
    picture = visitor.get(f"/s/{key}/cover.png")
    assert picture.headers["Cache-Control"] == "public, max-age=300"
    with Image.open(io.BytesIO(picture.data)) as image:
        assert (image.format, image.size) == ("PNG", (1200, 630))
        assert len(image.getcolors(1 << 20) or []) > 50  # something is drawn
    for link in re.findall(r'<a class="link" href="(https?://[^"]+)"([^>]*)', page):
        assert "noopener" in link[1]


def test_only_the_frame_may_be_framed(ada: Person, visitor: Person) -> None:
    key = share(ada, composed(ada)["id"])
    framed = visitor.get(f"/s/{key}/embed").headers
    assert "frame-ancestors *" in framed["Content-Security-Policy"]
    assert "X-Frame-Options" not in framed
    for address in (f"/s/{key}", "/gallery", f"/s/{PRIVATE}/embed"):
        headers = visitor.get(address).headers
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Frame-Options"] == "DENY"


def test_plays_count_visitors_and_keep_no_addresses(
    ada: Person, bob: Person, visitor: Person
) -> None:
    key = share(ada, composed(ada)["id"])
    for person in (visitor, visitor, bob):
        assert person.send("POST", f"/api/v1/shared/{key}/plays").status_code == 204
    assert "2 plays" in visitor.get(f"/s/{key}").text
    elsewhere = {"User-Agent": "another browser"}
    assert visitor.send("POST", f"/api/v1/shared/{key}/plays", headers=elsewhere).status_code == 204
    assert "3 plays" in visitor.get(f"/s/{key}").text


def test_members_like_and_take_along(ada: Person, bob: Person, visitor: Person) -> None:
    key = share(ada, composed(ada)["id"])
    visitor.load_csrf()
    for verb in ("like", "fork"):
        assert visitor.post(f"/s/{key}/{verb}").location.startswith("/sign-in?next=")
    bob.post(f"/s/{key}/like", {"liked": "yes"})
    assert "Liked · 1" in bob.get(f"/s/{key}").text
    assert "Like · 1" in ada.get(f"/s/{key}").text
    bob.post(f"/s/{key}/like", {"liked": "no"})
    assert "Like · 0" in bob.get(f"/s/{key}").text
    opened = bob.post(f"/s/{key}/fork").location
    assert bob.get(opened).status_code == 200
    song = bob.get(f"/api/v1/songs/{opened.rsplit('/', 1)[1]}").json["song"]
    assert (song["title"], song["kind"], song["seed"]) == ("Slow ferry", "forked", song["seed"])
    assert ada.get(f"/api/v1/songs/{song['id']}").status_code == 404


def test_demos_are_heard_liked_and_taken_along_like_others(ada: Person, visitor: Person) -> None:
    assert visitor.get("/s/jazz-1").status_code == 200
    assert visitor.get("/api/v1/shared/jazz-3/source").json["tracks"]
    assert visitor.get("/api/v1/shared/jazz-1/source").status_code == 404
    visitor.load_csrf("/s/jazz-1")
    for _ in range(2):
        assert visitor.send("POST", "/api/v1/shared/jazz-1/plays").status_code == 204
        assert ada.post("/s/jazz-1/like", {"liked": "yes"}).status_code == 302
    assert "Liked · 1" in ada.get("/s/jazz-1").text
    page = visitor.get("/s/jazz-1").text
    assert "Like · 1" in page
    assert ">1 play<" in page
    listed = visitor.get("/gallery?genre=jazz").text
    assert ">1 play<" in listed
    assert ">1 like<" in listed
    ada.post("/s/jazz-1/like", {"liked": "no"})
    assert "Like · 0" in ada.get("/s/jazz-1").text
    assert ada.post("/s/jazz-1/report", {"reason": "copy"}).status_code == 422
    assert ada.post("/s/jazz-1/fork").location.startswith("/studio/")


EDITS: dict[str, list[dict[str, Any]]] = {
    "as it is": [],
    "moved": [{"verb": "transpose", "semitones": 3}],
    "another mode": [{"verb": "key", "key": "E minor", "from_key": "C major"}],
    "other bars": [
        {"verb": "cut", "first_bar": 2, "last_bar": 3},
        {"verb": "copy", "first_bar": 5, "last_bar": 6, "to_bar": 1},
    ],
    "other notes": [
        {"verb": "notes", "track": 0, "add": [[tick, 1920, pitch, 100] for pitch in (37, 53, 68)]}
        for tick in range(0, 8 * 1920, 1920)
    ],
    "somebody is muted": [{"verb": "mute", "track": 1, "muted": True}],
}


@pytest.mark.parametrize("demo", ["jazz-3", "classical-1", "rock-2"])
def test_shared_pages_have_the_chords_that_the_studio_has(
    ada: Person, visitor: Person, demo: str
) -> None:
    song = ada.post(f"/s/{demo}/fork").location.rsplit("/", 1)[1]
    key, take = share(ada, song), f"/api/v1/songs/{song}/takes/1"
    seen = {}
    for revision, (name, edits) in enumerate(EDITS.items()):
        headers = {"If-Match": str(revision)}
        kept = ada.send("PUT", f"{take}/edits", json={"edits": edits}, headers=headers).json
        seen[name] = kept["chords"]
        assert ada.get(f"{take}/edits").json["chords"] == seen[name]
        assert ada.get(f"{take}/score").json["chords"] == seen[name]
        assert visitor.get(f"/api/v1/shared/{key}/score").json["chords"] == seen[name]
    assert visitor.get(f"/api/v1/shared/{demo}/score").json["chords"] == seen.pop("as it is")
    del seen["somebody is muted"]
    assert len({json.dumps(chords) for chords in seen.values()}) == len(seen)


def test_complaints_need_a_reason_and_are_few(
    settings: Settings, make_app: AppMaker, ada: Person
) -> None:
    key = share(ada, composed(ada)["id"])
    visitor = Person(make_app(replace(settings, report_limit="2 per hour")).test_client())
    visitor.load_csrf()
    refused = visitor.post(f"/s/{key}/report", {"reason": "boring", "words": "<b>dull</b>"})
    assert refused.status_code == 422
    assert "&lt;b&gt;dull&lt;/b&gt;" in refused.text
    assert visitor.post(f"/s/{key}/report", {"reason": "spam"}).location == f"/s/{key}"
    assert visitor.post(f"/s/{key}/report", {"reason": "spam"}).status_code == 429


def test_hostile_titles_are_text(ada: Person, visitor: Person) -> None:
    song = composed(ada)
    title = '"><script>alert(1)</script> مرحبا 🎹'
    ada.send("PATCH", f"/api/v1/songs/{song['id']}", json={"title": title})
    key = share(ada, song["id"], "public")
    for address in (f"/s/{key}", f"/s/{key}/embed", "/gallery", f"/library/{song['id']}/share"):
        person = ada if "library" in address else visitor
        assert "<script>alert" not in person.get(address).text, address
    assert visitor.get(f"/s/{key}/cover.png").status_code == 200
    assert title[:5] not in visitor.get("/gallery?q=%22%3E%3Cscript").text


def test_the_gallery_lists_what_is_public_and_what_ships(ada: Person, visitor: Person) -> None:
    song = composed(ada)
    assert "Nobody has put a song here yet" in visitor.get("/gallery").text
    key = share(ada, song["id"], "public", "7")
    page = visitor.get("/gallery").text
    assert f'href="/s/{key}"' in page
    assert 'href="/s/rock-1"' in page
    assert f'href="/s/{key}"' in visitor.get("/gallery?q=slow+ada&genre=jazz").text
    assert f'href="/s/{key}"' not in visitor.get("/gallery?genre=rock").text
    assert "No song answers to that" in visitor.get("/gallery?q=zzz").text
    assert visitor.get("/gallery?cursor=nonsense").status_code == 422


def test_each_model_has_a_page_of_its_numbers(visitor: Person) -> None:
    listed = visitor.get("/models").text
    assert listed.count('data-testid="model-row"') == 12
    page = visitor.get("/models/jazz").text
    for words in ("What it learnt from", "What is still weak", "Originality", "curve-line"):
        assert words in page
    assert page.count('data-testid="piece"') == 3
    assert visitor.get("/models/polka").status_code == 404
    assert visitor.get("/models/..%2Fjazz").status_code == 404


def engraved(person: Person, key: str, name: str = "sheet-860") -> dict[str, Any]:
    """The score of a piece, waited for as a page does."""
    for _ in range(600):
        answer = person.get(f"/api/v1/shared/{key}/sheets/{name}", buffered=True)
        if answer.status_code != 202:
            break
        time.sleep(0.1)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = json.loads(answer.data)
    return found


def test_visitors_read_the_engraved_score_which_is_made_once(ada: Person, visitor: Person) -> None:
    key = share(ada, composed(ada)["id"])
    page = engraved(visitor, key)
    assert page["width"] == 860
    assert sum(system["bars"] for system in page["systems"]) == 4
    assert all("<svg" in system["svg"] for system in page["systems"])
    assert visitor.get(f"/api/v1/shared/{key}/sheets/sheet-860", buffered=True).status_code == 200
    for name in ("sheet-861", "pdf", "wav16"):
        assert visitor.get(f"/api/v1/shared/{key}/sheets/{name}").status_code == 404, name
    assert visitor.get(f"/api/v1/shared/{PRIVATE}/sheets/sheet-860").status_code == 404


def test_a_song_that_ships_has_its_score_without_an_owner(visitor: Person) -> None:
    page = engraved(visitor, "jazz-1", "tune-860")
    assert sum(system["bars"] for system in page["systems"]) >= 8


def test_one_address_has_only_so_many_scores_engraved(
    settings: Settings, make_app: AppMaker
) -> None:
    app = make_app(replace(settings, demos=paths.DEMOS, sheet_limit="1 per hour"))
    visitor = Person(app.test_client())
    first, second = (f"/api/v1/shared/jazz-1/sheets/tune-{width}" for width in (440, 860))
    for _ in range(2):  # what is there already is free
        assert visitor.get(first, buffered=True).status_code == 200
    assert visitor.get(second).status_code == 429
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    assert visitor.get(second, environ_overrides=elsewhere, buffered=True).status_code == 200


def test_a_score_that_cannot_be_written_is_not_tried_at_every_look(
    ada: Person, visitor: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []

    def fail(material: Material, _: Path) -> None:
        tried.append(material.title)
        raise UnusableScoreError("It has too many voices.")

    broken = kinds.SCREENS["sheet-860"]._replace(make=fail)
    monkeypatch.setitem(kinds.SCREENS, "sheet-860", broken)
    address = f"/api/v1/shared/{share(ada, composed(ada)['id'])}/sheets/sheet-860"
    for _ in range(600):
        answer = visitor.get(address)
        if answer.status_code != 202:
            break
        time.sleep(0.1)
    assert answer.status_code == visitor.get(address).status_code == 422
    assert answer.json["error"]["message"] == "This score could not be written down."
    assert len(tried) == 1
    monkeypatch.setattr(visiting, "_REST", 0.0)
    assert visitor.get(address).status_code == 202


def test_the_original_is_engraved_as_take_0(ada: Person) -> None:
    song = finished(ada, upload(ada, song_bytes()).json["job"])
    address = f"/api/v1/songs/{song['id']}/takes/0/exports"
    asked = ada.send("POST", address, json={"kind": "sheet-860"}).json
    assert asked["ready"] or events(ada, asked["job"])[-1][1] == "done"
    page = json.loads(ada.get(f"{address}/sheet-860", buffered=True).data)
    assert sum(system["bars"] for system in page["systems"]) == 4
    # Its files have its own name, and not the genre of what was made from it.
    ada.send("PATCH", f"/api/v1/songs/{song['id']}", json={"title": "Night boat"})
    asked = ada.send("POST", address, json={"kind": "mp3"}).json
    assert asked["ready"] or events(ada, asked["job"])[-1][1] == "done"
    answer = ada.get(f"{address}/mp3", buffered=True)
    assert 'filename="song (original).mp3"' in answer.headers["Content-Disposition"]
    with av.open(io.BytesIO(answer.data)) as file:
        assert file.metadata["title"] == "song"
        assert "genre" not in file.metadata
    made = composed(ada)
    nothing = ada.send("POST", f"/api/v1/songs/{made['id']}/takes/0/exports", json={"kind": "pdf"})
    assert nothing.status_code == 404
