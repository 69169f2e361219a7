"""What a use case can refuse, and how every fault of the musical core is told to people."""

import errno
import sqlite3
from typing import NamedTuple

from sqlalchemy.exc import OperationalError

from backend.music import errors


class ServiceError(Exception):
    """A refusal that the asker can act on.

    Attributes:
        code: a fixed word for programs.
        message: what happened, for people.
        cure: what to do about it.
        field: which part of the request is meant, if one is.
    """

    code = "refused"

    def __init__(self, message: str, cure: str = "", field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.cure = cure
        self.field = field


class NotFoundError(ServiceError):
    """It is not there, or it is somebody else's, which must look the same."""

    code = "not_found"


class MovedError(NotFoundError):
    """It is the user's, but not there any more: in the bin, or out of it again."""


class InvalidError(ServiceError):
    """A value cannot be taken; `field` says which."""

    code = "invalid"


class EmailTakenError(ServiceError):
    """An account with this e-mail is there already."""

    code = "email_taken"


class SignInError(ServiceError):
    """E-mail and password do not go together; never says which of them is wrong."""

    code = "sign_in_failed"


class OutdatedError(ServiceError):
    """What is changed has been changed by somebody else in between."""

    code = "outdated"


class BusyError(ServiceError):
    """The user has as many jobs under way as one may have."""

    code = "too_many_jobs"


class TooLargeError(ServiceError):
    """A file is larger than may be uploaded."""

    code = "too_large"


class Fault(NamedTuple):
    """How a fault of the core is told: its word for programs and a cure to add to its message."""

    code: str
    cure: str


# The messages of the core say the cure themselves where it depends on the case.
_FAULTS: dict[type[errors.MusicError], Fault] = {
    errors.UnreadableMIDIError: Fault("unreadable_midi", "Choose another .mid file."),
    errors.UnusableScoreError: Fault("unusable_score", "Choose a file with more music in it."),
    errors.BadRequestError: Fault("invalid", ""),
    errors.RefusedEditError: Fault("edit_refused", "Change it or take it out of the list."),
    errors.MissingModelError: Fault("missing_model", "Choose a genre that is trained."),
    errors.IncompatibleModelError: Fault("incompatible_model", "Train the genre again."),
    errors.MissingDataError: Fault("missing_data", ""),
    errors.MissingSynthError: Fault("missing_synth", ""),
    errors.MissingEarError: Fault("missing_ear", ""),
    errors.UnreadableAudioError: Fault("unreadable_audio", ""),
    errors.CancelledError: Fault("cancelled", ""),
    errors.CollapsedError: Fault("collapsed", "Try another seed."),
}


def disk_is_full(error: Exception) -> bool:
    """Whether a file or the database could not be written because there is no room left."""
    if isinstance(error, OperationalError):
        code = getattr(error.orig, "sqlite_errorcode", None)
        state = getattr(error.orig, "sqlstate", None)  # of PostgreSQL
        return code == sqlite3.SQLITE_FULL or state == "53100"
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)


def fault_of(error: errors.MusicError) -> Fault:
    """The telling of the nearest class of `error`."""
    for kind in type(error).__mro__:
        if kind in _FAULTS:
            return _FAULTS[kind]
    return Fault("music", "")
