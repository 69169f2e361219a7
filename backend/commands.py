"""What an operator does beside serving: prepare the instance folder, read the complaints."""

import os
import secrets

from backend.db.extension import migrate
from backend.settings import Settings

KEY_FILE = "secret_key"


def prepare(settings: Settings) -> None:
    """Make the instance folder, the secret key and the newest tables; safe to repeat."""
    settings.instance.mkdir(parents=True, exist_ok=True, mode=0o700)
    secret_key(settings)
    migrate(settings.database_url)


def reports(settings: Settings) -> list[str]:
    """What visitors complained of, a line each, newest first."""
    from sqlalchemy.orm import Session

    from backend.db import connect
    from backend.services import reception

    prepare(settings)
    engine = connect(settings.database_url)
    with Session(engine) as session:
        found = reception.complaints(session)
    engine.dispose()
    return [
        f"{one.at}  {one.reason:6} {one.address:26} {one.title}: {one.words or '(no words)'}"
        for one in found
    ]


def secret_key(settings: Settings) -> str:
    """The key that signs sessions: the setting, or one made once that only the owner can read."""
    if settings.secret_key:
        return settings.secret_key
    settings.instance.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = settings.instance / KEY_FILE
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text("ascii")
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text("ascii")
