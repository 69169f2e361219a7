"""What a user changes about the account: name and bio, e-mail, password, open sessions."""

from sqlalchemy.exc import IntegrityError

from backend.db import User
from backend.services import accounts, passwords
from backend.services.context import Context
from backend.services.errors import EmailTakenError, InvalidError
from backend.services.texts import one_line, paragraphs

LONGEST_BIO = 600
MOVED = """Hello {name},

the e-mail address of your account at Cadenza is {new} from now on.
If you did not change it, ask for a new password at {site}/forgot with the new address,
or write to whoever runs this site.
"""


def describe(context: Context, user_id: str, name: str, bio: str) -> None:
    """Set name and bio.

    Raises:
        InvalidError: one of them is too long, or the name is empty.
    """
    user = context.session.get_one(User, user_id)
    user.name = one_line(name, "A name", accounts.LONGEST_NAME, "name")
    user.bio = paragraphs(bio, "A text about you", LONGEST_BIO, "bio")
    context.session.commit()


def change_email(context: Context, user_id: str, email: str, password: str) -> None:
    """Sign in with another e-mail from now on; both addresses are told.

    Raises:
        InvalidError: it is no e-mail, or the password is wrong.
        EmailTakenError: somebody has it.
    """
    user = confirmed(context, user_id, password)
    old, user.email = user.email, accounts.address_of(email)
    user.sessions += 0 if user.email == old else 1
    try:
        context.session.commit()
    except IntegrityError as error:
        context.session.rollback()
        raise EmailTakenError(
            "There is an account with this e-mail.", "Choose another one.", "email"
        ) from error
    if user.email != old:
        text = MOVED.format(name=user.name, new=user.email, site=context.settings.site)
        for address in (old, user.email):
            context.mail.send(address, "Your e-mail at Cadenza has changed", text)


def change_password(context: Context, user_id: str, password: str, new: str) -> None:
    """Set another password, and end every session.

    Raises:
        InvalidError: the old one is wrong, or the new one cannot be taken.
    """
    passwords.set_for(confirmed(context, user_id, password), new)
    context.session.commit()


def end_sessions(context: Context, user_id: str) -> None:
    """Sign out everywhere; links for a new password stop working too, tokens go on."""
    context.session.get_one(User, user_id).sessions += 1
    context.session.commit()


def confirmed(context: Context, user_id: str, password: str) -> User:
    """The user, if the password is right.

    Raises:
        InvalidError: it is wrong.
    """
    user = context.session.get_one(User, user_id)
    if not passwords.matches(user.password_hash, password):
        raise InvalidError("That is not your password.", "Nothing was changed.", "password")
    return user
