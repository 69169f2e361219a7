"""Measure how fast every page and JSON answer comes with a library of thousands of songs."""

import json
import os
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

GOAL = 0.05  # seconds at the median
SONGS = 10_000
SHARED = 0.3  # of them are in the gallery
_WORDS = ("harbour", "night", "ferry", "lantern", "copper", "rain", "paper", "moon", "kitchen")
_MOODS = ("", "", "calm", "sad", "bright")
_PROMPTS = ("", "late ferry home, brushes, a clarinet that listens", "slow and sparse, no drums")


def stocked(instance: Path, songs: int = SONGS) -> Any:
    """An application over a library of `songs` songs of mo@example.org.

    The takes carry the papers of the demo songs, so that rows are as large as real ones.
    """
    from backend.app import create_app
    from backend.commands import prepare
    from backend.db.extension import db
    from backend.services import accounts
    from backend.settings import Settings
    from backend.web.parts import context

    settings = Settings(instance=instance)
    prepare(settings)
    app = create_app(settings)
    app.testing = True
    with app.test_request_context():
        user_id = accounts.sign_up(context(), "Mo", "mo@example.org", "a whole rest").id
        _fill(context(), user_id, songs)
        db.engine.dispose()
    return app


def measure(rounds: int, songs: int = SONGS) -> list[dict[str, Any]]:
    """Median seconds of processor time and by the clock of every address; the slowest first."""
    from backend.app import settle

    with tempfile.TemporaryDirectory() as folder:
        app = stocked(Path(folder), songs)
        settle()  # as the server does it
        member, visitor = app.test_client(), app.test_client()
        page = member.get("/sign-in").text
        token = page.split('name="csrf-token" content="')[1].split('"')[0]
        form = {"csrf_token": token, "email": "mo@example.org", "password": "a whole rest"}
        assert member.post("/sign-in", data=form).status_code == 302
        found = [_timed(member, address, rounds) for address in _addresses(member)]
        found += [_timed(visitor, address, rounds, "visitor") for address in _open(visitor)]
    return sorted(found, key=lambda row: -row["seconds"])


def _timed(client: Any, address: str, rounds: int, who: str = "") -> dict[str, Any]:
    worked, waited, size = [], [], 0
    for _ in range(rounds + 1):
        begun = time.perf_counter(), time.process_time()
        answer = client.get(address)
        waited.append(time.perf_counter() - begun[0])
        worked.append(time.process_time() - begun[1])
        assert answer.status_code == 200, (address, answer.status_code)
        size = len(answer.data)
    return {
        "address": f"{address[:56]}{' (visitor)' if who else ''}",
        "seconds": statistics.median(worked[1:]),  # the first one fills caches
        "wall": statistics.median(waited[1:]),
        "bytes": size,
    }


def table(found: list[dict[str, Any]]) -> str:
    """The measurements as lines of text: processor time, time by the clock, size."""
    lines = [
        f"  {row['address']:<66} {row['seconds'] * 1000:6.1f} ms {row['wall'] * 1000:6.1f} ms "
        f"{row['bytes'] / 1000:6.0f} kB" + ("" if row["wall"] < GOAL else "  over the goal")
        for row in found
    ]
    load = "no load known" if not hasattr(os, "getloadavg") else f"load {os.getloadavg()[0]:.1f}"
    return "\n".join([f"processor time, time by the clock, size; {load} at the end", *lines])


def _addresses(client: Any) -> list[str]:
    """The pages and JSON answers for one who is signed in, those of the library in many ways."""
    first = client.get("/api/v1/songs").json
    song, cursor = first["songs"][0]["id"], first["next_cursor"]
    for _ in range(20):
        cursor = client.get(f"/api/v1/songs?limit=100&cursor={cursor}").json["next_cursor"]
    tag = client.get("/api/v1/tags").json["tags"][0]["id"]
    ways = ["", f"?cursor={cursor}", "?sort=title", "?sort=tempo", "?sort=played", "?q=smoky",
            "?q=ferry+c+major", "?genre=jazz&genre=folk&from=80&to=120", f"?tag={tag}",
            "?favourites=1&kind=restyled"]  # fmt: skip
    return [
        *(f"/library{way}" for way in ways),
        *(f"/api/v1/songs{way}" for way in ("", f"?cursor={cursor}", "?q=ferry", "?sort=title")),
        "/library/bin", "/library/bin/empty", "/api/v1/bin", "/api/v1/tags",
        "/api/v1/songs/facets", f"/api/v1/songs/{song}", f"/api/v1/songs/{song}/score",
        f"/api/v1/songs/{song}/midi", f"/studio/{song}", "/studio", "/account",
        f"/library/{song}/share", "/gallery", "/account/delete",
        "/api/v1/edits/schema", f"/api/v1/songs/{song}/takes/1/edits",
        f"/api/v1/songs/{song}/takes/1/score", f"/api/v1/songs/{song}/takes/1/midi",
        "/api/v1/models", "/api/v1/moods", "/api/v1/health", "/api/docs", "/api/openapi.json",
    ]  # fmt: skip


def _open(client: Any) -> list[str]:
    """The pages and JSON answers for a visitor, with a gallery of thousands."""
    page = client.get("/gallery").text
    key = page.split('data-key="')[1].split('"')[0]
    older = page.split("cursor=")[1].split('"')[0]
    shared = [f"/s/{key}{way}" for way in ("", "/embed", "/report", "/cover.png")]
    return [
        "/", "/sign-in", "/sign-up", "/forgot", "/models", "/models/jazz", "/s/jazz-3",
        "/gallery", f"/gallery?cursor={older}", "/gallery?q=ferry+mo", "/gallery?genre=jazz",
        *shared, f"/api/v1/shared/{key}/score", "/api/v1/shared/jazz-3/source",
    ]  # fmt: skip


def _fill(context: Any, user_id: str, songs: int) -> None:
    from backend.db import Share, Song, Tag, Take, User, new_id
    from backend.music import midi
    from backend.music.theory.portrait import portrait
    from backend.paths import ROOT
    from backend.services import catalogue, placards
    from backend.services.facts import facts_of

    draw = random.Random(7)
    demos = []
    for path in sorted((ROOT / "data" / "demos").glob("*.mid")):
        told = json.loads(path.with_suffix(".json").read_text("utf-8"))
        context.files.put(f"songs/{path.stem}.mid", path.read_bytes())
        score = midi.read(path.read_bytes())
        drawn = portrait(score).tobytes().hex()
        demos.append((path.stem, told, facts_of(score) | told, drawn))
    maker, shares = context.session.get_one(User, user_id), []
    tags = [Tag(user_id=user_id, name=word, folded=word) for word in _WORDS]
    context.session.add_all(tags)
    now = time.time()
    for number in range(songs):
        stem, told, facts, drawn = draw.choice(demos)
        request = {"mood": draw.choice(_MOODS)}
        facts = facts | {"tempo": draw.gauss(105, 30), "recipe": {"request": request}}
        edited = now - draw.random() * 1e7
        song = Song(
            id=new_id(), user_id=user_id, kind=draw.choice(("composed", "composed", "restyled")),
            title=" ".join(draw.sample(_WORDS, 2)).capitalize(), genre=told["genre"],
            prompt=draw.choice(_PROMPTS), favourite=draw.random() < 0.1, created_at=edited,
            edited_at=edited, played_at=edited if draw.random() < 0.3 else None,
            deleted_at=now if draw.random() < 0.02 else None,
            tags=draw.sample(tags, draw.choice((0, 0, 1, 2))),
        )  # fmt: skip
        song.takes = [
            Take(number=1 + k, kind=song.kind, file_key=f"songs/{stem}.mid", facts=facts)
            for k in range(draw.choice((1, 1, 2, 4)))
        ]
        catalogue.enter(song)
        context.session.add(song)
        if draw.random() < SHARED:
            words = placards.text_of(song, maker)
            shares.append(Share(
                song_id=song.id, public=True, genre=song.genre, search=words, portrait=drawn,
                created_at=edited,
            ))  # fmt: skip
        if number % 500 == 499:
            context.session.flush()  # a share does not know by itself that it comes after its song
            context.session.add_all(shares)
            shares.clear()
            context.session.commit()
            context.session.expunge_all()
            tags = [context.session.merge(tag) for tag in tags]
            maker = context.session.get_one(User, user_id)
    context.session.commit()


if __name__ == "__main__":
    print(table(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 5)))
