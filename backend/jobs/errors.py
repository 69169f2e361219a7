"""How a job can end without a result."""


class JobFailedError(Exception):
    """The work cannot be done, and trying again would not help; says why and the cure."""

    def __init__(self, code: str, message: str, cure: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.cure = cure


class JobCancelledError(Exception):
    """The handler stopped because it was asked to."""


class LeaseLostError(Exception):
    """Another worker has the job now: everything this one made of it is dropped."""
