"""The library's pages: the list, the bin, and plain forms for all that can be done to songs."""

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required

from backend.db import Song
from backend.services import bins, changes, shelf, tags
from backend.services import jobs as user_jobs
from backend.services.errors import InvalidError, MovedError
from backend.services.facets import facets
from backend.services.shelf import Wanted
from backend.web import deeds
from backend.web import wanted as places
from backend.web.api.archives import zipped
from backend.web.parts import context

library = Blueprint("library", __name__, url_prefix="/library")
BIN = "/library/bin"
# Told over the list as it is now: a song may have been moved in another window.
_REFUSALS = (InvalidError, MovedError)


@library.get("")
@login_required
def index() -> ResponseReturnValue:
    """The user's songs."""
    here, user = context(), current_user.id
    wanted = places.read(request.args)
    cursor = request.args.get("cursor")
    plain = not wanted.narrow and not cursor
    return render_template(
        "library.html",
        page_of=shelf.listed(here, user, wanted, cursor),
        facets=facets(here, user),
        wanted=wanted,
        sorts=shelf.SORTS,
        address=places.address,
        here=places.address(wanted, cursor),
        cursor=cursor,
        writing=user_jobs.under_way(here, user) if plain else [],
        gone=bins.waiting(here, user, request.args.getlist("gone")),
    )


@library.get("/bin")
@login_required
def in_bin() -> ResponseReturnValue:
    """The songs that can still be brought back."""
    here, user = context(), current_user.id
    cursor = request.args.get("cursor")
    page = shelf.listed(here, user, Wanted(binned=True), cursor)
    return render_template(
        "library_bin.html",
        page_of=page,
        facets=facets(here, user),
        wanted=Wanted(binned=True),
        address=places.address,
        here=BIN,
        days=bins.DAYS,
    )


@library.get("/bin/empty")
@login_required
def ask_empty() -> ResponseReturnValue:
    """Ask before songs are gone for good."""
    return render_template("library_empty.html", count=facets(context(), current_user.id)["binned"])


@library.post("/bin/empty")
@login_required
def empty() -> ResponseReturnValue:
    """Take all songs of the bin away for good."""
    flash(f"{deeds.count_of(bins.empty(context(), current_user.id))} gone for good.", "note")
    return redirect(BIN)


@library.post("/<song_id>/rename")
@login_required
def rename(song_id: str) -> ResponseReturnValue:
    """Give a song another title."""
    try:
        song = changes.change(context(), current_user.id, song_id, request.form.get("title", ""))
        flash(f"It is called “{song.title}” now.", "note")
    except _REFUSALS as error:
        flash(f"{error.message} {error.cure}", "error")
    return _back()


@library.post("/tags/<tag_id>")
@login_required
def change_tag(tag_id: str) -> ResponseReturnValue:
    """Rename a tag, or take it away."""
    here, user = context(), current_user.id
    try:
        if request.form.get("do") == "remove":
            name = tags.get(here, user, tag_id).name
            tags.remove(here, user, tag_id)
            flash(f"The tag “{name}” is gone; its songs are not.", "note")
        else:
            tag = tags.rename(here, user, tag_id, request.form.get("name", ""))
            flash(f"The tag is called “{tag.name}” now.", "note")
    except _REFUSALS as error:
        flash(f"{error.message} {error.cure}", "error")
    return _back()


@library.post("/jobs/<job_id>/stop")
@login_required
def stop(job_id: str) -> ResponseReturnValue:
    """Stop writing a song."""
    user_jobs.cancel(context(), current_user.id, job_id)
    return _back()


@library.post("/songs")
@login_required
def several() -> ResponseReturnValue:
    """Do something to the songs that are selected: `do` says what."""
    here, user, ids = context(), current_user.id, request.form.getlist("song")
    do = request.form.get("do", "")
    try:
        if do == "zip":
            return zipped(user, ids)
        if do == "bin":
            return redirect(_offering_back(bins.put(here, user, ids)))
        if do in deeds.DEEDS:
            told = deeds.DEEDS[do](here, user, ids, request.form.get("tag", ""))
            if told:
                flash(told, "note")
    except _REFUSALS as error:
        flash(f"{error.message} {error.cure}", "error")
    return _back()


def _back() -> ResponseReturnValue:
    return redirect(places.back_to(request.form.get("back", "")))


def _offering_back(gone: list[Song]) -> str:
    """The address of the list, where these songs can be brought back."""
    place = places.back_to(request.form.get("back", ""))
    shown = "&".join(f"gone={song.id}" for song in gone[: shelf.PAGE])
    return f"{place}{'&' if '?' in place else '?'}{shown}"
