"""Who hears a piece, as far as counting needs it: a keyed hash that changes every day."""

import hashlib
import hmac

from flask import current_app, request
from flask_login import current_user

from backend.services.reception import today


def visitor() -> str:
    """32 hex digits that are the same all day for one account, or one browser at one address.

    Neither can be found from them without this studio's secret key, nor tomorrow's from today's.
    """
    if current_user.is_authenticated:
        who = f"user {current_user.id}"
    else:
        who = f"{request.remote_addr} {request.user_agent.string}"
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(key, f"{today()} {who}".encode(), hashlib.sha256).hexdigest()[:32]
