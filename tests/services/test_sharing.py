"""Sharing without a request: who hears what, how it is counted, copied and complained of."""

import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from backend.db import Play, Share, Song, Take, User
from backend.music import midi
from backend.music.theory.portrait import portrait
from backend.services import (
    bins,
    changes,
    edits,
    gallery,
    pieces,
    profile,
    reception,
    shares,
    songs,
)
from backend.services.context import Context
from backend.services.errors import InvalidError, NotFoundError
from backend.services.facts import facts_of
from tests.fakes import FakeMail, score_of
from tests.web.makers import song_bytes


def written(context: Context, user_id: str, title: str = "Slow ferry", genre: str = "jazz") -> Song:
    """A song of a user's, with its file."""
    key = f"songs/{title.lower().replace(' ', '-')}.mid"
    context.files.put(key, song_bytes())
    take = Take(number=1, kind="composed", file_key=key, facts=facts_of(score_of(4)))
    song = Song(user_id=user_id, kind="composed", title=title, genre=genre, takes=[take])
    context.session.add(song)
    context.session.commit()
    return song


def shared(context: Context, user_id: str, song: Song, audience: str = "unlisted") -> Share:
    share = shares.change(context, user_id, song.id, audience)
    assert share is not None
    return share


@pytest.fixture
def bob_id(context: Context) -> str:
    user = User(email="bob@example.org", name="Bob", password_hash="-")
    context.session.add(user)
    context.session.commit()
    return user.id


def test_a_song_is_private_until_it_is_shared_and_again_when_it_is_revoked(
    context: Context, user_id: str
) -> None:
    song = written(context, user_id)
    assert shares.audience_of(shares.of(context, user_id, song.id)) == "private"
    share = shared(context, user_id, song)
    assert len(share.id) == 22
    piece = pieces.find(context, share.id)
    assert (piece.title, piece.by) == ("Slow ferry", "Ada")
    assert pieces.midi_of(context, piece) == song_bytes()
    link = share.id
    assert shares.change(context, user_id, song.id, "private") is None
    with pytest.raises(NotFoundError):
        pieces.find(context, link)
    assert shared(context, user_id, song).id != link


def test_revoked_expired_binned_and_never_made_are_told_alike(
    context: Context, user_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = []
    for state in ("expired", "binned", "never"):
        song = written(context, user_id, state)
        key = "x" * 22
        if state != "never":
            share = shares.change(context, user_id, song.id, "public", 1)
            assert share is not None
            key = share.id
        if state == "binned":
            song.deleted_at = time.time()
            context.session.commit()
        with monkeypatch.context() as later:
            if state == "expired":
                moment = time.time() + shares.DAY + 1
                later.setattr(time, "time", lambda moment=moment: moment)
            with pytest.raises(NotFoundError) as refused:
                pieces.find(context, key)
            titles = {piece.title for piece in gallery.listed(context).pieces}
            assert state not in titles
        told.append((refused.value.message, refused.value.cure))
    assert len(set(told)) == 1


def test_a_link_that_was_in_the_gallery_is_renewed_when_it_leaves_it(
    context: Context, user_id: str
) -> None:
    song = written(context, user_id)
    known = shared(context, user_id, song, "public").id
    assert [p.key for p in gallery.listed(context).pieces] == [known]
    hidden = shared(context, user_id, song, "unlisted").id
    assert hidden != known
    assert gallery.listed(context).pieces == []
    assert shared(context, user_id, song, "public").id == hidden


@pytest.mark.parametrize(("audience", "days"), [("everybody", None), ("public", 3), ("", None)])
def test_who_cannot_be_meant_is_refused(
    context: Context, user_id: str, audience: str, days: int | None
) -> None:
    song = written(context, user_id)
    with pytest.raises(InvalidError):
        shares.change(context, user_id, song.id, audience, days)
    assert shares.of(context, user_id, song.id) is None


def test_nobody_shares_what_is_not_theirs(context: Context, user_id: str, bob_id: str) -> None:
    song = written(context, user_id)
    with pytest.raises(NotFoundError):
        shares.change(context, bob_id, song.id, "public")


def test_a_visitor_counts_once_a_day_and_is_forgotten_the_next(
    context: Context, user_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    share = shared(context, user_id, written(context, user_id))
    for visitor, first in (("a" * 32, True), ("a" * 32, False), ("b" * 32, True)):
        piece = pieces.find(context, share.id)
        assert reception.count_play(context, piece, visitor) is first
    context.session.refresh(share)
    assert share.plays == 2
    tomorrow = time.time() + shares.DAY
    monkeypatch.setattr(time, "time", lambda: tomorrow)
    assert reception.count_play(context, pieces.find(context, share.id), "c" * 32)
    assert [play.visitor for play in context.session.query(Play)] == ["c" * 32]


def test_liking_twice_is_liking_once(context: Context, user_id: str, bob_id: str) -> None:
    share = shared(context, user_id, written(context, user_id))
    for liked, count in ((True, 1), (True, 1), (False, 0), (False, 0), (True, 1)):
        piece = pieces.find(context, share.id)
        reception.like(context, piece, bob_id, liked)
        context.session.refresh(share)
        assert share.likes == count
        assert reception.likes(context, piece, bob_id) is liked


def test_a_fork_is_a_song_of_ones_own(context: Context, user_id: str, bob_id: str) -> None:
    song = written(context, user_id)
    piece = pieces.find(context, shared(context, user_id, song).id)
    fork = reception.fork(context, piece, bob_id)
    assert (fork.user_id, fork.title, fork.kind) == (bob_id, "Slow ferry", "forked")
    bins.put(context, user_id, [song.id])
    bins.forget(context, user_id, [song.id])
    assert songs.midi_of(context, bob_id, fork.id) == song_bytes()


def test_complaints_are_listed_for_the_keeper(context: Context, user_id: str) -> None:
    song = written(context, user_id)
    share = shared(context, user_id, song)
    piece = pieces.find(context, share.id)
    reception.report(context, piece, "copy", "  That is\nmine. ")
    for reason, words in (("boring", ""), ("copy", "x" * 501)):
        with pytest.raises(InvalidError):
            reception.report(context, piece, reason, words)
    found = reception.complaints(context.session)
    assert [(c.reason, c.title, c.address, c.words) for c in found] == [
        ("copy", "Slow ferry", f"/s/{share.id}", "That is mine.")
    ]


def test_a_complaint_is_written_to_the_keeper(context: Context, user_id: str) -> None:
    mail = FakeMail()
    settings = replace(context.settings, reports_to="keeper@example.org", url="https://x.example")
    context = replace(context, settings=settings, mail=mail)
    share = shared(context, user_id, written(context, user_id))
    reception.report(context, pieces.find(context, share.id), "copy", "That is\nmine.")
    [(to, _, text)] = mail.letters
    assert to == "keeper@example.org"
    assert f"https://x.example/s/{share.id}" in text
    assert "It is somebody else’s music: That is mine." in text


def test_the_gallery_knows_a_song_by_its_new_name_and_its_makers(
    context: Context, user_id: str
) -> None:
    song = written(context, user_id)
    shared(context, user_id, song, "public")
    changes.change(context, user_id, song.id, title="Early tram")
    profile.describe(context, user_id, "Zora Quill", "")
    found = lambda words: len(gallery.listed(context, words).pieces)  # noqa: E731
    assert (found("early tram"), found("zora")) == (1, 1)
    assert (found("ferry"), found("ada")) == (0, 0)


def test_a_portrait_is_drawn_anew_whenever_what_is_heard_changes(
    context: Context, user_id: str
) -> None:
    song = written(context, user_id)
    for number, tempo in ((2, 60.0), (3, 200.0)):
        key = f"songs/take-{number}.mid"
        context.files.put(key, midi.write(score_of(4, tempo=tempo)))
        facts = facts_of(score_of(4, tempo=tempo))
        song.takes.append(Take(number=number, kind="rerolled", file_key=key, facts=facts))
    context.session.commit()
    link = shared(context, user_id, song, "public").id

    def drawn() -> tuple[float, ...]:
        context.session.expire_all()
        found = tuple(pieces.find(context, link).portrait.tolist())
        heard = portrait(midi.read(songs.midi_of(context, user_id, song.id)))
        assert found == tuple(heard.astype(np.float32).tolist())
        return found

    seen = [drawn()]
    for change in (
        lambda: changes.change(context, user_id, song.id, take=2),
        lambda: edits.put(context, user_id, song.id, 2, [{"verb": "tempo", "bpm": 90.0}], 0),
        lambda: edits.put(context, user_id, song.id, 2, [], 1),
        lambda: changes.delete_take(context, user_id, song.id, 2),
    ):
        change()
        seen.append(drawn())
    assert seen[0] != seen[1] != seen[2] != seen[3] == seen[1] != seen[4]
    edits.put(context, user_id, song.id, 3, [{"verb": "tempo", "bpm": 70.0}], 0)
    assert drawn() == seen[-1]  # another take's edits are not heard


def test_the_gallery_is_searched_filtered_and_paged(context: Context, user_id: str) -> None:
    for number in range(5):
        genre = "rock" if number % 2 else "jazz"
        shared(context, user_id, written(context, user_id, f"Ferry {number}", genre), "public")
    shared(context, user_id, written(context, user_id, "Hidden ferry"), "unlisted")
    titles = lambda page: [piece.title for piece in page.pieces]  # noqa: E731 — said thrice below
    first = gallery.listed(context, "férry", limit=3)
    assert titles(first) == ["Ferry 4", "Ferry 3", "Ferry 2"]
    second = gallery.listed(context, "ferry", cursor=first.next_cursor, limit=3)
    assert titles(second) == ["Ferry 1", "Ferry 0"]
    assert second.next_cursor is None
    assert titles(gallery.listed(context, "ADA 3", "rock")) == ["Ferry 3"]
    assert titles(gallery.listed(context, "100%")) == []
    with pytest.raises(InvalidError):
        gallery.listed(context, cursor="nonsense")


def test_what_lies_near_is_public_and_not_the_piece_itself(
    context: Context, user_id: str, tmp_path: Path
) -> None:
    context = replace(context, settings=replace(context.settings, demos=tmp_path))
    song = written(context, user_id)
    twin = shared(context, user_id, written(context, user_id, "Twin"), "public")
    shared(context, user_id, written(context, user_id, "Hidden"), "unlisted")
    piece = pieces.find(context, shared(context, user_id, song).id)
    found = gallery.near(context, piece)
    assert [other["key"] for other, _ in found] == [twin.id]
    assert found[0][1]
