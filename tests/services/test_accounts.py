"""Accounts and tokens without a request."""

import time

import pytest

from backend.db import Token
from backend.services import accounts, songs, tokens
from backend.services.context import Context
from backend.services.errors import (
    EmailTakenError,
    NotFoundError,
    SignInError,
)


def test_e_mails_are_one_however_they_are_typed(context: Context) -> None:
    user = accounts.sign_up(context, " Ada   Lovelace ", " Ada@Exämple.org ", "a whole rest")
    assert user.name == "Ada Lovelace"
    assert accounts.sign_in(context, "ADA@EXÄMPLE.ORG", "a whole rest").id == user.id
    with pytest.raises(EmailTakenError):
        accounts.sign_up(context, "Ada", "ada@exämple.org", "a whole rest")
    assert accounts.find(context, user.id) is user
    assert accounts.find(context, "nobody") is None


@pytest.mark.parametrize("email", ["ada", "", "ada@", "a b@example.org", "ada@example.org\nx"])
def test_what_is_no_e_mail_signs_nobody_in(context: Context, email: str) -> None:
    with pytest.raises(SignInError):
        accounts.sign_in(context, email, "a whole rest")


def test_a_failed_sign_up_leaves_the_session_usable(context: Context) -> None:
    accounts.sign_up(context, "Ada", "ada@example.org", "a whole rest")
    with pytest.raises(EmailTakenError):
        accounts.sign_up(context, "Ada", "ada@example.org", "a whole rest")
    assert accounts.sign_up(context, "Bob", "bob@example.org", "a whole rest").id


def test_a_token_knows_its_owner_and_its_last_use(context: Context, user_id: str) -> None:
    made = tokens.make(context, user_id, " my   script ")
    assert made.secret.startswith("cdz_")
    assert made.token.name == "my script"
    owner = tokens.owner(context, made.secret)
    assert owner
    assert owner.id == user_id
    first_use = context.session.get_one(Token, made.token.id).last_used_at
    assert first_use
    assert abs(first_use - time.time()) < 60
    tokens.owner(context, made.secret)
    assert context.session.get_one(Token, made.token.id).last_used_at == first_use
    assert tokens.owner(context, made.secret[:-1]) is None
    listed = tokens.listed(context, user_id)
    assert [t["prefix"] for t in listed] == [made.secret[:8]]
    assert listed[0]["created_at"].endswith("Z")


def test_two_tokens_differ(context: Context, user_id: str) -> None:
    first, second = (tokens.make(context, user_id, "same").secret for _ in range(2))
    assert first != second
    assert len(first) > 40


def test_what_is_not_there_is_not_found(context: Context, user_id: str) -> None:
    with pytest.raises(NotFoundError):
        tokens.revoke(context, user_id, "nothing")
    with pytest.raises(NotFoundError):
        songs.get(context, user_id, "nothing")
