"""Songs, jobs and MIDI bytes for the tests of the web."""

import struct
from typing import Any

import numpy as np
from werkzeug.test import TestResponse

from backend.music import midi
from backend.music.score import NOTE, Score, Track
from tests.conftest import Person
from tests.fakes import score_of

JSON = dict[str, Any]


def generate(person: Person, **asked: Any) -> JSON:
    """Queue a generation; its job."""
    response = person.send(
        "POST", "/api/v1/generations", json={"genre": "jazz", "bars": 4, **asked}
    )
    assert response.status_code == 202, response.text
    return response.json["job"]


def upload(
    person: Person, data: bytes, filename: str = "song.mid", to: str = "restyles", **asked: Any
) -> TestResponse:
    """Ask for something to be made of `data`: by default a restyle."""
    return send_file(person, f"/api/v1/{to}", "file", filename, data, **{"genre": "jazz", **asked})


def send_file(
    person: Person, address: str, field: str, filename: str, data: bytes, **more: Any
) -> TestResponse:
    """Post a form with a file in it."""
    # Written by hand: the test client would put large bodies into a file and forget to close it.
    mark = "----cadenza"
    body = "".join(
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in more.items()
    )
    body += f'--{mark}\r\nContent-Disposition: form-data; name="{field}"; filename="{filename}"\r\n'
    whole = body.encode() + b"\r\n" + data + f"\r\n--{mark}--\r\n".encode()
    kind = f"multipart/form-data; boundary={mark}"
    return person.send("POST", address, data=whole, content_type=kind)


def events(person: Person, job: JSON, **options: Any) -> list[tuple[int, str, str]]:
    """(id, kind, data) of all events until the job has ended."""
    response = person.get(f"/api/v1/jobs/{job['id']}/events", **options)
    assert response.mimetype == "text/event-stream"
    found = []
    for block in response.text.strip().split("\n\n"):
        if block.startswith(":"):
            continue
        lines = dict(line.split(": ", 1) for line in block.split("\n"))
        found.append((int(lines["id"]), lines["event"], lines["data"]))
    return found


def finished(person: Person, job: JSON) -> JSON:
    """The song that a job came to; waits for it."""
    assert events(person, job)[-1][1] == "done"
    song_id = person.get(f"/api/v1/jobs/{job['id']}").json["job"]["song_id"]
    return person.get(f"/api/v1/songs/{song_id}").json["song"]


def composed(person: Person, **asked: Any) -> JSON:
    """A song that was composed for `person`; needs a worker."""
    return finished(person, generate(person, **asked))


def rewritten(person: Person, to: str, **asked: Any) -> JSON:
    """The song that came of asking `to` do something with a song of one's own."""
    response = person.send("POST", f"/api/v1/{to}", json={"genre": "jazz", **asked})
    assert response.status_code == 202, response.text
    return finished(person, response.json["job"])


def song_bytes(bars: int = 4) -> bytes:
    """A MIDI file with a melody and a bass."""
    return midi.write(score_of(bars))


def drums_only() -> bytes:
    notes = np.zeros(16, NOTE)
    notes["onset"], notes["duration"] = np.arange(16) * 480, 240
    notes["pitch"], notes["velocity"] = 38, 100
    return midi.write(Score(480, (Track(notes, is_drum=True),)))


def one_note() -> bytes:
    notes = np.array([(0, 480, 60, 90)], NOTE)
    return midi.write(Score(480, (Track(notes),)))


def many_tracks(count: int) -> bytes:
    """A file of `count` tracks of one note each."""
    body = b"\x00\x90\x3c\x40\x60\x80\x3c\x40\x00\xff\x2f\x00"
    track = b"MTrk" + struct.pack(">I", len(body)) + body
    return b"MThd" + struct.pack(">IHHH", 6, 1, count, 480) + track * count


PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
