"""A forgotten password: a signed link by e-mail that works once and for an hour."""

from backend.db import User
from backend.services import accounts, links, passwords
from backend.services.context import Context

LIFE = 3600  # seconds that a link works
PURPOSE = "password-reset"
LETTER = """Hello {name},

somebody, probably you, asked for a new password for your account at Cadenza.
Choose one here within the hour; the link works once:

{link}

If it was not you, do nothing: your password stays as it is.
"""


def ask(context: Context, key: str, email: str) -> None:
    """Send a link if there is such an account; the caller cannot tell whether there is.

    Args:
        context: as always.
        key: signs the link.
        email: as it was typed.
    """
    user = accounts.by_email(context, email)
    if user is None:
        return
    link = f"{context.settings.site}/reset/{links.token_of(key, PURPOSE, user)}"
    context.mail.send(
        user.email, "A new password for Cadenza", LETTER.format(name=user.name, link=link)
    )


def user_of(context: Context, key: str, token: str) -> User:
    """Whose link it is; raises as `links.opened`."""
    return links.opened(context, key, PURPOSE, token, LIFE)[0]


def finish(context: Context, key: str, token: str, password: str) -> None:
    """Set the new password, and end every session.

    Raises:
        InvalidError: the link does not work, or the password cannot be taken.
    """
    passwords.set_for(user_of(context, key, token), password)
    context.session.commit()
