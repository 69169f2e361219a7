"""A new account finds the demo songs; what is wrong with them costs nobody an account."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from backend.services import accounts, demos, songs
from backend.services.context import Context
from tests.web.makers import song_bytes

SIDECAR = {
    "title": "Slow ferry",
    "genre": "jazz",
    "key": "D minor",
    "tempo": 84,
    "metre": "4/4",
    "bars": 4,
    "seed": 7,
    "recipe": {"model": "jazz"},
    "certificate": [{"what": "key", "asked": "D minor", "got": "D minor", "ok": True}],
}


@pytest.fixture
def stocked(context: Context, tmp_path: Path) -> Context:
    """Two good demos and four bad ones."""
    folder = tmp_path / "demos"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.mid").write_bytes(song_bytes())
        (folder / f"{name}.json").write_text(json.dumps(SIDECAR | {"title": f"Song {name}"}))
    (folder / "no-sidecar.mid").write_bytes(song_bytes())
    (folder / "no-title.mid").write_bytes(song_bytes())
    (folder / "no-title.json").write_text("{}")
    (folder / "no-json.mid").write_bytes(song_bytes())
    (folder / "no-json.json").write_text("{")
    (folder / "no-midi.mid").write_bytes(b"text")
    (folder / "no-midi.json").write_text(json.dumps(SIDECAR))
    return replace(context, settings=replace(context.settings, demos=folder))


def test_a_new_account_has_the_demos(stocked: Context, caplog: pytest.LogCaptureFixture) -> None:
    user = accounts.sign_up(stocked, "Ada", "ada@example.org", "a whole rest")
    listed = songs.listed(stocked, user.id).songs
    assert {song["title"] for song in listed} == {"Song a", "Song b"}
    song = listed[0]
    assert song["kind"] == "demo"
    assert {name: song[name] for name in SIDECAR if name != "title"} == {
        name: value for name, value in SIDECAR.items() if name != "title"
    }
    assert song["opening"]
    assert song["seconds"] == 8
    assert songs.midi_of(stocked, user.id, song["id"]) == song_bytes()
    for name in ("no-sidecar", "no-title", "no-json", "no-midi"):
        assert f"{name}.mid was left out" in caplog.text


def test_every_account_has_its_own_copy(stocked: Context) -> None:
    ada = accounts.sign_up(stocked, "Ada", "ada@example.org", "a whole rest")
    bob = accounts.sign_up(stocked, "Bob", "bob@example.org", "a whole rest")
    for song in songs.listed(stocked, ada.id).songs:
        songs.delete(stocked, ada.id, song["id"])
    assert songs.listed(stocked, ada.id).songs == []
    for song in songs.listed(stocked, bob.id).songs:
        assert songs.midi_of(stocked, bob.id, song["id"])


def test_no_folder_is_no_fault(context: Context) -> None:
    user = accounts.sign_up(context, "Ada", "ada@example.org", "a whole rest")
    assert songs.listed(context, user.id).songs == []
    assert demos.shown(context.settings.demos) == []


def test_the_landing_page_shows_the_demos(stocked: Context) -> None:
    shown = demos.shown(stocked.settings.demos)
    assert [song["title"] for song in shown] == ["Song a", "Song b"]
    assert shown[0]["genre"] == "jazz"
    assert shown[0]["bars"] == 4
