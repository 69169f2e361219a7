"""A take as sound: asked for, made once by a worker, kept, handed out; and what can go wrong."""

import dataclasses
import errno
import hashlib
import io
import json
import time
import zipfile
from pathlib import Path
from typing import Any

import av
import music21
import pytest
import soundfile
from apiflask import APIFlask
from PIL import Image
from pypdf import PdfReader
from sqlalchemy import event

from backend.db.extension import db
from backend.music.audio import rendering
from backend.services.exports import kinds, shelf
from backend.settings import Settings
from backend.storage import LocalFiles
from tests.conftest import PASSWORD, AppMaker, Person
from tests.web.makers import composed, events
from tests.web.test_listen import share

JSON = dict[str, Any]


def ask(person: Person, song: JSON, kind: str, take: int = 1) -> JSON:
    address = f"/api/v1/songs/{song['id']}/takes/{take}/exports"
    response = person.send("POST", address, json={"kind": kind})
    assert response.status_code == 200, response.text
    return response.json


def address_of(song: JSON, kind: str, take: int = 1) -> str:
    return f"/api/v1/songs/{song['id']}/takes/{take}/exports/{kind}"


def made(person: Person, song: JSON, kind: str) -> bytes:
    asked = ask(person, song, kind)
    if not asked["ready"]:
        assert events(person, asked["job"])[-1][1] == "done"
    response = person.get(address_of(song, kind), buffered=True)
    assert response.status_code == 200, response.text
    return response.data


@pytest.mark.usefixtures("worker")
def test_a_take_is_played_into_a_file_once(ada: Person, settings: Settings) -> None:
    song = composed(ada, seed=1)
    early = ada.get(address_of(song, "wav16"))
    assert early.status_code == 404
    assert early.json["error"]["message"] == "The WAV, 16 bits is not made yet."
    first = ask(ada, song, "wav16")
    assert (first["ready"], first["job"]["kind"], first["job"]["bars"]) == (False, "export", 4)
    told = events(ada, first["job"])
    assert told[-1][1] == "done"
    assert "exporting" in {kind for _, kind, _ in told}
    assert ask(ada, song, "wav16") == {"kind": "wav16", "ready": True, "job": None}
    response = ada.get(address_of(song, "wav16"), buffered=True)
    assert response.mimetype == "audio/wav"
    assert 'filename="Slow ferry.wav"' in response.headers["Content-Disposition"]
    info = soundfile.info(io.BytesIO(response.data))
    assert info.duration > 8  # four bars at 120, and the tail
    part = ada.get(address_of(song, "wav16"), headers={"Range": "bytes=0-3"}, buffered=True)
    assert (part.status_code, part.data) == (206, b"RIFF")
    # The copy of the notes that it was made of is gone; so is all that lay about meanwhile.
    assert [p.suffix for p in (settings.songs / "exports").iterdir()] == [".wav"]
    assert not list(settings.instance.glob("job-*"))
    # The same notes in another song are the same file, without any work.
    again = composed(ada, seed=1)
    assert ask(ada, again, "wav16")["ready"]


@pytest.mark.usefixtures("worker")
def test_stems_come_in_one_archive(ada: Person) -> None:
    song = composed(ada, seed=2)
    with zipfile.ZipFile(io.BytesIO(made(ada, song, "stems"))) as archive:
        assert archive.namelist() == ["01 Melody.wav", "02 Bass.wav"]
        lengths = {soundfile.info(io.BytesIO(archive.read(n))).frames for n in archive.namelist()}
        assert len(lengths) == 1


@pytest.mark.usefixtures("worker")
def test_effects_are_heard_in_sound_files_and_stems(ada: Person) -> None:
    song = composed(ada, seed=2)
    dry = soundfile.info(io.BytesIO(made(ada, song, "wav16")))
    cave = {"kind": "reverb", "seconds": 6, "mix": 0.6}
    edits = [{"verb": "effects", "track": 1, "chain": [cave]}, {"verb": "master", "chain": []}]
    address = f"/api/v1/songs/{song['id']}/takes/1/edits"
    kept = ada.send("PUT", address, json={"edits": edits}, headers={"If-Match": "0"})
    assert kept.status_code == 200, kept.text
    wet = soundfile.info(io.BytesIO(made(ada, song, "wav16")))
    assert wet.duration > dry.duration + 1  # the room rings on
    with zipfile.ZipFile(io.BytesIO(made(ada, song, "stems"))) as archive:
        stems = [soundfile.read(io.BytesIO(archive.read(name)))[0] for name in archive.namelist()]
    ends = [float(abs(stem[int(dry.duration * 44_100) :]).max()) for stem in stems]
    assert ends[1] > 100 * ends[0]


@pytest.mark.usefixtures("worker")
def test_a_take_is_written_down(ada: Person) -> None:
    song = composed(ada, seed=7)
    read = music21.converter.parseData(made(ada, song, "musicxml"))
    assert [part.partName for part in read.parts] == ["Melody", "Bass"]
    assert [len(part.getElementsByClass("Measure")) for part in read.parts] == [4, 4]
    assert len(music21.converter.parseData(made(ada, song, "lead")).parts) == 1
    assert PdfReader(io.BytesIO(made(ada, song, "lead-pdf"))).metadata.title == song["title"]
    with zipfile.ZipFile(io.BytesIO(made(ada, song, "svg"))) as archive:
        assert archive.namelist() == ["page 01.svg"]


@pytest.mark.usefixtures("worker")
def test_an_mp3_carries_its_names_and_a_cover(ada: Person) -> None:
    song = composed(ada, seed=8)
    with av.open(io.BytesIO(made(ada, song, "mp3"))) as file:
        assert (file.metadata["title"], file.metadata["artist"]) == (song["title"], "Ada")
        assert file.metadata["genre"] == "Jazz"
        (picture,) = file.streams.video
        assert (picture.width, picture.height) == (800, 800)
    # Under another title it is another file: nobody gets a file with somebody else's words in it.
    address = f"/api/v1/songs/{song['id']}"
    assert ada.send("PATCH", address, json={"title": "Night boat"}).status_code == 200
    assert not ask(ada, song, "mp3")["ready"]
    with av.open(io.BytesIO(made(ada, song, "mp3"))) as file:
        assert file.metadata["title"] == "Night boat"


@pytest.mark.usefixtures("worker")
def test_a_take_is_drawn_as_a_roll(ada: Person) -> None:
    song = composed(ada, seed=9)
    picture = Image.open(io.BytesIO(made(ada, song, "png")))
    assert (picture.format, picture.width) == ("PNG", 1600)

    def named() -> str:
        answer = ada.get(address_of(song, "png"), buffered=True)
        return str(answer.headers["Content-Disposition"])

    assert 'filename="Slow ferry roll.png"' in named()
    ada.send("POST", f"/api/v1/songs/{song['id']}/takes/1/bake")
    assert 'filename="Slow ferry (1) roll.png"' in named()  # the song is take 2 now


@pytest.mark.usefixtures("worker")
def test_the_score_on_the_page_is_of_the_notes_alone(ada: Person, bob: Person) -> None:
    song = composed(ada, seed=10)
    page = json.loads(made(ada, song, "tune-440"))
    assert page["width"] == 440
    assert sum(system["bars"] for system in page["systems"]) == 4
    # Who is how loud, or silent, and what the song is called, changes nothing in it.
    edits = [
        {"verb": "volume", "track": 0, "gain_db": -6},
        {"verb": "mute", "track": 1, "muted": True},
    ]
    address = f"/api/v1/songs/{song['id']}/takes/1/edits"
    put = ada.send("PUT", address, json={"edits": edits}, headers={"If-Match": "0"})
    assert put.status_code == 200, put.text
    assert ask(ada, song, "tune-440")["ready"]
    assert ask(bob, composed(bob, seed=10), "tune-440")["ready"]
    moved = [{"verb": "transpose", "semitones": 2}]
    put = ada.send("PUT", address, json={"edits": moved}, headers={"If-Match": "1"})
    assert put.status_code == 200, put.text
    assert not ask(ada, song, "tune-440")["ready"]


@pytest.mark.usefixtures("worker")
def test_a_song_of_muted_players_is_refused_with_the_cure(ada: Person) -> None:
    song = composed(ada, seed=10)
    take = f"/api/v1/songs/{song['id']}/takes/1"
    key = share(ada, song["id"])
    mutes = [{"verb": "mute", "track": number, "muted": True} for number in (0, 1)]
    put = ada.send("PUT", f"{take}/edits", json={"edits": mutes}, headers={"If-Match": "0"})
    assert put.status_code == 200, put.text
    for kind in ("wav16", "musicxml"):
        refused = ada.send("POST", f"{take}/exports", json={"kind": kind})
        assert refused.status_code == 422
        assert refused.json["error"]["message"] == "All players are muted."
        assert refused.json["error"]["cure"] == "Unmute one in the mixer."
    assert ada.get(f"/s/{key}/cover.png").mimetype == "image/png"


@pytest.mark.usefixtures("worker")
def test_a_take_has_a_recipe(ada: Person, bob: Person) -> None:
    song = composed(ada, seed=11)
    address = f"/api/v1/songs/{song['id']}/takes/1/recipe"
    response = ada.get(address)
    assert 'filename="Slow ferry (1) recipe.json"' in response.headers["Content-Disposition"]
    told = json.loads(response.data)
    assert (told["seed"], told["edits"], told["take"]) == (11, [], 1)
    base = ada.get(f"/api/v1/songs/{song['id']}/takes/1/midi?base=1").data
    assert told["base_sha256"] == hashlib.sha256(base).hexdigest()
    assert bob.get(address).status_code == 404


@pytest.mark.usefixtures("worker")
def test_what_was_exported_goes_with_its_song(ada: Person, settings: Settings) -> None:
    gone, kept = composed(ada, seed=12), composed(ada, seed=13)
    for song in (gone, kept):
        made(ada, song, "musicxml")
    shelved = settings.songs / "exports"
    assert len(list(shelved.iterdir())) == 2
    ada.send("DELETE", f"/api/v1/songs/{gone['id']}")
    assert len(list(shelved.iterdir())) == 2  # it may come back
    assert ada.send("DELETE", f"/api/v1/bin/{gone['id']}").status_code == 204
    assert len(list(shelved.iterdir())) == 1
    assert ask(ada, kept, "musicxml")["ready"]
    leave = {"password": PASSWORD}
    assert ada.post("/account/delete", leave).status_code == 302
    assert list(shelved.iterdir()) == []


@pytest.mark.usefixtures("worker")
def test_two_askers_at_once_get_one_rendering(ada: Person) -> None:
    song = composed(ada, seed=3)
    first, second = ask(ada, song, "mp3"), ask(ada, song, "mp3")
    assert second["ready"] or second["job"]["id"] == first["job"]["id"]
    assert made(ada, song, "mp3") == made(ada, song, "mp3")


@pytest.mark.usefixtures("worker")
def test_a_full_disk_is_told_and_the_song_stays(
    ada: Person, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(rendering, "write_sound", full)
    song = composed(ada, seed=4)
    job = ask(ada, song, "flac")["job"]
    assert events(ada, job)[-1][1] == "failed"
    error = ada.get(f"/api/v1/jobs/{job['id']}").json["job"]["error"]
    assert error["code"] == "disk_full"
    assert "Nothing was lost" in error["message"]
    assert ada.get(address_of(song, "flac")).status_code == 404
    assert list((settings.songs / "exports").iterdir()) == []
    assert ada.get(f"/api/v1/songs/{song['id']}/midi").status_code == 200


@pytest.mark.usefixtures("worker")
def test_a_disk_that_is_full_before_the_work_begins_is_told(
    ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    song = composed(ada, seed=15)
    with monkeypatch.context() as patched:
        patched.setattr(LocalFiles, "put", full)
        address = f"/api/v1/songs/{song['id']}/takes/1/exports"
        refused = ada.send("POST", address, json={"kind": "flac"})
    assert (refused.status_code, refused.json["error"]["code"]) == (507, "disk_full")
    assert made(ada, song, "flac")[:4] == b"fLaC"


@pytest.mark.usefixtures("worker")
def test_a_database_without_room_is_told_and_keeps_what_it_has(ada: Person, app: APIFlask) -> None:
    song = composed(ada, seed=16)
    with app.app_context():
        engine = db.engine
    if engine.name != "sqlite":
        pytest.skip("PostgreSQL cannot be told how large it may grow.")
    most = [1]  # pages; SQLite takes what there is as the least

    def bound(connection: Any, *_: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {most[0]}")

    event.listen(engine, "checkout", bound)
    address = f"/api/v1/songs/{song['id']}/takes/1/edits"
    edits = {"edits": [{"verb": "volume", "track": 0, "gain_db": -1, "enabled": True}] * 900}
    refused = ada.send("PUT", address, json=edits, headers={"If-Match": "0"})
    assert (refused.status_code, refused.json["error"]["code"]) == (507, "disk_full")
    assert ada.get(address).json["edits"] == []
    most[0] = 1 << 20
    assert ada.send("PUT", address, json=edits, headers={"If-Match": "0"}).status_code == 200


@pytest.mark.usefixtures("worker")
def test_what_cannot_be_exported_is_refused(ada: Person) -> None:
    song = composed(ada)
    address = f"/api/v1/songs/{song['id']}/takes/1/exports"
    refused = ada.send("POST", address, json={"kind": "mp4"})
    assert refused.status_code == 422
    assert "mp3" in refused.json["error"]["cure"]
    assert ada.get(address_of(song, "mp4")).status_code == 422
    assert ada.send("POST", address.replace("/1/", "/9/"), json={"kind": "mp3"}).status_code == 404


@pytest.mark.usefixtures("worker")
def test_a_soundfont_that_is_not_there_is_told(settings: Settings, make_app: AppMaker) -> None:
    app = make_app(dataclasses.replace(settings, soundfont="/none.sf2"))
    person = Person(app.test_client())
    person.sign_up("eve@example.org")
    song = composed(person)
    address = f"/api/v1/songs/{song['id']}/takes/1/exports"
    refused = person.send("POST", address, json={"kind": "mp3"})
    assert refused.status_code == 503
    assert "/none.sf2" in refused.json["error"]["message"]


@pytest.mark.usefixtures("worker")
def test_a_download_under_way_outlives_its_file(
    ada: Person, settings: Settings, app: APIFlask
) -> None:
    song = composed(ada, seed=5)
    whole = made(ada, song, "wav16")
    with app.app_context(), ada.get(address_of(song, "wav16")) as under_way:
        files, later = LocalFiles(settings.songs), lambda: time.time() + 15 * 24 * 3600
        (gone,) = shelf.clear(files, settings, db.session(), later)
        assert gone.endswith(".wav")
        assert list((settings.songs / "exports").iterdir()) == []
        assert under_way.data == whole
    assert ada.get(address_of(song, "wav16")).status_code == 404


@pytest.mark.usefixtures("worker")
def test_a_file_that_somebody_removed_is_made_again(ada: Person, settings: Settings) -> None:
    song = composed(ada, seed=6)
    first = made(ada, song, "ogg")
    for path in (settings.songs / "exports").iterdir():
        path.unlink()
    assert made(ada, song, "ogg") == first


def test_every_kind_has_an_ending_that_a_key_can_have() -> None:
    for name, kind in kinds.KINDS.items():
        assert kind.ending.isalnum(), name
        assert Path(f"a.{kind.ending}").suffix


def test_no_two_kinds_are_downloaded_by_one_name() -> None:
    names = [f"Slow ferry{kind.suffix}.{kind.ending}" for kind in kinds.KINDS.values()]
    assert len(set(names)) == len(names)
