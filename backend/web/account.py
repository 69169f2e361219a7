"""The user's own page: theme and tokens."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required

from backend.services import accounts, tokens
from backend.services.errors import ServiceError
from backend.web.errors import status_of
from backend.web.forms import TokenForm, blame
from backend.web.parts import context

account = Blueprint("account", __name__, url_prefix="/account")


@account.get("")
@login_required
def show() -> ResponseReturnValue:
    """Who one is, and one's tokens."""
    return _page(TokenForm())


@account.post("/tokens")
@login_required
def make_token() -> ResponseReturnValue:
    """Make a token and show it, this once."""
    form = TokenForm()
    if not form.validate():
        return _page(form), 422
    try:
        made = tokens.make(context(), current_user.id, form.name.data)
    except ServiceError as error:
        blame(form, error)
        return _page(form), status_of(error)
    return _page(TokenForm(formdata=None), made.secret)


@account.post("/tokens/<token_id>/revoke")
@login_required
def revoke_token(token_id: str) -> ResponseReturnValue:
    """End a token."""
    tokens.revoke(context(), current_user.id, token_id)
    flash("The token is revoked. Scripts that use it are shut out.", "note")
    return redirect(url_for("account.show"))


@account.post("/theme")
@login_required
def choose_theme() -> ResponseReturnValue:
    """Remember light, dark or as the system."""
    accounts.choose_theme(context(), current_user.id, request.form.get("theme", ""))
    return redirect(url_for("account.show"))


def _page(form: TokenForm, new_token: str | None = None) -> str:
    listed = tokens.listed(context(), current_user.id)
    return render_template("account.html", form=form, tokens=listed, new_token=new_token)
