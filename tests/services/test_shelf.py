"""The shelf: songs are found by words, filtered, sorted, counted, and turned by pages."""

from itertools import pairwise

import pytest

from backend.services import changes, facets, shelf, tags
from backend.services.context import Context
from backend.services.errors import InvalidError
from backend.services.shelf import Wanted
from tests.services.shelves import shelved


@pytest.fixture
def library(context: Context, user_id: str) -> Context:
    """Four songs."""
    for title, known in {
        "Harbour lights": {"key": "C major", "tempo": 84.0, "prompt": "brushes, a slow ferry"},
        "Café “Noir”": {"genre": "hiphop", "key": "Eb major", "tempo": 92.0, "mood": "calm"},
        "Reel 100 % in D_": {"genre": "folk", "kind": "restyled", "key": "D major", "tempo": 168.0},
        "B side": {"genre": "folk", "key": "B minor", "tempo": 30.0, "favourite": True},
    }.items():
        shelved(context, user_id, title, **known)
    return context


def titles(context: Context, user_id: str, **wanted: object) -> set[str]:
    page = shelf.listed(context, user_id, Wanted(**wanted))  # type: ignore[arg-type] # by name
    assert page.total == len(page.songs)
    return {song["title"].split()[0] for song in page.songs}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("harbour", {"Harbour"}),
        ("LIGHTS harb", {"Harbour"}),
        ("ferry", {"Harbour"}),
        ("cafe noir", {"Café"}),
        ("hiphop", {"Café"}),
        ("Hip-hop", {"Café"}),
        ("calm", {"Café"}),
        ("E♭ major", {"Café"}),
        ("D# major", {"Café"}),
        ("b minor", {"B"}),
        ("d major", {"Reel"}),
        ("folk d major", {"Reel"}),
        ("restyled", {"Reel"}),
        ("100 %", {"Reel"}),
        ("D_", {"Reel"}),
        ("smoky", set()),
        ("", {"Harbour", "Café", "Reel", "B"}),
    ],
)
def test_words_find_songs(library: Context, user_id: str, text: str, found: set[str]) -> None:
    assert titles(library, user_id, text=text) == found


def test_filters_narrow_what_is_shown(library: Context, user_id: str) -> None:
    assert titles(library, user_id, genres=["folk"]) == {"Reel", "B"}
    assert titles(library, user_id, genres=["folk", "jazz"]) == {"Reel", "B", "Harbour"}
    assert titles(library, user_id, genres=["folk"], kinds=["restyled"]) == {"Reel"}
    assert titles(library, user_id, moods=["calm"]) == {"Café"}
    assert titles(library, user_id, slowest=84, fastest=92) == {"Harbour", "Café"}
    assert titles(library, user_id, favourites=True) == {"B"}
    assert titles(library, user_id, genres=["folk"], text="reel") == {"Reel"}


@pytest.mark.parametrize("sort", sorted(shelf.SORTS))
def test_pages_show_every_song_once_in_every_order(
    library: Context, user_id: str, sort: str
) -> None:
    for song in shelf.listed(library, user_id).songs:
        changes.played(library, user_id, song["id"])
    whole = [song["id"] for song in shelf.listed(library, user_id, Wanted(sort=sort)).songs]
    assert len(whole) == 4
    seen, cursor, firsts = [], None, []
    while cursor or not seen:
        page = shelf.listed(library, user_id, Wanted(sort=sort), cursor, limit=1)
        seen += [song["id"] for song in page.songs]
        firsts.append(page.first)
        cursor = page.next_cursor
        assert page.total == 4
    assert seen == whole
    assert firsts == [1, 2, 3, 4]


def test_orders(library: Context, user_id: str) -> None:
    def shown(sort: str) -> list[str]:
        page = shelf.listed(library, user_id, Wanted(sort=sort))
        return [song["title"].split()[0] for song in page.songs]

    assert shown("title") == ["B", "Café", "Harbour", "Reel"]
    assert shown("tempo") == ["B", "Harbour", "Café", "Reel"]
    assert shown("edited") == ["B", "Reel", "Café", "Harbour"]
    assert shown("played") == []
    (reel,) = shelf.listed(library, user_id, Wanted("reel")).songs
    changes.played(library, user_id, reel["id"])
    assert shown("played") == ["Reel"]
    with pytest.raises(InvalidError, match="no such order"):
        shown("colour")


@pytest.mark.parametrize("cursor", ["nonsense", "é", "W10", "e30", "bnVsbA"])
def test_a_cursor_that_nobody_gave_is_refused(library: Context, user_id: str, cursor: str) -> None:
    with pytest.raises(InvalidError, match="That page is not there"):
        shelf.listed(library, user_id, cursor=cursor)


def test_facets_count_what_there_is(library: Context, user_id: str) -> None:
    (reel,) = shelf.listed(library, user_id, Wanted("reel")).songs
    tags.hang(library, user_id, [reel["id"]], "Dance")
    found = facets.facets(library, user_id)
    assert (found["all"], found["favourites"], found["played"], found["binned"]) == (4, 1, 0, 0)
    assert found["kinds"] == [("composed", 3), ("restyled", 1)]
    assert found["genres"] == [("folk", 2), ("hiphop", 1), ("jazz", 1)]
    assert found["moods"] == [("calm", 1)]
    # Songs slower than the histogram count at its end.
    assert [bar for bar in found["tempos"] if bar[1]] == [(40, 1), (80, 1), (90, 1), (160, 1)]
    assert [(tag["name"], tag["songs"]) for tag in found["tags"]] == [("Dance", 1)]
    assert all(high - low == facets.STEP for (low, _), (high, _) in pairwise(found["tempos"]))


def test_tags_are_made_renamed_and_taken_away(library: Context, user_id: str) -> None:
    ids = [song["id"] for song in shelf.listed(library, user_id).songs][:2]
    tag = tags.hang(library, user_id, ids, " Late  night ")
    assert tags.hang(library, user_id, ids, "LATE NIGHT").id == tag.id
    assert titles(library, user_id, tags=[tag.id]) == {"B", "Reel"}
    assert tags.take_off(library, user_id, ids[:1], "late night") == 1
    assert titles(library, user_id, tags=[tag.id]) == {"Reel"}
    other = tags.make(library, user_id, "Dance")
    with pytest.raises(InvalidError, match="Another tag has this name"):
        tags.rename(library, user_id, other.id, "late NIGHT")
    assert tags.rename(library, user_id, tag.id, "Small hours").name == "Small hours"
    tags.remove(library, user_id, tag.id)
    assert [found["name"] for found in tags.listed(library, user_id)] == ["Dance"]
    assert len(titles(library, user_id)) == 4
    for name in (" ", "n" * 41):
        with pytest.raises(InvalidError, match="A tag has 1 to 40"):
            tags.make(library, user_id, name)
