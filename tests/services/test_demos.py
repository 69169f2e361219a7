"""The songs that ship: a new account has one a genre; what is wrong with them costs nobody one."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from backend import paths
from backend.services import accounts, bins, demos, shelf, songs
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
    """Three good demos, two of them of one genre, and four bad ones."""
    folder = tmp_path / "demos"
    folder.mkdir()
    for name, genre in (("a", "jazz"), ("b", "rock"), ("c", "jazz")):
        (folder / f"{name}.mid").write_bytes(song_bytes())
        told = SIDECAR | {"title": f"Song {name}", "genre": genre}
        (folder / f"{name}.json").write_text(json.dumps(told))
    (folder / "no-sidecar.mid").write_bytes(song_bytes())
    (folder / "no-title.mid").write_bytes(song_bytes())
    (folder / "no-title.json").write_text("{}")
    (folder / "no-json.mid").write_bytes(song_bytes())
    (folder / "no-json.json").write_text("{")
    (folder / "no-midi.mid").write_bytes(b"text")
    (folder / "no-midi.json").write_text(json.dumps(SIDECAR))
    return replace(context, settings=replace(context.settings, demos=folder))


def test_a_new_account_has_a_demo_of_each_genre(
    stocked: Context, caplog: pytest.LogCaptureFixture
) -> None:
    user = accounts.sign_up(stocked, "Ada", "ada@example.org", "a whole rest")
    listed = shelf.listed(stocked, user.id).songs
    assert {song["title"] for song in listed} == {"Song a", "Song b"}
    song = next(song for song in listed if song["genre"] == "jazz")
    assert song["title"] == "Song a"
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
    for song in shelf.listed(stocked, ada.id).songs:
        bins.put(stocked, ada.id, [song["id"]])
    assert bins.empty(stocked, ada.id) == 2
    assert shelf.listed(stocked, ada.id).songs == []
    for song in shelf.listed(stocked, bob.id).songs:
        assert songs.midi_of(stocked, bob.id, song["id"])


def test_no_folder_is_no_fault(context: Context) -> None:
    user = accounts.sign_up(context, "Ada", "ada@example.org", "a whole rest")
    assert shelf.listed(context, user.id).songs == []
    assert demos.all_in(context.settings.demos) == ()
    assert demos.hero(context.settings.demos) is None


def test_demos_are_found_by_the_names_of_their_files(stocked: Context) -> None:
    folder = stocked.settings.demos
    assert [demo.name for demo in demos.all_in(folder)] == ["a", "b", "c"]
    found = demos.find(folder, "c")
    assert found is not None
    assert (found.title, found.genre, found.source) == ("Song c", "jazz", None)
    assert demos.find(folder, "no-midi") is None
    assert [demo.name for demo in demos.firsts(folder)] == ["a", "b"]


def test_a_demo_may_be_made_from_another_file(context: Context, tmp_path: Path) -> None:
    folder = tmp_path / "restyled"
    folder.mkdir()
    (tmp_path / "tune.mid").write_bytes(song_bytes(8))
    (folder / "rock-1.mid").write_bytes(song_bytes())
    (folder / "rock-1.json").write_text(json.dumps(SIDECAR | {"source": "../tune.mid"}))
    hero = demos.hero(folder)
    assert hero is not None
    assert hero.source == song_bytes(8)


def test_what_ships_is_whole() -> None:
    shipped = demos.all_in(paths.DEMOS)
    by_genre = Counter(demo.genre for demo in shipped)
    assert set(by_genre) == {path.parent.name for path in paths.MODELS.glob("*/model.keras")}
    assert set(by_genre.values()) == {3}
    assert len({demo.title for demo in shipped}) == 36
    assert sum(demo.source is not None for demo in shipped) >= 6
    for demo in shipped:
        assert all(row["ok"] for row in demo.facts["certificate"]), demo.name
        assert len(demo.data) < 50_000, demo.name
        assert demo.facts["originality"]["longest"] < 12, demo.name
