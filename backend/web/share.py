"""Saying who may hear a song of one's own."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required

from backend.services import shares, songs
from backend.services.errors import InvalidError
from backend.services.times import day
from backend.web.parts import context

share = Blueprint("share", __name__, url_prefix="/library")

_TOLD = {
    "private": "It is private. Links that were given out lead nowhere now.",
    "unlisted": "Whoever has the link can hear it.",
    "public": "It is in the gallery.",
}


@share.get("/<song_id>/share")
@login_required
def ask(song_id: str) -> ResponseReturnValue:
    """How a song is shared, and how it could be."""
    return _page(song_id)


@share.post("/<song_id>/share")
@login_required
def change(song_id: str) -> ResponseReturnValue:
    """Share it otherwise."""
    audience, days = request.form.get("audience", ""), request.form.get("days", "")
    try:
        lasting = int(days) if days.isdigit() else None
        shares.change(context(), current_user.id, song_id, audience, lasting)
    except InvalidError as error:
        flash(f"{error.message} {error.cure}", "error")
        return _page(song_id), 422
    flash(_TOLD[audience], "note")
    return redirect(url_for("share.ask", song_id=song_id))


def _page(song_id: str) -> str:
    found = shares.of(context(), current_user.id, song_id)
    song = songs.described(songs.get(context(), current_user.id, song_id))
    audience = shares.audience_of(found)
    live = found if audience != "private" else None
    return render_template(
        "share.html",
        song=song,
        audience=audience,
        share=live,
        days=shares.DAYS,
        ends=day(live.expires_at) if live and live.expires_at else "",
        page_url=url_for("listen.show", key=live.id, _external=True) if live else "",
        embed_url=url_for("listen.embed", key=live.id, _external=True) if live else "",
    )
