"""Signing up, in and out."""

from urllib.parse import urlsplit

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user, logout_user

from backend.db import User
from backend.services import accounts
from backend.services.errors import ServiceError
from backend.web.errors import status_of
from backend.web.forms import SignInForm, SignUpForm, blame
from backend.web.limits import by_email, failed, limiter, sign_in_limit, sign_up_limit
from backend.web.parts import context
from backend.web.who import SignedIn

auth = Blueprint("auth", __name__)


def local_path(address: str | None) -> str | None:
    """`address` if it is a path on this site, else None: signing in sends nobody elsewhere."""
    if not address or not address.startswith("/") or address.startswith(("//", "/\\")):
        return None
    if "\\" in address or any(ord(sign) < 32 for sign in address):
        return None
    parts = urlsplit(address)
    return None if parts.scheme or parts.netloc else address


@auth.route("/sign-in", methods=["GET", "POST"])
@limiter.limit(sign_in_limit, methods=["POST"], deduct_when=failed)
@limiter.limit(sign_in_limit, key_func=by_email, methods=["POST"], deduct_when=failed)
def sign_in() -> ResponseReturnValue:
    """Ask for e-mail and password, or check them."""
    form, status = SignInForm(), 200
    if current_user.is_authenticated:
        return redirect(_next())
    if form.is_submitted():
        status = 422
        if form.validate():
            try:
                return enter(
                    accounts.sign_in(context(), form.email.data, form.password.data), _next()
                )
            except ServiceError as error:
                blame(form, error)
                status = status_of(error)
    return render_template("sign_in.html", form=form, next=local_path(_asked())), status


@auth.route("/sign-up", methods=["GET", "POST"])
@limiter.limit(sign_up_limit, methods=["POST"])
def sign_up() -> ResponseReturnValue:
    """Ask for what an account needs, or make it and enter."""
    form, status = SignUpForm(), 200
    if current_user.is_authenticated:
        return redirect(_next())
    if form.is_submitted():
        status = 422
        if form.validate():
            given = (form.name.data, form.email.data, form.password.data)
            try:
                return enter(accounts.sign_up(context(), *given), _next())
            except ServiceError as error:
                blame(form, error)
                status = status_of(error)
    return render_template("sign_up.html", form=form, next=local_path(_asked())), status


@auth.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """Leave, and forget the session."""
    logout_user()
    session.clear()
    return redirect(url_for("public.landing"))


def enter(user: User, target: str) -> ResponseReturnValue:
    """Begin a session of its own for `user`, and go on to `target`."""
    session.clear()  # nothing that was put into a stranger's session outlives signing in
    session.permanent = True
    login_user(SignedIn.of(user))
    return redirect(target)


def _asked() -> str | None:
    return request.form.get("next") or request.args.get("next")


def _next() -> str:
    return local_path(_asked()) or url_for("pages.studio")
