"""The composition root: builds the web application from its settings."""

import gc
import os
import signal
import sys

from apiflask import APIFlask

from backend import paths, web
from backend.commands import secret_key
from backend.db.extension import attach as attach_database
from backend.jobs.processes import follow_parent
from backend.services.composer import Composer
from backend.services.mail import Mail, mail_of
from backend.settings import VERSION, Settings
from backend.storage import LocalFiles


def create_app(
    settings: Settings, composer: Composer | None = None, mail: Mail | None = None
) -> APIFlask:
    """The web application.

    Args:
        settings: all of them.
        composer: the engine; by default the trained one.
        mail: takes letters to people; by default by the mail server of the settings.
    """
    app = APIFlask(
        "backend",
        title="Cadenza",
        version=VERSION,
        spec_path="/api/openapi.json",
        docs_path=None,
        json_errors=False,
        static_folder=str(settings.dist),
        static_url_path=web.STATIC,
        template_folder=str(paths.TEMPLATES),
        instance_path=str(settings.instance.resolve()),
    )
    app.config["SECRET_KEY"] = secret_key(settings)
    # A form's fields and the frame of a multipart body come on top of the file itself.
    app.config["MAX_CONTENT_LENGTH"] = settings.upload_bytes + 64 * 1024
    attach_database(app, settings.database_url)
    engine = composer or _trained(settings)
    post = mail or mail_of(settings)
    web.attach(app, web.Parts(settings, LocalFiles(settings.songs), engine, post))
    return app


def serve() -> APIFlask:
    """The application for any WSGI server: `gunicorn 'backend.app:serve()'`."""
    app = create_app(Settings.from_environment())
    settle()
    return app


def settle() -> None:
    """Spare the garbage collector what stays as long as the process.

    Its full rounds took a tenth of a second over modules and models that never go, in the middle of
    some page; and a page of songs makes enough small objects to start many short rounds.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def serve_with_parent() -> APIFlask:
    """The application for the server that `python -m backend` keeps: it ends with its parent."""
    follow_parent(_end_server)
    return serve()


def _end_server() -> None:
    # Under gunicorn this is one of its workers, and its parent is the one to stop.
    os.kill(os.getpid() if sys.platform == "win32" else os.getppid(), signal.SIGTERM)


def _trained(settings: Settings) -> Composer:
    from backend.services.engine import EngineComposer

    return EngineComposer(settings.models)
