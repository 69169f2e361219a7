"""The library's pages: found, filtered, changed and brought back by plain links and forms."""

import re
from html import unescape

import pytest

from backend.web import wanted as places
from backend.web.words import asked_words, key_name, moment
from tests.conftest import Person
from tests.web.makers import composed, events, generate

pytestmark = pytest.mark.usefixtures("worker")


def titles(page: str) -> list[str]:
    return [unescape(found) for found in re.findall(r'class="song-title"[^>]*>([^<]*)<', page)][:-1]


def named(ada: Person, *names: str, **asked: object) -> list[str]:
    """Composed songs of these names; their ids."""
    ids = []
    for name in names:
        ids.append(composed(ada, **asked)["id"])
        ada.send("PATCH", f"/api/v1/songs/{ids[-1]}", json={"title": name})
    return ids


def test_a_song_is_renamed_as_text(ada: Person) -> None:
    (song_id,) = named(ada, "Old")
    form = {"title": "<b>Bold</b>", "back": "/library?q=b"}
    assert ada.post(f"/library/{song_id}/rename", form).location == "/library?q=b"
    page = ada.get("/library").text
    assert "<b>Bold</b>" not in page
    assert "&lt;b&gt;Bold&lt;/b&gt;" in page
    assert "It is called" in page
    ada.post(f"/library/{song_id}/rename", {"title": ""})
    assert "A title has 1 to 120 characters." in ada.get("/library").text


def test_what_is_done_to_a_song_that_is_gone_is_told_over_the_list(ada: Person) -> None:
    gone, kept = named(ada, "Gone", "Kept")
    for _ in range(2):  # the second time as by another window
        answer = ada.post("/library/songs", {"do": "bin", "song": gone, "back": "/library"})
        assert answer.status_code == 302
    page = ada.get("/library").text
    assert titles(page) == ["Kept"]
    assert "One of these songs is not in your library." in page
    ada.post(f"/library/{gone}/rename", {"title": "Still gone"})
    assert "This song is in the bin." in ada.get("/library").text
    assert ada.get(f"/api/v1/songs/{kept}").status_code == 200


def test_words_and_filters_stand_in_the_address(ada: Person) -> None:
    named(ada, "Harbour lights", prompt="brushes and rain")
    named(ada, "Slow ferry", genre="copying")
    assert titles(ada.get("/library?q=harbour").text) == ["Harbour lights"]
    assert titles(ada.get("/library?q=rain").text) == ["Harbour lights"]
    page = ada.get("/library?genre=copying&from=100&to=140").text
    assert titles(page) == ["Slow ferry"]
    assert "1 of 2 songs" in page
    assert titles(ada.get("/library?sort=title").text) == ["Harbour lights", "Slow ferry"]
    nothing = ada.get("/library?q=smoky<b>").text
    assert "No song answers to ‘smoky&lt;b&gt;’." in nothing
    assert ada.get("/library?from=fast&to=&genre=polka&tag=x").status_code == 200
    assert ada.get("/library?sort=colour").status_code == 422
    assert ada.get("/library?cursor=nonsense").status_code == 422


def test_empty_shelves_say_what_fills_them(ada: Person) -> None:
    (song_id,) = named(ada, "Only one")
    assert "No favourites yet." in ada.get("/library?favourites=1").text
    assert "Nothing played yet." in ada.get("/library?sort=played").text
    ada.post("/library/songs", {"do": "favourite", "song": song_id})
    assert "No song is like that." in ada.get("/library?favourites=1&genre=rock").text
    assert titles(ada.get("/library?favourites=1").text) == ["Only one"]


def test_pages_follow_one_another(ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend.services.shelf.MOST", 1)
    named(ada, "First", "Second")
    page = ada.get("/library?q=s").text
    assert titles(page) == ["Second"]
    assert "1–1 of 2" in page
    link = re.search(r'href="([^"]+)" data-testid="next-page"', page)
    assert link
    second = ada.get(unescape(link[1])).text
    assert titles(second) == ["First"]
    assert "2–2 of 2" in second


def test_several_songs_go_to_the_bin_and_come_back_without_a_script(ada: Person) -> None:
    ids = named(ada, "One", "Two", "Three")
    form = {"do": "bin", "song": ids[:2], "back": "/library"}
    place = ada.post("/library/songs", form).location
    page = ada.get(place).text
    assert titles(page) == ["Three"]
    assert "2 songs are in the bin." in page
    binned = ada.get("/library/bin").text
    assert {"One", "Two"} <= set(re.findall(r'class="song-title"[^>]*>([^<]*)<', binned))
    ada.post("/library/songs", {"do": "restore", "song": ids[:2], "back": place})
    assert sorted(titles(ada.get("/library").text)) == ["One", "Three", "Two"]
    ada.post("/library/songs", {"do": "bin", "song": ids[0]})
    assert "1 song and all" in ada.get("/library/bin/empty").text
    assert ada.post("/library/bin/empty").location == "/library/bin"
    assert "1 song is gone for good." in ada.get("/library/bin").text


def test_tags_favourites_and_copies_by_forms(ada: Person) -> None:
    ids = named(ada, "One", "Two")
    ada.post("/library/songs", {"do": "tag", "song": ids, "tag": "Late"})
    tag = ada.get("/api/v1/tags").json["tags"][0]
    assert (tag["name"], tag["songs"]) == ("Late", 2)
    assert ada.get(f"/library?tag={tag['id']}").text.count('data-testid="song-row"') == 2
    ada.post("/library/songs", {"do": "untag", "song": ids[0], "tag": "Late"})
    ada.post(f"/library/tags/{tag['id']}", {"do": "rename", "name": "Early"})
    assert titles(ada.get(f"/library?tag={tag['id']}").text) == ["Two"]
    ada.post("/library/songs", {"do": "favourite", "song": ids[0]})
    assert titles(ada.get("/library?favourites=1").text) == ["One"]
    ada.post("/library/songs", {"do": "duplicate", "song": ids[0]})
    assert titles(ada.get("/library").text)[0] == "One (copy)"
    ada.post(f"/library/tags/{tag['id']}", {"do": "remove"})
    assert ada.get("/api/v1/tags").json["tags"] == []
    ada.post("/library/songs", {"do": "tag", "song": ids, "tag": " "})
    assert "A tag has 1 to 40 characters." in ada.get("/library").text
    archive = ada.post("/library/songs", {"do": "zip", "song": ids})
    assert archive.mimetype == "application/zip"
    assert archive.data.startswith(b"PK")


def test_what_is_being_written_stands_first_and_can_be_stopped(ada: Person) -> None:
    job = generate(ada, genre="slow", bars=64, prompt="one long night")
    page = ada.get("/library").text
    assert f'data-job="{job["id"]}"' in page
    assert "one long night" in page
    assert ada.post(f"/library/jobs/{job['id']}/stop", {"back": "/library"}).status_code == 302
    events(ada, job)  # until it has ended
    assert "data-job=" not in ada.get("/library").text


@pytest.mark.parametrize(
    "place", ["//evil.example", "https://evil.example", "/library\\@x", "/libraryx", ""]
)
def test_forms_lead_back_into_the_library_only(place: str) -> None:
    assert places.back_to(place) == "/library"


def test_words() -> None:
    assert key_name("Eb minor") == "E♭ minor"
    assert key_name("F# major") == "F♯ major"
    assert key_name("Bb major") == "B♭ major"
    assert key_name(None) == "–"
    noon = "2026-03-02T12:00:00.000Z"
    for then, words in {
        "2026-03-02T11:59:30.000Z": "now",
        "2026-03-02T11:20:00.000Z": "40 min ago",
        "2026-03-02T09:00:00.000Z": "3 h ago",
        "2026-03-01T09:00:00.000Z": "yesterday",
        "2026-02-14T09:00:00.000Z": "14 Feb",
        "2025-11-16T09:00:00.000Z": "16 Nov 2025",
    }.items():
        assert moment(then, moment_of(noon)) == words
    song = {"prompt": "", "recipe": {"request": {"strength": 60}}, "kind": "restyled"}
    assert asked_words(song | {"players": ["Flute"]}) == "Restyled, strength 60 · Flute"
    assert asked_words(song | {"prompt": "rain"}) == "rain"


def moment_of(iso: str) -> "object":
    from datetime import datetime

    return datetime.fromisoformat(iso)
