"""Letters to people: by a mail server if one is set up, else into the log."""

import logging
import smtplib
import ssl
from concurrent.futures import ThreadPoolExecutor
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import Protocol

from backend.settings import SettingError, Settings

log = logging.getLogger(__name__)

SECURITY = ("starttls", "tls", "none")
PATIENCE = 20.0  # seconds that a mail server may take to answer


class Mail(Protocol):
    """Takes letters; whether one arrives is not known here."""

    def send(self, to: str, subject: str, text: str) -> None:
        """Send plain text; returns at once, so that the time taken tells nobody anything."""


class LoggedMail:
    """Prints letters in the log: for development, and where nobody set up a mail server."""

    def send(self, to: str, subject: str, text: str) -> None:
        """Print it."""
        log.info(
            "No mail server is set up, so this is only printed.\nTo: %s\n%s\n\n%s",
            to,
            subject,
            text,
        )


class SMTPMail:
    """Hands letters to a mail server, one after the other, beside the requests."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._desk = ThreadPoolExecutor(1, "mail")

    def send(self, to: str, subject: str, text: str) -> None:
        """Send it soon; a letter that does not go out is noted in the log."""
        letter = EmailMessage()
        letter["From"], letter["To"], letter["Subject"] = self._settings.mail_from, to, subject
        letter["Date"], letter["Message-ID"] = formatdate(), make_msgid(domain="cadenza.invalid")
        letter.set_content(text)
        self._desk.submit(self._deliver, letter)

    def close(self) -> None:
        """Send what waits, then end."""
        self._desk.shutdown()

    def _deliver(self, letter: EmailMessage) -> None:
        try:
            with self._server() as server:
                if self._settings.smtp_user:
                    server.login(self._settings.smtp_user, self._settings.smtp_password)
                server.send_message(letter)
        except (OSError, smtplib.SMTPException):
            # The text is left out: it may hold a link that opens an account.
            log.exception("A letter to %s (%s) did not go out.", letter["To"], letter["Subject"])

    def _server(self) -> smtplib.SMTP:
        where = (self._settings.smtp_host, self._settings.smtp_port)
        if self._settings.smtp_security == "tls":
            return smtplib.SMTP_SSL(*where, timeout=PATIENCE, context=ssl.create_default_context())
        server = smtplib.SMTP(*where, timeout=PATIENCE)
        if self._settings.smtp_security == "starttls":
            server.starttls(context=ssl.create_default_context())
        return server


def mail_of(settings: Settings) -> Mail:
    """The post that the settings name.

    Raises:
        SettingError: the kind of security is unknown.
    """
    if settings.smtp_security not in SECURITY:
        raise SettingError(
            f"CADENZA_SMTP_SECURITY is “{settings.smtp_security}”. Choose {', '.join(SECURITY)}."
        )
    return SMTPMail(settings) if settings.smtp_host else LoggedMail()
