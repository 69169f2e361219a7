"""How often one may try to get in, ask for links, upload and complain: by address or by user."""

from flask import Response, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from backend.web.parts import parts
from backend.web.who import user_id

limiter = Limiter(get_remote_address, storage_uri="memory://")


def sign_in_limit() -> str:
    """The setting, read when a request comes."""
    return parts().settings.sign_in_limit


def sign_up_limit() -> str:
    """The setting, read when a request comes."""
    return parts().settings.sign_up_limit


def reset_limit() -> str:
    """The setting, read when a request comes."""
    return parts().settings.reset_limit


def upload_limit() -> str:
    """The setting, read when a request comes."""
    return parts().settings.upload_limit


def may_engrave() -> None:
    """Count a score that is engraved for a visitor; those that are there or under way are free.

    Raises:
        RateLimitExceeded: this address has had as many.
    """
    with limiter.limit(parts().settings.sheet_limit):
        pass


def by_user() -> str:
    """One counter for each user."""
    return f"user:{user_id()}"


def report_limit() -> str:
    """The setting, read when a request comes."""
    return parts().settings.report_limit


def by_email() -> str:
    """One counter for each e-mail, from wherever it is tried."""
    return "email:" + request.form.get("email", "").strip().lower()


def failed(response: Response) -> bool:
    """Only what was refused counts: who signs in often is no burglar."""
    return response.status_code >= 400
