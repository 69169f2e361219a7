"""Another e-mail for the account: asked for, and confirmed by the link that was sent to it."""

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required

from backend.services import moving as moves
from backend.services.errors import ServiceError
from backend.web import you
from backend.web.credentials import guarded, stay
from backend.web.errors import status_of
from backend.web.forms import ConfirmForm, EmailForm, blame
from backend.web.limits import by_user, limiter, reset_limit
from backend.web.parts import context

moving = Blueprint("moving", __name__, url_prefix="/account/email")
HOLDS = "You sign in with {} from now on."


@moving.post("")
@login_required
@guarded
@limiter.limit(reset_limit, key_func=by_user)
def ask() -> ResponseReturnValue:
    """Send a link to the new address."""
    form = EmailForm()
    if not form.validate():
        return you.page(form), 422
    given = (current_user.id, form.email.data, form.password.data)
    try:
        new = moves.ask(context(), _key(), *given)
    except ServiceError as error:
        blame(form, error)
        return you.page(form), status_of(error)
    flash(f"Open the link that was sent to {new}. Until then the old e-mail holds.", "note")
    return redirect(url_for("account.show"))


@moving.route("/<token>", methods=["GET", "POST"])
@limiter.limit(reset_limit, methods=["POST"])
def confirm(token: str) -> ResponseReturnValue:
    """Let the new address hold; by a button, for programs that read letters follow links."""
    form, new, status = ConfirmForm(), "", 200
    here = current_user.is_authenticated  # asked before sessions end
    try:
        new = moves.wanted(context(), _key(), token)[1]
        if form.is_submitted():
            status = 422
            if form.validate():
                mover = moves.finish(context(), _key(), token)
                if here and current_user.id == mover.id:
                    return stay(f"{HOLDS.format(new)} Other sessions are over.")
                flash(HOLDS.format(new), "note")
                return redirect(url_for("auth.sign_in"))
    except ServiceError as error:
        blame(form, error)
        status = status_of(error)
    return render_template("confirm_email.html", form=form, new=new), status


def _key() -> str:
    return str(current_app.config["SECRET_KEY"])
