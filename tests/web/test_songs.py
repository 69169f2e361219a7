"""The library by the API and by plain forms: list, rename, download, delete."""

import io
import zipfile
from itertools import pairwise

import pretty_midi
import pytest

from backend.settings import Settings
from backend.web.api.song_schemas import Listed, SongsOut
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


def test_lists_hold_just_what_the_document_says(ada: Person) -> None:
    """They are sent unchecked, for speed."""
    song = composed(ada)
    for address in ("/api/v1/songs", "/api/v1/bin"):
        page = ada.get(address).json
        assert [set(one) for one in page["songs"]] == [set(Listed.model_fields)]
        assert set(page) == set(SongsOut.model_fields)
        assert SongsOut.model_validate(page, strict=True).songs[0].id == song["id"]
        ada.send("DELETE", f"/api/v1/songs/{song['id']}")


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


def test_deleting_puts_into_the_bin_and_emptying_takes_the_files_along(
    ada: Person, settings: Settings
) -> None:
    song = finished(ada, upload(ada, song_bytes()).json["job"])
    kept = composed(ada)
    assert len(list(settings.songs.glob("**/*.mid"))) == 3
    assert ada.send("DELETE", f"/api/v1/songs/{song['id']}").status_code == 204
    assert [s["id"] for s in ada.get("/api/v1/songs").json["songs"]] == [kept["id"]]
    assert [s["id"] for s in ada.get("/api/v1/bin").json["songs"]] == [song["id"]]
    gone = ada.get(f"/api/v1/songs/{song['id']}")
    assert gone.status_code == 404
    assert gone.json["error"]["message"] == "This song is in the bin."
    assert ada.send("DELETE", "/api/v1/bin").json == {"songs": 1}
    assert len(list(settings.songs.glob("**/*.mid"))) == 1
    assert ada.get("/api/v1/bin").json["songs"] == []


def test_a_song_can_be_brought_back_as_it_was(ada: Person) -> None:
    song = composed(ada)
    ids = {"songs": [song["id"]]}
    assert ada.send("POST", "/api/v1/bin", json=ids).json == {"songs": 1}
    assert ada.send("POST", "/api/v1/bin/restore", json=ids).json == {"songs": 1}
    assert ada.get(f"/api/v1/songs/{song['id']}").json["song"] == song
    assert ada.send("POST", "/api/v1/bin/restore", json=ids).status_code == 404
    ada.send("DELETE", f"/api/v1/songs/{song['id']}")
    assert ada.send("DELETE", f"/api/v1/bin/{song['id']}").status_code == 204
    assert ada.send("POST", "/api/v1/bin/restore", json=ids).status_code == 404


def test_a_copy_has_files_of_its_own(ada: Person) -> None:
    song = composed(ada, candidates=2, prompt="late ferry home")
    address = f"/api/v1/songs/{song['id']}"
    ada.send("PATCH", address, json={"favourite": True})
    copy = ada.send("POST", f"{address}/copies").json["song"]
    assert copy["title"] == f"{song['title']} (copy)"
    assert (copy["prompt"], copy["favourite"], copy["take"]) == ("late ferry home", False, 2)
    assert [take["number"] for take in copy["takes"]] == [1, 2]
    before = ada.get(f"{address}/midi").data
    ada.send("DELETE", address)
    ada.send("DELETE", "/api/v1/bin")
    assert ada.get(f"/api/v1/songs/{copy['id']}/midi").data == before


def test_an_archive_holds_every_song_under_a_name_of_its_own(ada: Person) -> None:
    songs = [composed(ada, seed=seed) for seed in (1, 2)]
    ids = [song["id"] for song in songs]
    response = ada.send("POST", "/api/v1/archives", json={"songs": ids})
    assert response.mimetype == "application/zip"
    assert response.headers["Content-Disposition"] == 'attachment; filename="Cadenza songs.zip"'
    with zipfile.ZipFile(io.BytesIO(response.data)) as archive:
        assert archive.namelist() == ["Slow ferry.mid", "Slow ferry - 2.mid"]
        for name, song_id in zip(archive.namelist(), ids, strict=True):
            assert archive.read(name) == ada.get(f"/api/v1/songs/{song_id}/midi").data
    assert ada.send("POST", "/api/v1/archives", json={"songs": []}).status_code == 422
    assert ada.send("POST", "/api/v1/archives", json={"songs": ["x"]}).status_code == 404


def test_nobody_reaches_the_songs_of_others_by_the_dozen(ada: Person, bob: Person) -> None:
    song = composed(ada)
    ids = {"songs": [song["id"]]}
    tag = bob.send("POST", "/api/v1/tags", json={"name": "mine"}).json["id"]
    for path in ("bin", "bin/restore", "archives", f"tags/{tag}/songs"):
        assert bob.send("POST", f"/api/v1/{path}", json=ids).status_code == 404, path
    for do in ("bin", "zip", "tag", "untag", "favourite", "duplicate", "restore", "forget"):
        form = {"do": do, "song": song["id"], "tag": "mine"}
        assert bob.post("/library/songs", form).status_code == 404, do
    assert ada.get(f"/api/v1/songs/{song['id']}").json["song"] == song
