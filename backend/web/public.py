"""The public pages: landing, gallery, models."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from backend.services import cards, demos, gallery, pieces
from backend.web.parts import context, parts

public = Blueprint("public", __name__)


@public.get("/", endpoint="landing")
def landing() -> ResponseReturnValue:
    """The door."""
    if current_user.is_authenticated:
        return redirect(url_for("pages.studio"))
    ours = demos.firsts(parts().settings.demos)
    programme = [piece.shown() for piece in pieces.of_demos(context(), ours)]
    return render_template("landing.html", programme=programme, hero=pieces.hero(context()))


@public.get("/gallery", endpoint="gallery")
def show_gallery() -> ResponseReturnValue:
    """What people made public, newest first, and our own songs."""
    words, genre = request.args.get("q", ""), request.args.get("genre", "")
    cursor = request.args.get("cursor")
    page = gallery.listed(context(), words, genre, cursor)
    return render_template(
        "gallery.html",
        found=[piece.shown() for piece in page.pieces],
        next_cursor=page.next_cursor,
        shipped=[] if cursor else [p.shown() for p in gallery.shipped(context(), words, genre)],
        words=words,
        genre=genre,
        genres=gallery.genres(),
    )


@public.get("/models")
def models() -> ResponseReturnValue:
    """All models, a row each."""
    return render_template("models.html", cards=cards.all_of(parts().settings.models))


@public.get("/models/<genre>")
def model(genre: str) -> ResponseReturnValue:
    """One model: what it learnt from, how good it is, what is weak."""
    card = cards.card_of(parts().settings.models, genre)
    songs = [piece.shown() for piece in gallery.shipped(context(), genre=genre)]
    return render_template("model.html", card=card, songs=songs)
