"""Mixes go on with their players, players join, candidates left out are written again."""

import pytest

from tests.conftest import Person
from tests.web.makers import composed, events, finished, rewritten, song_bytes, upload
from tests.web.test_edits import QUIET, put

pytestmark = pytest.mark.usefixtures("worker")

LEFT = {"verb": "pan", "track": 0, "position": -0.5}
SILENT = {"verb": "mute", "track": 0, "muted": True}
SOUND = {"verb": "instrument", "track": 0, "program": 40}


@pytest.mark.parametrize(
    ("to", "asked"),
    [
        ("regenerations", {"first_bar": 1, "last_bar": 2}),
        ("continuations", {"bars": 4, "as_take": True}),
        ("continuations", {"bars": 4}),
        ("joinings", {"role": "strings"}),
    ],
)
def test_the_mix_of_an_edited_take_goes_on_with_its_players(
    ada: Person, to: str, asked: dict[str, object]
) -> None:
    song = composed(ada)
    put(ada, f"/api/v1/songs/{song['id']}/takes/1", [QUIET, LEFT, SILENT, SOUND], 0)
    more = rewritten(ada, to, song_id=song["id"], **asked)
    take = f"/api/v1/songs/{more['id']}/takes/{more['take']}"
    melody, bass = ada.get(f"{take}/score").json["tracks"][:2]
    assert (melody["volume_db"], melody["pan"], melody["muted"]) == (0, -0.5, True)
    assert (bass["volume_db"], bass["pan"], bass["muted"]) == (-6, 0, False)
    base = ada.get(f"{take}/score?base=1").json["tracks"]
    assert [track["volume_db"] for track in base] == [0] * len(base), "written into the notes"


def test_a_new_band_has_a_new_mix(ada: Person) -> None:
    song = composed(ada)
    put(ada, f"/api/v1/songs/{song['id']}/takes/1", [QUIET], 0)
    other = rewritten(ada, "restyles", song_id=song["id"])
    assert ada.get(f"/api/v1/songs/{other['id']}/takes/1/edits").json["edits"] == []


def test_a_player_joins_as_one_more_take_or_makes_a_song_of_a_file(ada: Person) -> None:
    song = composed(ada)
    more = rewritten(ada, "joinings", song_id=song["id"], role="strings", program=48, last_bar=4)
    assert [(t["kind"], t["parent"]) for t in more["takes"]] == [("composed", None), ("joined", 1)]
    take = f"/api/v1/songs/{song['id']}/takes/2"
    # The base is the joined take's; the player is a step of the list, which can be taken back.
    base, first = (ada.get(f"{address}/score?base=1").json for address in (take, take[:-1] + "1"))
    assert base["tracks"] == first["tracks"]
    edits = ada.get(f"{take}/edits").json
    assert [edit["verb"] for edit in edits["edits"]] == ["write_track"]
    recipe = edits["edits"][0]["recipe"]
    assert (recipe["genre"], recipe["role"], recipe["last_bar"]) == ("jazz", "strings", 4)
    assert recipe["seed"] == more["takes"][1]["seed"]
    there = ada.get(f"{take}/score").json["tracks"]
    assert there[:-1] == first["tracks"]
    assert there[-1]["notes"]
    put(ada, take, [{**edits["edits"][0], "enabled": False}], edits["revision"])
    assert ada.get(f"{take}/score").json["tracks"] == first["tracks"]
    job = upload(ada, song_bytes(), to="joinings", role="strings").json["job"]
    assert (job["kind"], finished(ada, job)["kind"]) == ("joining", "joined")
    nobody = ada.send("POST", "/api/v1/joinings", json={"genre": "jazz", "song_id": song["id"]})
    assert (nobody.status_code, nobody.json["error"]["field"]) == (422, "role")


def test_a_candidate_that_was_left_out_is_written_again_alone(ada: Person) -> None:
    song = composed(ada, genre="dropping", candidates=3, seed=7)
    address = f"/api/v1/songs/{song['id']}"
    assert [take["number"] for take in song["takes"]] == [1, 3]
    job = ada.send("POST", f"{address}/takes/2/again").json["job"]
    assert (job["kind"], job["song_id"], len(job["candidates"])) == ("generation", song["id"], 1)
    events(ada, job)
    after = ada.get(address).json["song"]
    assert [take["number"] for take in after["takes"]] == [1, 2, 3]
    assert [take for take in after["takes"] if take["number"] != 2] == song["takes"]
    assert after["take"] == song["take"]
    assert after["takes"][1]["recipe"]
    assert after["takes"][1]["seed"] != 7
    there = ada.send("POST", f"{address}/takes/3/again")
    assert (there.status_code, there.json["error"]["message"]) == (422, "Take 3 is there.")
    assert ada.send("POST", f"{address}/takes/4/again").status_code == 404


def test_a_song_made_from_a_file_keeps_its_source_when_one_is_written_again(ada: Person) -> None:
    job = upload(ada, song_bytes(), genre="dropping", candidates=2).json["job"]
    song = finished(ada, job)
    address = f"/api/v1/songs/{song['id']}"
    again = ada.send("POST", f"{address}/takes/2/again").json["job"]
    assert events(ada, again)[-1][1] == "done"
    assert [take["kind"] for take in ada.get(address).json["song"]["takes"]] == ["restyled"] * 2
    assert len(ada.get(f"{address}/source").json["bars"]) == 4
