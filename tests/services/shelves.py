"""Songs for the tests of the library: written straight into it, without a worker."""

from typing import Any

from backend.db import Song, Take, new_id
from backend.services import catalogue
from backend.services.context import Context
from tests.web.makers import song_bytes


def shelved(context: Context, user_id: str, title: str, **known: Any) -> Song:
    """A song with one take; `known` are columns of it, or facts of the take."""
    facts = {name: known.pop(name) for name in ("key", "tempo") if name in known}
    facts["recipe"] = {"request": {"mood": known.pop("mood", None)}}
    key = f"songs/{new_id()}-0.mid"
    context.files.put(key, song_bytes())
    columns = {"kind": "composed", "genre": "jazz", **known}
    song = Song(user_id=user_id, title=title, **columns)
    song.takes = [Take(number=1, kind=columns["kind"], file_key=key, facts=facts)]
    context.session.add(song)
    context.session.flush()
    catalogue.enter(song)
    context.session.commit()
    return song
