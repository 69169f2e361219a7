"""The pages of an account: studio, library."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required

from backend.services import accounts, songs, studio
from backend.services.errors import InvalidError, SignInError
from backend.web.parts import context

pages = Blueprint("pages", __name__)


@pages.get("/studio", defaults={"song_id": None}, endpoint="studio")
@pages.get("/studio/<song_id>", endpoint="studio")
@login_required
def open_studio(song_id: str | None) -> ResponseReturnValue:
    """The studio, with a song opened in it if one is named."""
    user = accounts.find(context(), current_user.id)
    if user is None:
        raise SignInError("This account is gone.", "Sign up again.")
    return render_template("studio.html", bootstrap=studio.bootstrap(context(), user, song_id))


@pages.get("/library")
@login_required
def library() -> ResponseReturnValue:
    """The user's songs, newest first."""
    page = songs.listed(context(), current_user.id, request.args.get("cursor"))
    return render_template("library.html", songs=page.songs, next_cursor=page.next_cursor)


@pages.post("/library/<song_id>/rename")
@login_required
def rename(song_id: str) -> ResponseReturnValue:
    """Give a song another title."""
    try:
        song = songs.change(context(), current_user.id, song_id, request.form.get("title", ""))
        flash(f"It is called “{song.title}” now.", "note")
    except InvalidError as error:
        flash(f"{error.message} {error.cure}", "error")
    return redirect(url_for("pages.library"))


@pages.get("/library/<song_id>/delete")
@login_required
def ask_delete(song_id: str) -> ResponseReturnValue:
    """Ask before a song is gone, where no script does."""
    song = songs.described(songs.get(context(), current_user.id, song_id))
    return render_template("library_delete.html", song=song)


@pages.post("/library/<song_id>/delete")
@login_required
def delete(song_id: str) -> ResponseReturnValue:
    """Delete a song for good."""
    title = songs.get(context(), current_user.id, song_id).title
    songs.delete(context(), current_user.id, song_id)
    flash(f"“{title}” is deleted.", "note")
    return redirect(url_for("pages.library"))
