"""Accounts: sign up, sign in, look up."""

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from backend.db import User
from backend.services import demos, passwords
from backend.services.context import Context
from backend.services.errors import EmailTakenError, InvalidError, SignInError
from backend.services.texts import one_line

LONGEST_NAME = 80


def sign_up(context: Context, name: str, email: str, password: str) -> User:
    """Make an account with the demo songs in its library.

    Raises:
        InvalidError: a field cannot be taken.
        EmailTakenError: the e-mail has an account.
    """
    name = one_line(name, "A name", LONGEST_NAME, "name")
    passwords.checked(password)
    user = User(name=name, email=address_of(email), password_hash=passwords.hash_password(password))
    context.session.add(user)
    try:
        context.session.commit()
    except IntegrityError as error:
        context.session.rollback()
        raise EmailTakenError(
            "There is an account with this e-mail.", "Sign in instead.", "email"
        ) from error
    demos.give(context, user.id)
    return user


def sign_in(context: Context, email: str, password: str) -> User:
    """The user whom e-mail and password belong to.

    Raises:
        SignInError: they do not go together.
    """
    user = by_email(context, email)
    if not passwords.matches(user.password_hash if user else None, password) or user is None:
        raise SignInError("That e-mail and password do not go together.", "Try again.")
    if passwords.is_outdated(user.password_hash):
        user.password_hash = passwords.hash_password(password)
        context.session.commit()
    return user


def find(context: Context, user_id: str) -> User | None:
    """The user with this id."""
    return context.session.get(User, user_id)


def by_email(context: Context, email: str) -> User | None:
    """The user with this e-mail, however it is typed."""
    return context.session.scalar(select(User).where(User.email == _normal(email)))


def address_of(email: str) -> str:
    """The one spelling of an e-mail address.

    Raises:
        InvalidError: it is none.
    """
    address = _normal(email)
    if address is None:
        raise InvalidError(
            "That is not an e-mail address.", "Write it like name@example.org.", "email"
        )
    return address


def _normal(email: str) -> str | None:
    try:
        checked = validate_email(email.strip(), check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return None
    return checked.normalized.lower()
