"""The page of a piece that anybody may hear: show, embed, picture; like, take along, report."""

import io

from flask import Blueprint, flash, g, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required

from backend.services import covers, gallery, pieces, reception, recipes
from backend.services.errors import InvalidError
from backend.services.pieces import Piece
from backend.web.limits import limiter, report_limit
from backend.web.parts import context

MINUTES = 5 * 60  # a picture may be kept, in seconds: not long after its song is taken back
listen = Blueprint("listen", __name__, url_prefix="/s")


@listen.get("/<key>")
def show(key: str) -> ResponseReturnValue:
    """The piece, with a player."""
    return _page(pieces.find(context(), key))


@listen.get("/<key>/embed")
def embed(key: str) -> ResponseReturnValue:
    """The player alone, for a frame in somebody's page."""
    piece = pieces.find(context(), key)
    g.embeddable = True
    return render_template("embed.html", piece=piece.shown(), page_url=_address(piece))


@listen.get("/<key>/cover.png")
def cover(key: str) -> ResponseReturnValue:
    """Its picture, for those who show links."""
    picture = covers.png_of(context(), pieces.find(context(), key))
    answer = send_file(io.BytesIO(picture), "image/png", max_age=MINUTES)
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"  # other sites show it
    return answer


@listen.post("/<key>/like")
@login_required
def like(key: str) -> ResponseReturnValue:
    """Like it, or no longer."""
    piece = pieces.find(context(), key)
    reception.like(context(), piece, current_user.id, request.form.get("liked") == "yes")
    return redirect(url_for("listen.show", key=key))


@listen.post("/<key>/fork")
@login_required
def fork(key: str) -> ResponseReturnValue:
    """Open it as a new take in one's own library."""
    song = reception.fork(context(), pieces.find(context(), key), current_user.id)
    return redirect(url_for("pages.studio", song_id=song.id))


@listen.get("/<key>/report")
def ask_report(key: str) -> ResponseReturnValue:
    """Ask what is wrong with it."""
    return _report_page(pieces.find(context(), key))


@listen.post("/<key>/report")
@limiter.limit(report_limit)
def report(key: str) -> ResponseReturnValue:
    """Note what is wrong with it."""
    piece = pieces.find(context(), key)
    form = request.form
    try:
        reception.report(context(), piece, form.get("reason", ""), form.get("words", ""))
    except InvalidError as error:
        return _report_page(piece, f"{error.message} {error.cure}"), 422
    flash("Thank you. Whoever keeps this studio will look at it.", "note")
    return redirect(url_for("listen.show", key=key))


def _page(piece: Piece) -> str:
    signed_in = current_user.is_authenticated
    share = piece.share
    return render_template(
        "listen.html",
        piece=piece.shown(),
        unlisted=share is not None and not share.public,
        own=signed_in and share is not None and share.song.user_id == current_user.id,
        song_id=share.song_id if share else None,
        liked=signed_in and reception.likes(context(), piece, current_user.id),
        certificate=piece.facts.get("certificate", []),
        wishes=recipes.wishes_of(piece.facts.get("recipe", {})),
        seed=piece.facts.get("seed"),
        near=gallery.near(context(), piece),
        page_url=_address(piece),
        cover_url=url_for("listen.cover", key=piece.key, _external=True),
        embed_url=url_for("listen.embed", key=piece.key, _external=True),
    )


def _report_page(piece: Piece, error: str = "") -> str:
    words = request.form.get("words", "")
    return render_template(
        "report.html", piece=piece.shown(), reasons=reception.REASONS, error=error, words=words
    )


def _address(piece: Piece) -> str:
    return url_for("listen.show", key=piece.key, _external=True)
