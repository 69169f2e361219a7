"""What the views share: the parts that `create_app` put together, and a context per request."""

from dataclasses import dataclass

from flask import current_app

from backend.db.extension import db
from backend.services.composer import Composer
from backend.services.context import Context
from backend.services.mail import Mail
from backend.settings import Settings
from backend.storage import Files


@dataclass(frozen=True)
class Parts:
    """Built once an application."""

    settings: Settings
    files: Files
    composer: Composer
    mail: Mail


def parts() -> Parts:
    """The parts of the application that answers."""
    found: Parts = current_app.extensions["cadenza"]
    return found


def context() -> Context:
    """What a use case needs, for the request at hand."""
    have = parts()
    return Context(db.session(), have.files, have.composer, have.settings, have.mail)
