"""Taking everything along, and deleting it: over every table that there is."""

import io
import json
import zipfile
from typing import Any

import pytest
from sqlalchemy import Table, insert, select

from backend.db import Base, HouseLike, HouseSong, Song, Take, User
from backend.services import accounts, belongings, everything, photos
from backend.services.context import Context
from backend.services.errors import InvalidError
from tests.conftest import PASSWORD
from tests.services.test_photos import encoded, halves
from tests.web.makers import song_bytes

TABLES = Base.metadata.sorted_tables
NOBODYS = {
    "workers",
    "renders",
    "house_songs",
    "house_plays",
}  # have nothing to do with anybody, on purpose
Row = dict[str, Any]


class Filler:
    """Puts a row into every table for a user, and a file under every key in it."""

    def __init__(self, context: Context, name: str) -> None:
        self.context, self.name = context, name
        user = accounts.sign_up(context, name, f"{name}@example.org", PASSWORD)
        self.user_id = user.id
        self.rows: dict[str, Row] = {"users": {"id": user.id}}
        for table in TABLES:
            if table.name != "users":
                self.fill(table, self.rows)

    def fill(self, table: Table, parents: dict[str, Row], mark: str = "") -> None:
        """One row; what refers to something refers to the row of it in `parents`."""
        row: Row = {}
        for column in table.c:
            leads = [k for k in column.foreign_keys if k.column.table is not table]
            if leads:
                row[column.name] = parents[leads[0].column.table.name][leads[0].column.name]
            elif not column.foreign_keys:
                row[column.name] = self.value(table, column.name, column.type.python_type, mark)
        self.rows.setdefault(table.name, row)
        self.context.session.execute(insert(table).values(row))
        self.context.session.commit()
        for name, value in row.items():
            if name.endswith("_key"):
                self.context.files.put(value, b"data")

    def value(self, table: Table, name: str, kind: type, mark: str) -> Any:
        unique = f"{self.name}{mark}{len(table.name)}{len(name)}"
        if name.endswith("_key"):
            return f"files/{self.name}{mark}-{table.name}-{name}.bin"
        if kind is str:
            return (unique + table.name)[:16]
        if kind in (int, float):
            return kind(sum(map(ord, unique)) + 1)
        return False if kind is bool else {}


def all_rows(context: Context) -> dict[str, list[Row]]:
    return {
        t.name: [dict(r) for r in context.session.execute(select(t)).mappings()] for t in TABLES
    }


def files(context: Context) -> set[str]:
    return {
        p.relative_to(context.settings.songs).as_posix()
        for p in context.settings.songs.rglob("*.*")
    }


@pytest.fixture
def two(context: Context) -> tuple[Filler, Filler]:
    return Filler(context, "ada"), Filler(context, "bob")


def test_every_table_says_whose_its_rows_are() -> None:
    assert {t.name for t in TABLES if belongings.belongs(t, "x") is None} == NOBODYS


def test_likes_of_our_own_songs_are_taken_back(context: Context) -> None:
    ada, bob = (accounts.sign_up(context, n, f"{n}@example.org", PASSWORD).id for n in ("a", "b"))
    context.session.add(HouseSong(name="jazz-1", likes=2))
    context.session.add_all([HouseLike(name="jazz-1", user_id=one) for one in (ada, bob)])
    context.session.commit()
    everything.remove(context, ada, PASSWORD)
    context.session.expire_all()
    assert context.session.get_one(HouseSong, "jazz-1").likes == 1


def test_every_way_to_a_user_ends_with_the_user() -> None:
    for table in TABLES:
        for way in table.foreign_key_constraints:
            if belongings.belongs(way.referred_table, "x") is not None:
                assert way.ondelete in {"CASCADE", "SET NULL"}, (table.name, way.column_keys)


def test_nothing_of_a_deleted_user_is_left(context: Context, two: tuple[Filler, Filler]) -> None:
    ada, bob = two
    leads = {t: {key.column.table.name for key in t.foreign_keys} for t in TABLES}
    mixed = [t for t, names in leads.items() if "users" in names and len(names) > 1]
    for table in mixed:  # such as what one user did with the song of another
        ada.fill(table, {**bob.rows, "users": ada.rows["users"]}, "x")
        bob.fill(table, {**ada.rows, "users": bob.rows["users"]}, "x")
    before = all_rows(context)
    assert all(before.values())
    everything.remove(context, ada.user_id, PASSWORD)
    after = all_rows(context)
    told = json.dumps({n: rows for n, rows in after.items() if n not in NOBODYS}, default=str)
    assert ada.user_id not in told
    for table in TABLES:
        if table.name in NOBODYS:
            continue
        assert len(after[table.name]) >= 1, table.name
        if table.name != "shares":  # a like of somebody who is gone is taken back
            assert all(row in before[table.name] for row in after[table.name])
        key = next(iter(table.primary_key)).name
        kept = [row[key] for row in after[table.name]]
        assert bob.rows[table.name][key] in kept, table.name
    (likes,) = (row["likes"] for row in after["shares"])
    assert [likes + 1] == [row["likes"] for row in before["shares"] if row["id"] in told]
    left = files(context)
    assert not [name for name in left if name.startswith("files/ada")]
    assert {name for name in left if "bobx" not in name} == {
        value for rows in bob.rows.values() for name, value in rows.items() if name.endswith("_key")
    }


def test_a_wrong_password_deletes_nothing(context: Context, two: tuple[Filler, Filler]) -> None:
    before = all_rows(context), files(context)
    with pytest.raises(InvalidError, match="not your password"):
        everything.remove(context, two[0].user_id, "wrong")
    assert (all_rows(context), files(context)) == before


def zipped(context: Context, user_id: str) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(everything.export(context, user_id))))


def test_the_export_has_songs_profile_portrait_and_every_row(context: Context) -> None:
    user = accounts.sign_up(context, "Ada", "ada@example.org", PASSWORD)
    photos.change(context, user.id, encoded(halves()))
    take = Take(number=1, kind="composed", file_key="songs/a-0.mid", facts={"key": "D minor"})
    gone = Take(number=2, kind="composed", file_key="songs/a-1.mid", facts={})
    song = Song(
        id="sssssssssssssssa", user_id=user.id, kind="restyled", title="../Slow: ferry",
        genre="jazz", source_key="sources/a.mid", takes=[take, gone],
    )  # fmt: skip
    context.session.add(song)
    context.session.commit()
    context.files.put("songs/a-0.mid", song_bytes())
    context.files.put("sources/a.mid", song_bytes(8))
    archive = zipped(context, user.id)
    assert archive.testzip() is None
    folder = "songs/Slow ferry sssssssssssssssa"
    names = set(archive.namelist())
    assert all(".." not in name and not name.startswith("/") for name in names)
    assert {"READ ME.txt", "profile.json", "portrait.jpg", f"{folder}/song.json"} <= names
    assert archive.read(f"{folder}/take 1.mid") == song_bytes()
    assert archive.read(f"{folder}/source.mid") == song_bytes(8)
    assert f"{folder}/take 2.mid is missing.txt" in names
    assert json.loads(archive.read(f"{folder}/song.json"))["title"] == "../Slow: ferry"
    assert json.loads(archive.read("profile.json"))["email"] == "ada@example.org"
    rows = {t.name for t in TABLES if belongings.belongs(t, "x") is not None} - {"reports"}
    assert {f"rows/{name}.json" for name in rows} <= names
    assert len(json.loads(archive.read("rows/takes.json"))) == 2
    assert json.loads(archive.read("rows/jobs.json")) == []


def test_the_export_has_nothing_of_others_and_no_secret(
    context: Context, two: tuple[Filler, Filler]
) -> None:
    ada, bob = two
    archive = zipped(context, ada.user_id)
    text = "".join(archive.read(n).decode() for n in archive.namelist() if n.endswith(".json"))
    assert ada.user_id in text
    assert bob.user_id not in text
    assert "bob" not in text
    assert "argon2" not in text
    assert "sha256" not in text
    assert context.session.get(User, ada.user_id)
