"""How often one may try to get in: by address, and by the e-mail that is tried."""

from flask import Response, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from backend.web.parts import parts

limiter = Limiter(get_remote_address, storage_uri="memory://")


def sign_in_limit() -> str:
    """The setting, read when a request comes."""
    return parts().settings.sign_in_limit


def sign_up_limit() -> str:
    """The setting, read when a request comes."""
    return parts().settings.sign_up_limit


def by_email() -> str:
    """One counter for each e-mail, from wherever it is tried."""
    return "email:" + request.form.get("email", "").strip().lower()


def failed(response: Response) -> bool:
    """Only what was refused counts: who signs in often is no burglar."""
    return response.status_code >= 400
