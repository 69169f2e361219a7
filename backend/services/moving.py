"""Moving to another e-mail: it holds when a link that was sent there has been opened."""

from sqlalchemy.exc import IntegrityError

from backend.db import User
from backend.services import accounts, links, profile
from backend.services.context import Context
from backend.services.errors import EmailTakenError, InvalidError

LIFE = 24 * 3600  # seconds that a link works
PURPOSE = "another-email"
SUBJECT = "Your e-mail at Cadenza"
ASKED = """Hello {name},

you want to sign in at Cadenza with this address. Confirm it here within 24 hours:

{link}

If it was not you, do nothing: nothing changes.
"""
MOVED = """Hello {name},

the e-mail address of your account at Cadenza is {new} from now on.
If you did not change it, ask for a new password at {site}/forgot with the new address,
or write to whoever runs this site.
"""


def ask(context: Context, key: str, user_id: str, email: str, password: str) -> str:
    """Send a link to another address, and return that address; the old one holds until then.

    Args:
        context: as always.
        key: signs the link.
        user_id: whose.
        email: as it was typed.
        password: of the account.

    Raises:
        InvalidError: it is no e-mail or the one that holds, or the password is wrong.
        EmailTakenError: somebody has it.
    """
    user, new = profile.confirmed(context, user_id, password), accounts.address_of(email)
    if new == user.email:
        raise InvalidError("You sign in with this e-mail already.", "Nothing was changed.", "email")
    if accounts.by_email(context, new) is not None:
        raise _taken()
    link = f"{context.settings.site}/account/email/{links.token_of(key, PURPOSE, user, new)}"
    context.mail.send(new, SUBJECT, ASKED.format(name=user.name, link=link))
    return new


def wanted(context: Context, key: str, token: str) -> tuple[User, str]:
    """Whose link it is, and the address it leads to; raises as `links.opened`."""
    user, new = links.opened(context, key, PURPOSE, token, LIFE)
    return user, str(new)


def finish(context: Context, key: str, token: str) -> User:
    """Sign in with the new address from now on; both are told, and every session ends.

    Raises:
        InvalidError: the link does not work.
        EmailTakenError: somebody has taken the address meanwhile.
    """
    user, new = wanted(context, key, token)
    old, user.email = user.email, new
    user.sessions += 1
    try:
        context.session.commit()
    except IntegrityError as error:
        context.session.rollback()
        raise _taken() from error
    text = MOVED.format(name=user.name, new=new, site=context.settings.site)
    for address in (old, new):
        context.mail.send(address, SUBJECT, text)
    return user


def _taken() -> EmailTakenError:
    return EmailTakenError("There is an account with this e-mail.", "Choose another one.", "email")
