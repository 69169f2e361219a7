"""A forgotten password: ask for a link, choose a new password by it."""

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from backend.services import resets
from backend.services.errors import ServiceError
from backend.web.errors import status_of
from backend.web.forms import ForgotForm, ResetForm, blame
from backend.web.limits import by_email, limiter, reset_limit
from backend.web.parts import context

forgotten = Blueprint("forgotten", __name__)


@forgotten.route("/forgot", methods=["GET", "POST"])
@limiter.limit(reset_limit, methods=["POST"])
@limiter.limit(reset_limit, key_func=by_email, methods=["POST"])
def ask() -> ResponseReturnValue:
    """Ask for a link; the answer is the same whether there is such an account or not."""
    form = ForgotForm()
    if not form.is_submitted():
        return render_template("forgot.html", form=form)
    if not form.validate():
        return render_template("forgot.html", form=form), 422
    resets.ask(context(), _key(), form.email.data)
    return render_template("forgot.html", form=form, sent=True)


@forgotten.route("/reset/<token>", methods=["GET", "POST"])
@limiter.limit(reset_limit, methods=["POST"])
def reset(token: str) -> ResponseReturnValue:
    """Choose a new password by a link."""
    form, status = ResetForm(), 200
    try:
        resets.user_of(context(), _key(), token)
        if form.is_submitted():
            status = 422
            if form.validate():
                resets.finish(context(), _key(), token, form.new.data)
                flash("The new password holds. Sign in with it.", "note")
                return redirect(url_for("auth.sign_in"))
    except ServiceError as error:
        blame(form, error)
        status = status_of(error)
    return render_template("reset.html", form=form), status


def _key() -> str:
    return str(current_app.config["SECRET_KEY"])
