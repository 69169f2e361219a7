"""A queue that knows no music: a name and JSON in, progress and a result out.

The row in `jobs` is the truth. A worker claims it by a lease that it renews while it lives; a job
whose lease ran out is claimed again, and only the holder of the lease can finish it.
"""

from backend.jobs.bell import Bell
from backend.jobs.claim import ACTIVE, FINAL, MAX_ATTEMPTS
from backend.jobs.errors import JobCancelledError, JobFailedError, LeaseLostError
from backend.jobs.queue import Event, active_count, cancel, enqueue, events_after, state_of
from backend.jobs.run import Finish, Handler, Run
from backend.jobs.worker import Crew

__all__ = [
    "ACTIVE",
    "FINAL",
    "MAX_ATTEMPTS",
    "Bell",
    "Crew",
    "Event",
    "Finish",
    "Handler",
    "JobCancelledError",
    "JobFailedError",
    "LeaseLostError",
    "Run",
    "active_count",
    "cancel",
    "enqueue",
    "events_after",
    "state_of",
]
