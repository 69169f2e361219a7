"""What a use case works with; built by the web for a request and by the worker for a job."""

from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from backend.services.composer import Composer
from backend.services.mail import LoggedMail, Mail
from backend.settings import Settings
from backend.storage import Files


@dataclass(frozen=True)
class Context:
    """Passed to every use case as its first argument.

    Attributes:
        session: of the database; a use case commits what it has done.
        files: where the MIDI files lie.
        composer: the engine; may be a fake in tests.
        settings: limits and folders.
        mail: takes letters to people.
    """

    session: Session
    files: Files
    composer: Composer
    settings: Settings
    mail: Mail = field(default_factory=LoggedMail)
