"""The studio's page."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required

from backend.services import accounts, studio
from backend.services.errors import SignInError
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
