"""The library by the API and by plain forms: list, rename, download, delete."""

import io
from itertools import pairwise

import pretty_midi
import pytest

from backend.settings import Settings
from tests.conftest import Person
from tests.web.makers import composed, finished, song_bytes, upload

pytestmark = pytest.mark.usefixtures("worker")


def test_songs_are_listed_newest_first_in_pages(ada: Person) -> None:
    made = [composed(ada)["id"] for _ in range(5)]
    seen, cursor, pages = [], None, 0
    while cursor or not pages:
        query = {"limit": 2} | ({"cursor": cursor} if cursor else {})
        page = ada.get("/api/v1/songs", query_string=query).json
        seen += [song["id"] for song in page["songs"]]
        cursor, pages = page["next_cursor"], pages + 1
    assert seen == made[::-1]
    assert pages == 3


def test_a_song_written_meanwhile_moves_no_page(ada: Person) -> None:
    made = [composed(ada)["id"] for _ in range(3)]
    first = ada.get("/api/v1/songs?limit=2").json
    composed(ada)
    second = ada.get("/api/v1/songs", query_string={"cursor": first["next_cursor"]}).json
    assert [song["id"] for song in second["songs"]] == made[:1]


def test_renaming(ada: Person) -> None:
    song = composed(ada)
    address = f"/api/v1/songs/{song['id']}"
    renamed = ada.send("PATCH", address, json={"title": "  Mill   stream "}).json["song"]
    assert renamed == song | {"title": "Mill stream"}
    for title in ("", " ", "t" * 121):
        refused = ada.send("PATCH", address, json={"title": title})
        assert refused.status_code == 422
        assert refused.json["error"]["field"] == "title"
    assert ada.get(address).json["song"]["title"] == "Mill stream"


def test_the_download_is_a_midi_file_with_a_readable_name(ada: Person) -> None:
    song = composed(ada)
    ada.send("PATCH", f"/api/v1/songs/{song['id']}", json={"title": "Grüße: a/b “c” <d>"})
    response = ada.get(f"/api/v1/songs/{song['id']}/midi")
    assert response.mimetype == "audio/midi"
    disposition = response.headers["Content-Disposition"]
    assert disposition.startswith("attachment; ")
    assert "filename*=UTF-8''Gr%C3%BC%C3%9Fe%20a%20b%20c%20d.mid" in disposition
    read = pretty_midi.PrettyMIDI(io.BytesIO(response.data))
    assert [len(i.notes) for i in read.instruments] == [16, 4]


def test_the_score_is_that_of_the_file(ada: Person) -> None:
    song = composed(ada)
    score = ada.get(f"/api/v1/songs/{song['id']}/score").json
    assert len(score["bars"]) == 4
    assert [len(t["notes"]) for t in score["tracks"]] == [16, 4]
    assert score["chords"][0][0] == 0
    names = [name for _, name in score["chords"]]
    assert all(first != second for first, second in pairwise(names))


def test_deleting_takes_the_files_along(ada: Person, settings: Settings) -> None:
    song = finished(ada, upload(ada, song_bytes()).json["job"])
    kept = composed(ada)
    assert len(list(settings.songs.glob("**/*.mid"))) == 3
    assert ada.send("DELETE", f"/api/v1/songs/{song['id']}").status_code == 204
    assert len(list(settings.songs.glob("**/*.mid"))) == 1
    assert ada.send("DELETE", f"/api/v1/songs/{song['id']}").status_code == 404
    assert [s["id"] for s in ada.get("/api/v1/songs").json["songs"]] == [kept["id"]]


def test_the_library_works_without_a_script(ada: Person) -> None:
    song = composed(ada)
    page = ada.get("/library").text
    assert song["title"] in page
    renamed = ada.post(f"/library/{song['id']}/rename", {"title": "<b>Bold</b>"})
    assert renamed.location == "/library"
    page = ada.get("/library").text
    assert "<b>Bold</b>" not in page
    assert "&lt;b&gt;Bold&lt;/b&gt;" in page
    assert "It is called" in page
    ada.post(f"/library/{song['id']}/rename", {"title": ""})
    assert "A title has 1 to 120 characters." in ada.get("/library").text
    asked = ada.get(f"/library/{song['id']}/delete").text
    assert "gone for good" in asked
    assert ada.get(f"/api/v1/songs/{song['id']}").status_code == 200
    assert ada.post(f"/library/{song['id']}/delete").location == "/library"
    assert "is deleted." in ada.get("/library").text
    assert ada.get(f"/api/v1/songs/{song['id']}").status_code == 404


def test_the_library_has_pages(ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend.services.songs.MOST", 1)
    made = [composed(ada)["id"] for _ in range(2)]
    first = ada.get("/library").text
    assert made[1] in first
    assert made[0] not in first
    cursor = ada.get("/api/v1/songs").json["next_cursor"]
    second = ada.get("/library", query_string={"cursor": cursor}).text
    assert made[0] in second
    assert ada.get("/library?cursor=nonsense").status_code == 422
