"""Every route of the application, with addresses that lead to something of a user's."""

import re
from dataclasses import dataclass, field
from typing import Any

from apiflask import APIFlask
from werkzeug.routing import Rule

from backend.db import Song, Take
from backend.music import midi
from backend.services import accounts
from backend.services.facts import facts_of
from backend.web.parts import context
from tests.conftest import Person
from tests.web.makers import generate, song_bytes

SONG = "songsongsongsong"


@dataclass
class Owner:
    """A signed-in user with a song; both are made anew when a route has taken them away."""

    app: APIFlask
    person: Person
    email: str = "ada@example.org"
    ids: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, app: APIFlask) -> "Owner":
        """The user and the song."""
        owner = cls(app, Person(app.test_client()))
        owner.restore()
        return owner

    def restore(self) -> None:
        """Sign in again, put the song back: what the next route needs."""
        if self.person.get("/account/delete").status_code != 200:
            signed = self.person.sign_in(self.email)
            if signed.status_code != 302:
                assert self.person.sign_up(self.email).status_code == 302
                self.person.load_csrf("/account")
            self.ids = {}
        if not self.ids:
            self.ids = {"job_id": generate(self.person)["id"], "song_id": SONG, "number": "1"}
        with self.app.test_request_context():
            self._stock()

    def _stock(self) -> None:
        here, key = context(), f"songs/{SONG}-0.mid"
        user_id = _user_id(self.email)
        found = here.session.get(Song, SONG)
        if found is not None and found.user_id == user_id and found.deleted_at is None:
            return
        if found is not None:
            here.session.delete(found)
            here.session.commit()
        here.files.put(key, song_bytes())
        take = Take(
            number=1, kind="composed", file_key=key, facts=facts_of(midi.read(song_bytes()))
        )
        here.session.add(
            Song(id=SONG, user_id=user_id, kind="composed", title="Slow ferry", genre="jazz",
                 tempo=120.0, search="slow ferry", takes=[take])
        )  # fmt: skip
        here.session.commit()

    def address(self, rule: Rule, other: str = "nothing") -> str:
        """The address of a rule, with this user's ids in it, and `other` where there is none."""

        def value(found: re.Match[str]) -> str:
            return self.ids.get(found[2], "1" if found[1] == "int:" else other)

        return re.sub(r"<(\w+:)?(\w+)>", value, str(rule))


def _user_id(email: str) -> str:
    user = accounts.by_email(context(), email)
    assert user
    return user.id


def rules(app: APIFlask, method: str) -> list[Rule]:
    """The rules that answer to `method`, but for files."""
    return [
        rule
        for rule in app.url_map.iter_rules()
        if method in (rule.methods or ()) and rule.endpoint != "static"
    ]


def fields_of(spec: dict[str, Any], rule: Rule, method: str) -> list[str]:
    """The fields of the JSON body of an operation, by the OpenAPI document."""
    path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", str(rule))
    operation = spec["paths"].get(path, {}).get(method.lower(), {})
    content = operation.get("requestBody", {}).get("content", {})
    schema = content.get("application/json", {}).get("schema", {})
    if "$ref" in schema:
        schema = spec["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
    return sorted(schema.get("properties", {}))
