"""What a user changes about the account: name and bio, password, open sessions."""

from backend.db import User
from backend.services import accounts, passwords, placards
from backend.services.context import Context
from backend.services.errors import InvalidError
from backend.services.texts import one_line, paragraphs

LONGEST_BIO = 600


def describe(context: Context, user_id: str, name: str, bio: str) -> None:
    """Set name and bio.

    Raises:
        InvalidError: one of them is too long, or the name is empty.
    """
    user = context.session.get_one(User, user_id)
    user.name = one_line(name, "A name", accounts.LONGEST_NAME, "name")
    user.bio = paragraphs(bio, "A text about you", LONGEST_BIO, "bio")
    placards.of_maker(context.session, user)
    context.session.commit()


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
