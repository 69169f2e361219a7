"""Edits over HTTP: kept on a take, refused by name, copied, baked; the base stays as it was."""

from typing import Any

import pytest

from backend.music import midi
from backend.settings import Settings
from tests.conftest import Person
from tests.web.makers import composed, rewritten

pytestmark = pytest.mark.usefixtures("worker")

QUIET = {"verb": "volume", "track": 1, "gain_db": -6}
HIGH = {"verb": "notes", "track": 0, "remove": [], "add": [[0, 480, 100, 90]]}


def put(person: Person, address: str, edits: list[Any], revision: int) -> Any:
    headers = {"If-Match": str(revision)}
    return person.send("PUT", f"{address}/edits", json={"edits": edits}, headers=headers)


def test_edits_change_what_is_heard_and_never_the_base(ada: Person) -> None:
    song = composed(ada)
    take = f"/api/v1/songs/{song['id']}/takes/1"
    before, data = ada.get(f"{take}/score").json, ada.get(f"{take}/midi").data
    chords = before["chords"]
    assert ada.get(f"{take}/edits").json == {"revision": 0, "edits": [], "chords": chords}
    kept = put(ada, take, [HIGH, QUIET], 0).json
    assert (kept["revision"], kept["edits"]) == (1, [HIGH, QUIET])
    after = ada.get(f"{take}/score").json
    assert [0, 480, 100, 90] in after["tracks"][0]["notes"]
    assert after["tracks"][1]["volume_db"] == -6
    assert after == ada.get(f"/api/v1/songs/{song['id']}/score").json
    heard = midi.read(ada.get(f"{take}/midi").data)
    assert heard.note_count == midi.read(data).note_count + 1
    assert heard.tracks[1].controls.tolist() == [(0, 7, 71)]
    assert ada.get(f"{take}/score?base=1").json == before
    assert ada.get(f"{take}/midi?base=1").data == data
    assert ada.get(f"/api/v1/songs/{song['id']}").json["song"]["takes"][0]["edits"] == 2
    put(ada, take, [], 1)
    assert ada.get(f"{take}/midi").data == data
    shown = ada.get(f"/api/v1/songs/{song['id']}").json["song"]
    assert shown == song | {"edited_at": shown["edited_at"]}


def test_what_the_take_is_known_by_follows_its_edits(ada: Person) -> None:
    song = composed(ada)
    longer = {"verb": "notes", "track": 1, "add": [[4 * 1920, 480, 40, 80]]}
    kept = put(ada, f"/api/v1/songs/{song['id']}/takes/1", [longer], 0).json
    shown = ada.get(f"/api/v1/songs/{song['id']}").json["song"]
    assert shown["bars"] == song["bars"] + 1
    assert [kept["take"]] == shown["takes"]


def test_a_list_that_was_changed_elsewhere_is_not_overwritten(ada: Person) -> None:
    take = f"/api/v1/songs/{composed(ada)['id']}/takes/1"
    put(ada, take, [QUIET], 0)
    late = put(ada, take, [], 0)
    assert late.status_code == 412
    assert late.json["error"]["code"] == "outdated"
    held = ada.get(f"{take}/edits").json
    assert (held["revision"], held["edits"]) == (1, [QUIET])
    unsaid = ada.send("PUT", f"{take}/edits", json={"edits": []})
    assert (unsaid.status_code, unsaid.json["error"]["field"]) == (422, "If-Match")


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        ({"verb": "wobble"}, "there is no verb “wobble”"),
        ({"verb": "mute", "track": 9, "muted": True}, "there is no track 9"),
        ({"verb": "mute", "track": 0}, "“muted” is missing"),
        ({"verb": "effects", "track": "recording", "chain": []}, "no recording plays beside"),
        ({"verb": "recording", "stretches": [[0, 0]]}, "no recording plays beside"),
        ({"verb": "mute", "track": 0, "muted": True, "loud": 1}, "it has no “loud”"),
    ],
)
def test_what_cannot_be_is_refused_by_name_and_leaves_the_list(
    ada: Person, edit: dict[str, Any], says: str
) -> None:
    take = f"/api/v1/songs/{composed(ada)['id']}/takes/1"
    put(ada, take, [QUIET], 0)
    refused = put(ada, take, [QUIET, edit], 1)
    assert refused.status_code == 422
    error = refused.json["error"]
    assert error["code"] == "edit_refused"
    assert error["message"].startswith("Edit 2")
    assert says in error["message"]
    assert error["field"] == "edits[1]"
    held = ada.get(f"{take}/edits").json
    assert (held["revision"], held["edits"]) == (1, [QUIET])


def test_a_list_is_copied_behind_that_of_another_song(ada: Person) -> None:
    one, other = composed(ada), composed(ada, seed=3)
    take = f"/api/v1/songs/{one['id']}/takes/1"
    target = f"/api/v1/songs/{other['id']}/takes/1"
    put(ada, take, [QUIET], 0)
    put(ada, target, [HIGH], 0)
    copied = ada.send("POST", f"{take}/edits/copies", json={"song_id": other["id"]})
    assert (copied.json["revision"], copied.json["edits"]) == (2, [HIGH, QUIET])
    assert ada.get(f"{target}/edits").json["edits"] == [HIGH, QUIET]
    assert ada.get(f"{take}/edits").json["edits"] == [QUIET]


def test_baking_keeps_players_who_have_nothing_to_play_yet(ada: Person) -> None:
    song = composed(ada)
    takes = f"/api/v1/songs/{song['id']}/takes"
    edits = [
        {"verb": "add_track", "name": "Flute", "program": 73},
        {"verb": "volume", "track": 2, "gain_db": -3},
        {"verb": "write_track", "name": "Oboe", "program": 68, "ticks_per_quarter": 480,
         "notes": [[0, 480, 72, 80]], "recipe": {"genre": "jazz", "seed": 1, "role": "pad"}},
        {"verb": "mute", "track": 3, "muted": True},
    ]  # fmt: skip
    assert put(ada, f"{takes}/1", edits, 0).status_code == 200
    before = ada.get(f"{takes}/1/score").json["tracks"]
    assert ada.send("POST", f"{takes}/1/bake").status_code == 201
    after = ada.get(f"{takes}/2/score").json["tracks"]
    names = [track["name"] for track in before]
    assert [track["name"] for track in after] == [*names[:2], "Oboe", "Flute"]
    flute = after[3]
    assert (flute["program"], flute["volume_db"], flute["notes"]) == (73, -3, [])
    assert [track["name"] for track in after if track.get("muted")] == ["Oboe"]
    kept = ada.get(f"{takes}/2/edits").json["edits"]
    write = {"verb": "notes", "track": len(after) - 1, "remove": [], "add": [[0, 480, 90, 90]]}
    assert put(ada, f"{takes}/2", [*kept, write], 0).status_code == 200
    assert ada.get(f"{takes}/2/score").json["tracks"][-1]["notes"] == [[0, 480, 90, 90]]


def test_a_take_without_notes_is_not_baked(ada: Person) -> None:
    song = composed(ada)
    take = f"/api/v1/songs/{song['id']}/takes/1"
    count = len(ada.get(f"{take}/score").json["tracks"])
    gone = [{"verb": "remove_track", "track": 0}] * count
    added = {"verb": "add_track", "name": "Flute", "program": 73}
    assert put(ada, take, [added, *gone], 0).status_code == 200
    refused = ada.send("POST", f"{take}/bake")
    assert refused.status_code == 422
    assert "no note to keep" in refused.json["error"]["message"]


def test_baking_makes_a_take_that_sounds_the_same(ada: Person, settings: Settings) -> None:
    song = composed(ada)
    take = f"/api/v1/songs/{song['id']}/takes/1"
    mute = {"verb": "mute", "track": 1, "muted": True}
    put(ada, take, [HIGH, mute], 0)
    made = ada.send("POST", f"{take}/bake")
    assert made.status_code == 201
    first, baked = made.json["song"]["takes"]
    assert (baked["number"], baked["kind"], baked["parent"]) == (2, "edited", 1)
    assert made.json["song"]["take"] == 2
    assert baked["recipe"]["edits"] == [HIGH, mute]
    assert first["edits"] == 2
    assert ada.get(f"/api/v1/songs/{song['id']}/takes/2/edits").json["edits"] == [mute]
    whole = ada.get(f"/api/v1/songs/{song['id']}/takes/2/score?base=1").json
    edited = ada.get(f"{take}/score").json
    assert [t["notes"] for t in whole["tracks"]] == [t["notes"] for t in edited["tracks"]]
    assert len(list(settings.songs.glob("songs/*.mid"))) == 2


def test_the_engine_goes_on_from_the_edited_notes(ada: Person) -> None:
    song = composed(ada)
    put(ada, f"/api/v1/songs/{song['id']}/takes/1", [HIGH], 0)
    other = rewritten(ada, "restyles", song_id=song["id"], strength=80)
    source = ada.get(f"/api/v1/songs/{other['id']}/source").json
    assert [0, 480, 100, 90] in source["tracks"][0]["notes"]


def test_every_verb_has_a_schema(ada: Person) -> None:
    schema = ada.get("/api/v1/edits/schema").json["edits"]
    assert schema["items"]["discriminator"]["mapping"].keys() >= {"notes", "volume", "mute"}
