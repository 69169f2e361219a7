"""What the account stands on: password and sessions; all of it taken along, or deleted."""

from datetime import UTC, datetime

from flask import (
    Blueprint,
    Response,
    flash,
    redirect,
    render_template,
    session,
    stream_with_context,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required, login_user, logout_user

from backend.services import accounts, everything, profile
from backend.services.errors import ServiceError
from backend.web import you
from backend.web.errors import status_of
from backend.web.forms import LeaveForm, PasswordForm, blame
from backend.web.limits import by_user, failed, limiter, sign_in_limit
from backend.web.parts import context
from backend.web.who import SignedIn

credentials = Blueprint("credentials", __name__, url_prefix="/account")
# A stolen session must not try passwords for ever.
guarded = limiter.limit(sign_in_limit, key_func=by_user, deduct_when=failed)


@credentials.post("/password")
@login_required
@guarded
def change_password() -> ResponseReturnValue:
    """Sign in with another password from now on."""
    form = PasswordForm()
    if not form.validate():
        return you.page(form), 422
    try:
        profile.change_password(context(), current_user.id, form.password.data, form.new.data)
    except ServiceError as error:
        blame(form, error)
        return you.page(form), status_of(error)
    return stay("The new password holds. Other sessions are over.")


@credentials.post("/sessions")
@login_required
def end_sessions() -> ResponseReturnValue:
    """Sign out everywhere, here too."""
    profile.end_sessions(context(), current_user.id)
    return _leave("You are signed out everywhere.")


@credentials.get("/export")
@login_required
def export() -> ResponseReturnValue:
    """Everything in a zip, sent while it is made."""
    pieces = everything.export(context(), current_user.id)
    name = f"cadenza-{datetime.now(UTC):%Y-%m-%d}.zip"
    headers = {"Content-Disposition": f"attachment; filename={name}"}
    return Response(stream_with_context(pieces), mimetype="application/zip", headers=headers)


@credentials.get("/delete")
@login_required
def ask_delete() -> ResponseReturnValue:
    """Ask before everything goes."""
    return render_template("account_delete.html", form=LeaveForm())


@credentials.post("/delete")
@login_required
@guarded
def delete() -> ResponseReturnValue:
    """Everything goes."""
    form = LeaveForm()
    if not form.validate():
        return render_template("account_delete.html", form=form), 422
    try:
        everything.remove(context(), current_user.id, form.password.data)
    except ServiceError as error:
        blame(form, error)
        return render_template("account_delete.html", form=form), status_of(error)
    return _leave("Your account is deleted, with everything that was in it.")


def stay(words: str) -> ResponseReturnValue:
    """Go on in this session, which the change has ended with all others."""
    user = accounts.find(context(), current_user.id)
    assert user is not None  # it was changed a moment ago
    session.clear()
    session.permanent = True
    login_user(SignedIn.of(user))
    flash(words, "note")
    return redirect(url_for("account.show"))


def _leave(words: str) -> ResponseReturnValue:
    logout_user()
    session.clear()
    flash(words, "note")
    return redirect(url_for("auth.sign_in"))
