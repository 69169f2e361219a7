"""The user's own page: portrait, name and bio, preferences, tokens."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required

from backend.services import photos, preferences, profile, tokens
from backend.services.errors import ServiceError
from backend.services.photos import Crop
from backend.services.preferences import Preferences
from backend.web import you
from backend.web.errors import status_of
from backend.web.forms import PhotoForm, PreferencesForm, ProfileForm, TokenForm, blame
from backend.web.limits import by_user, limiter, upload_limit
from backend.web.parts import context

account = Blueprint("account", __name__, url_prefix="/account")


@account.get("")
@login_required
def show() -> ResponseReturnValue:
    """All of it."""
    return you.page()


@account.post("/photo")
@login_required
@limiter.limit(upload_limit, key_func=by_user)
def change_photo() -> ResponseReturnValue:
    """Take another portrait."""
    form = PhotoForm()
    if not form.validate():
        return you.page(form), 422
    square = (form.x.data, form.y.data, form.size.data)
    crop = None if None in square else Crop(*square)
    try:
        photos.change(context(), current_user.id, form.photo.data.read(), crop)
    except ServiceError as error:
        blame(form, error)
        return you.page(form), status_of(error)
    return _done("That is your portrait now.")


@account.post("/photo/remove")
@login_required
def remove_photo() -> ResponseReturnValue:
    """Go without a portrait."""
    photos.remove(context(), current_user.id)
    return _done("The portrait is gone.")


@account.post("/profile")
@login_required
def describe() -> ResponseReturnValue:
    """Set name and bio."""
    form = ProfileForm()
    if not form.validate():
        return you.page(form), 422
    try:
        profile.describe(context(), current_user.id, form.name.data, form.bio.data or "")
    except ServiceError as error:
        blame(form, error)
        return you.page(form), status_of(error)
    return _done("Saved.")


@account.post("/preferences")
@login_required
def prefer() -> ResponseReturnValue:
    """Set what the studio begins with, and how pages look."""
    form = PreferencesForm()
    you.offer_genres(form)
    if not form.validate():
        return you.page(form), 422
    wanted = Preferences(
        genre=form.genre.data or "",
        tempo=form.tempo.data,
        sounds=form.sounds.data or "",
        motion=form.motion.data or "",
        keys=form.keys.data,
    )
    try:
        preferences.choose(context(), current_user.id, form.theme.data or "", wanted)
    except ServiceError as error:
        blame(form, error)
        return you.page(form), status_of(error)
    return _done("Saved. The studio begins so from now on.")


@account.post("/tokens")
@login_required
def make_token() -> ResponseReturnValue:
    """Make a token and show it, this once."""
    form = TokenForm()
    if not form.validate():
        return you.page(form), 422
    try:
        made = tokens.make(context(), current_user.id, form.name.data)
    except ServiceError as error:
        blame(form, error)
        return you.page(form), status_of(error)
    return you.page(new_token=made.secret)


@account.post("/tokens/<token_id>/revoke")
@login_required
def revoke_token(token_id: str) -> ResponseReturnValue:
    """End a token."""
    tokens.revoke(context(), current_user.id, token_id)
    return _done("The token is revoked. Scripts that use it are shut out.")


def _done(words: str) -> ResponseReturnValue:
    flash(words, "note")
    return redirect(url_for("account.show"))
