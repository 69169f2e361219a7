"""Recordings through the API: listened to, kept, played by parts, and gone with their song."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from backend.settings import Settings
from tests.conftest import PASSWORD, AppMaker, Person
from tests.music.hearing.files import film, tone, wav
from tests.web.makers import PNG, events, finished, song_bytes, upload
from tests.web.test_edits import put
from tests.web.test_exports import made

KIND = "audio/wav"


def steps(path: Path) -> bytes:
    """Twelve notes, half a second each."""
    rate = 22_050
    fade = np.minimum(1, np.arange(rate // 2)[::-1] / 4_000).astype("<f4")
    pitches = 2 * (262, 330, 392, 523, 392, 330)
    sound = [tone(0.5, rate, f) * fade + 0.5 * tone(0.5, rate, 2 * f) * fade for f in pitches]
    return wav(path, np.concatenate(sound), rate).read_bytes()


@pytest.fixture
def sound(tmp_path: Path) -> bytes:
    return steps(tmp_path / "steps.wav")


def bring(person: Person, data: bytes, name: str = "Six steps.wav", kind: str = KIND):
    address = "/api/v1/recordings"
    return person.send(
        "POST", address, query_string={"filename": name}, data=data, content_type=kind
    )


def stored(settings: Settings) -> list[str]:
    return sorted(p.parent.name for p in settings.songs.glob("*/*") if p.is_file())


@pytest.mark.usefixtures("worker")
def test_a_recording_becomes_a_song_and_stays_beside_it(
    ada: Person, bob: Person, sound: bytes, settings: Settings
) -> None:
    response = bring(ada, sound)
    assert response.status_code == 202, response.text
    job = response.json["job"]
    assert (job["kind"], job["bars"]) == ("transcription", 100)
    song = finished(ada, job)
    assert (song["title"], song["kind"], song["genre"]) == ("Six steps", "transcribed", "general")
    assert song["recording"]["kind"] == "wav"
    assert song["recording"]["seconds"] == pytest.approx(6, abs=0.05)
    assert song["recording"]["bytes"] == len(sound)
    told = [kind for _, kind, _ in events(ada, job)]
    assert told[-1] == "done"
    assert "listening" in told
    # A rendering has it in, unless it is muted; its strip is made of edits.
    take = f"/api/v1/songs/{song['id']}/takes/1"
    both = made(ada, song, "stems")
    put(ada, take, [{"verb": "mute", "track": "recording", "muted": True}], 0)
    alone = made(ada, song, "stems")
    stems = [zipfile.ZipFile(io.BytesIO(data)).namelist() for data in (both, alone)]
    assert stems[0] == [*stems[1], f"{len(stems[0]):02} Recording.wav"]
    # Where all players are muted, it is rendered alone, for as long as they would play.
    players = range(len(stems[1]))
    mutes = [{"verb": "mute", "track": number, "muted": True} for number in players]
    assert put(ada, take, mutes, 1).status_code == 200
    with zipfile.ZipFile(io.BytesIO(made(ada, song, "stems"))) as archive:
        assert archive.namelist() == ["01 Recording.wav"]
        samples, rate = soundfile.read(io.BytesIO(archive.read("01 Recording.wav")))
    loud = np.flatnonzero(np.abs(samples).max(axis=1) > 0.05) / rate
    assert loud[-1] > 5
    assert soundfile.info(io.BytesIO(made(ada, song, "mp3"))).duration >= len(samples) / rate
    put(ada, take, [], 2)
    score = ada.get(f"/api/v1/songs/{song['id']}/score").json
    assert {60, 64, 67} <= {note[2] for track in score["tracks"] for note in track["notes"]}

    address = f"/api/v1/songs/{song['id']}/recording"
    with ada.get(address) as whole:
        assert (whole.data, whole.mimetype) == (sound, "audio/wav")
    with ada.get(address, headers={"Range": "bytes=100-199"}) as part:
        assert (part.status_code, part.data) == (206, sound[100:200])
    assert bob.get(address).status_code == 404

    copy = ada.send("POST", f"/api/v1/songs/{song['id']}/copies").json["song"]
    with ada.get(f"/api/v1/songs/{copy['id']}/recording") as again:
        assert again.data == sound
    with zipfile.ZipFile(io.BytesIO(ada.get("/account/export").data)) as archive:
        kept = [name for name in archive.namelist() if name.endswith("recording.wav")]
        assert [archive.read(name) for name in kept] == [sound, sound]

    restyled = ada.send("POST", "/api/v1/restyles", json={"genre": "jazz", "song_id": song["id"]})
    assert restyled.status_code == 202
    assert finished(ada, restyled.json["job"])["recording"] is None
    ada.send("DELETE", f"/api/v1/songs/{song['id']}")
    assert stored(settings).count("recordings") == 2
    ada.send("DELETE", f"/api/v1/bin/{song['id']}")
    assert stored(settings).count("recordings") == 1
    ada.post("/account/delete", {"password": PASSWORD})
    assert stored(settings) == []


BAD = {
    "empty": (b"", 422, "no recording"),
    "a picture": (PNG, 400, "not a recording that we can read"),
    "a MIDI file": (song_bytes(), 400, "not a recording that we can read"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_recording_is_refused_at_once_and_leaves_nothing(
    name: str, ada: Person, settings: Settings
) -> None:
    data, status, said = BAD[name]
    response = bring(ada, data)
    assert response.status_code == status
    assert said in response.json["error"]["message"]
    assert response.json["error"]["cure"]
    assert stored(settings) == []


@pytest.mark.usefixtures("worker")
def test_a_film_is_refused_by_the_worker_with_the_cure(
    ada: Person, tmp_path: Path, settings: Settings
) -> None:
    job = bring(ada, film(tmp_path / "film.mp4").read_bytes(), kind="audio/mp4").json["job"]
    assert events(ada, job)[-1][1] == "failed"
    error = ada.get(f"/api/v1/jobs/{job['id']}").json["job"]["error"]
    assert error["code"] == "unreadable_audio"
    assert "This is a film" in error["message"]
    assert stored(settings) == []


def test_a_form_is_told_how_to_send_it(ada: Person) -> None:
    response = bring(ada, b"file=x", kind="application/x-www-form-urlencoded")
    assert response.status_code == 422
    assert "Content-Type" in response.json["error"]["cure"]


def test_one_that_is_cancelled_leaves_nothing(
    ada: Person, sound: bytes, settings: Settings
) -> None:
    job = bring(ada, sound).json["job"]
    assert stored(settings) == ["recordings"]
    ada.send("DELETE", f"/api/v1/jobs/{job['id']}")
    assert stored(settings) == []


def test_one_recording_and_all_together_have_a_limit(
    settings: Settings, make_app: AppMaker, sound: bytes
) -> None:
    small = replace(settings, recording_bytes=len(sound), recordings_bytes=2 * len(sound) - 1)
    ada = Person(make_app(small).test_client())
    ada.sign_up("ada@example.org")
    assert bring(ada, sound + b"x").status_code == 413
    assert bring(ada, sound).status_code == 202
    full = bring(ada, sound)
    assert full.status_code == 413
    assert "Your recordings" in full.json["error"]["message"]
    assert len(stored(settings)) == 1


def test_a_recording_may_be_larger_than_other_uploads(ada: Person, settings: Settings) -> None:
    data = bytes(settings.upload_bytes + 100_000)
    assert bring(ada, b"fLaC" + data).status_code == 202
    assert upload(ada, data).status_code == 413


def test_the_web_never_loads_the_network() -> None:
    import subprocess
    import sys

    code = (
        "import sys, backend.app, backend.worker;"
        "print([m for m in ('onnxruntime', 'av', 'basic_pitch') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
