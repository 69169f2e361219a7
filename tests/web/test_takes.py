"""A song keeps all its takes: listed, heard, chosen, added to, and deleted with it."""

import pytest

from backend.settings import Settings
from tests.conftest import Person
from tests.web.makers import composed, events, rewritten, song_bytes, upload

pytestmark = pytest.mark.usefixtures("worker")


def test_every_candidate_is_a_take_and_the_best_is_chosen(ada: Person, settings: Settings) -> None:
    song = composed(ada, candidates=3, seed=7)
    assert [(take["number"], take["rank"]) for take in song["takes"]] == [(1, 3), (2, 2), (3, 1)]
    assert song["take"] == 3
    assert len(list(settings.songs.glob("songs/*.mid"))) == 3
    address = f"/api/v1/songs/{song['id']}"
    files = [ada.get(f"{address}/takes/{n}/midi").data for n in (1, 2, 3)]
    assert len(set(files)) == 3
    assert ada.get(f"{address}/midi").data == files[2]
    # The fake finds its last candidate the best; it has the bytes of seed 9 alone.
    alone = composed(ada, seed=9)
    assert ada.get(f"/api/v1/songs/{alone['id']}/midi").data == files[2]


def test_another_take_can_be_chosen(ada: Person) -> None:
    song = composed(ada, candidates=2)
    address = f"/api/v1/songs/{song['id']}"
    changed = ada.send("PATCH", address, json={"take": 1}).json["song"]
    assert (song["take"], changed["take"]) == (2, 1)
    assert changed["title"] == song["title"]
    assert ada.get(f"{address}/midi").data == ada.get(f"{address}/takes/1/midi").data
    assert ada.get(f"{address}/score").json == ada.get(f"{address}/takes/1/score").json
    for take in (3, 99):
        refused = ada.send("PATCH", address, json={"take": take})
        assert refused.status_code == 404
        assert refused.json["error"]["message"] == f"This song has no take {take}."
        assert ada.get(f"{address}/takes/{take}/score").status_code == 404
    assert ada.get(address).json["song"] == changed


def test_regenerated_bars_are_more_takes_of_the_same_song(ada: Person, settings: Settings) -> None:
    song = composed(ada, seed=1)
    first = ada.get(f"/api/v1/songs/{song['id']}/midi").data
    more = rewritten(
        ada, "regenerations", song_id=song["id"], first_bar=2, last_bar=3, tracks=[0],
        candidates=2, seed=50,
    )  # fmt: skip
    assert more["id"] == song["id"]
    assert [(t["number"], t["kind"], t["parent"]) for t in more["takes"]] == [
        (1, "composed", None), (2, "regenerated", 1), (3, "regenerated", 1),
    ]  # fmt: skip
    assert more["take"] == 3
    assert more["takes"][0] == song["takes"][0]
    assert ada.get(f"/api/v1/songs/{song['id']}/takes/1/midi").data == first
    assert list(settings.songs.glob("sources/*.mid")) == []
    of_second = rewritten(ada, "regenerations", song_id=song["id"], take=2, first_bar=1, last_bar=1)
    assert of_second["takes"][3]["parent"] == 2


def test_a_job_says_which_takes_it_came_to(ada: Person) -> None:
    song = composed(ada)
    asked = {"genre": "jazz", "song_id": song["id"], "first_bar": 1, "last_bar": 2}
    job = ada.send("POST", "/api/v1/regenerations", json={**asked, "candidates": 2}).json["job"]
    assert (job["song_id"], job["takes"]) == (song["id"], [])
    events(ada, job)
    assert ada.get(f"/api/v1/jobs/{job['id']}").json["job"]["takes"] == [3, 2]


def test_copied_bars_are_written_again_in_one_call(ada: Person) -> None:
    song = composed(ada, genre="copying")
    assert song["takes"][0]["originality"]["copied_bars"] == [2, 3]
    job = ada.send("POST", f"/api/v1/songs/{song['id']}/rerolls", json={}).json["job"]
    assert job["kind"] == "reroll"
    events(ada, job)
    address = f"/api/v1/songs/{song['id']}"
    takes = ada.get(address).json["song"]["takes"]
    assert [take["kind"] for take in takes] == ["composed", "rerolled"]
    assert takes[1]["originality"]["copied_bars"] == []
    refused = ada.send("POST", f"{address}/rerolls", json={})
    assert refused.status_code == 422
    assert refused.json["error"]["message"] == "No bar of this take is copied."


@pytest.mark.parametrize(
    ("to", "kind", "more"),
    [
        ("restyles", "restyled", {"strength": 80}),
        ("continuations", "continued", {"bars": 4}),
        ("harmonisations", "harmonised", {}),
    ],
)
def test_what_makes_another_piece_of_a_song_leaves_the_song(
    ada: Person, to: str, kind: str, more: dict[str, int]
) -> None:
    song = composed(ada)
    ada.send("PATCH", f"/api/v1/songs/{song['id']}", json={"title": "Mill stream"})
    other = rewritten(ada, to, song_id=song["id"], **more)
    assert other["id"] != song["id"]
    assert (other["kind"], other["title"], other["source"]) == (kind, "Mill stream", True)
    assert other["bars"] == 4 + more.get("bars", 0)
    assert ada.get(f"/api/v1/songs/{song['id']}").json["song"]["takes"] == song["takes"]
    ada.send("DELETE", f"/api/v1/songs/{song['id']}")
    assert len(ada.get(f"/api/v1/songs/{other['id']}/source").json["bars"]) == 4


def test_a_continuation_may_be_more_takes_of_the_song(ada: Person) -> None:
    song = composed(ada)
    asked = {"genre": "jazz", "song_id": song["id"], "bars": 4, "as_take": True}
    job = ada.send("POST", "/api/v1/continuations", json=asked).json["job"]
    assert job["song_id"] == song["id"]
    events(ada, job)
    takes = ada.get(f"/api/v1/songs/{song['id']}").json["song"]["takes"]
    assert [(take["kind"], take["parent"], take["bars"]) for take in takes] == [
        ("composed", None, 4), ("continued", 1, 8),
    ]  # fmt: skip
    assert len(ada.get("/api/v1/songs").json["songs"]) == 1


@pytest.mark.parametrize("to", ["continuations", "harmonisations", "regenerations"])
def test_a_file_will_do_as_well(ada: Person, settings: Settings, to: str) -> None:
    more = {"first_bar": 1, "last_bar": 2, "tracks": "[0]"} if to == "regenerations" else {}
    response = upload(ada, song_bytes(), "Old tune.mid", to=to, candidates=2, **more)
    assert response.status_code == 202, response.text
    events(ada, response.json["job"])
    (song,) = ada.get("/api/v1/songs").json["songs"]
    assert (song["title"], song["source"]) == ("Old tune", True)
    assert ada.send("DELETE", f"/api/v1/songs/{song['id']}").status_code == 204
    assert ada.send("DELETE", "/api/v1/bin").json == {"songs": 1}
    assert list(settings.songs.glob("**/*.mid")) == []


def test_what_cannot_be_asked_is_refused_before_anything_is_queued(ada: Person) -> None:
    song = composed(ada)
    cases = [
        ("regenerations", {"first_bar": 1, "last_bar": 99}, 422, None),
        ("regenerations", {"first_bar": 1}, 422, "last_bar"),
        ("continuations", {"bars": 0}, 422, "bars"),
        ("restyles", {"song_id": "nothing"}, 404, None),
        ("restyles", {"take": 9}, 404, None),
        ("harmonisations", {"song_id": None}, 422, "file"),
    ]
    for to, asked, status, field in cases:
        body = {"genre": "jazz", "song_id": song["id"], **asked}
        response = ada.send("POST", f"/api/v1/{to}", json=body)
        assert response.status_code == status, (to, asked, response.text)
        assert response.json["error"]["field"] == field, (to, asked)


def test_nobody_works_on_the_songs_of_others(ada: Person, bob: Person) -> None:
    song = composed(ada)
    for to in ("restyles", "continuations", "harmonisations", "regenerations"):
        body = {"genre": "jazz", "song_id": song["id"], "first_bar": 1, "last_bar": 1}
        if to != "regenerations":
            body = {"genre": "jazz", "song_id": song["id"]}
        assert bob.send("POST", f"/api/v1/{to}", json=body).status_code == 404


def test_a_song_deleted_meanwhile_gets_no_takes(ada: Person, settings: Settings) -> None:
    song = composed(ada)
    body = {"genre": "slow", "song_id": song["id"], "first_bar": 1, "last_bar": 2}
    job = ada.send("POST", "/api/v1/regenerations", json=body).json["job"]
    assert ada.send("DELETE", f"/api/v1/songs/{song['id']}").status_code == 204
    assert ada.send("DELETE", "/api/v1/bin").json == {"songs": 1}
    assert events(ada, job)[-1][1] == "failed"
    error = ada.get(f"/api/v1/jobs/{job['id']}").json["job"]["error"]
    assert error["message"] == "The song was deleted while this was written."
    assert list(settings.songs.glob("**/*.mid")) == []


def test_moods_and_plans(ada: Person) -> None:
    assert ada.get("/api/v1/moods").json["moods"]["calm"]["tempo"] == [60, 84]
    asked = {"genre": "jazz", "bars": 4, "mood": "calm", "energy": [20, 80], "register": 60}
    planned = ada.send("POST", "/api/v1/plans", json=asked).json
    assert len(planned["plan"]["bars"]) == 4
    assert planned["seed"] >= 0
    song = composed(ada, **asked, plan=planned["plan"], seed=planned["seed"])
    assert song["seed"] == planned["seed"]
    refused = ada.send("POST", "/api/v1/plans", json={"genre": "jazz", "mood": "sour"})
    assert refused.status_code == 422


def test_takes_are_named_and_starred(ada: Person) -> None:
    song = composed(ada, candidates=2)
    address = f"/api/v1/songs/{song['id']}/takes/2"
    named = ada.send("PATCH", address, json={"name": " Brushes  in "}).json["song"]["takes"]
    assert [take["name"] for take in named] == [None, "Brushes in"]
    starred = ada.send("PATCH", address, json={"starred": True}).json["song"]["takes"]
    assert [(take["name"], take["starred"]) for take in starred] == [
        (None, False), ("Brushes in", True),
    ]  # fmt: skip
    assert ada.send("PATCH", address, json={"name": ""}).json["song"]["takes"][1]["name"] is None
    assert ada.send("PATCH", address, json={"name": "n" * 61}).status_code == 422


def test_a_deleted_take_leaves_the_tree_whole_and_comes_back(ada: Person) -> None:
    song = composed(ada)
    for take in (1, 2):
        rewritten(ada, "regenerations", song_id=song["id"], take=take, first_bar=1, last_bar=1)
    address = f"/api/v1/songs/{song['id']}"
    before = ada.get(address).json["song"]
    assert [(t["number"], t["parent"]) for t in before["takes"]] == [(1, None), (2, 1), (3, 2)]
    after = ada.send("DELETE", f"{address}/takes/2").json["song"]
    assert [(t["number"], t["parent"]) for t in after["takes"]] == [(1, None), (3, 1)]
    assert after["deleted_takes"] == [{"number": 2, "name": None, "kind": "regenerated"}]
    for refused in ("takes/2/score", "takes/2/midi"):
        assert ada.get(f"{address}/{refused}").status_code == 404
    gone = ada.get(f"{address}/takes/2/edits").json["error"]
    assert gone["message"] == "Take 2 of this song was deleted."
    assert "bring it back" in gone["cure"]
    more = rewritten(ada, "regenerations", song_id=song["id"], take=1, first_bar=1, last_bar=1)
    assert [take["number"] for take in more["takes"]] == [1, 3, 4]
    back = ada.send("POST", f"{address}/takes/2/restore").json["song"]
    assert back["takes"][:3] == before["takes"]
    assert ada.send("POST", f"{address}/takes/2/restore").status_code == 404


def test_another_take_is_chosen_when_the_chosen_one_goes(ada: Person) -> None:
    song = composed(ada, candidates=3)  # the fake finds 3 best, then 2
    address = f"/api/v1/songs/{song['id']}"
    assert ada.send("DELETE", f"{address}/takes/3").json["song"]["take"] == 2
    ada.send("PATCH", f"{address}/takes/1", json={"starred": True})
    assert ada.send("DELETE", f"{address}/takes/2").json["song"]["take"] == 1
    refused = ada.send("DELETE", f"{address}/takes/1")
    assert refused.status_code == 422
    assert refused.json["error"]["message"] == "This is the only take of the song."
