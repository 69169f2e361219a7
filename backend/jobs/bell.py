"""A bell that rings when another connection has written to the database.

SQLite counts commits in `PRAGMA data_version`; asking for it costs some microseconds, no query
and no lock, so waiting threads can ask often. On other databases the bell rings by the clock.
"""

import sqlite3
import time
from types import TracebackType

from sqlalchemy import make_url

PAUSE = 0.01  # seconds between two looks: the most that a new job waits for an idle worker
BLIND_PAUSE = 0.05  # the same where there is nothing to look at but the tables themselves


class Bell:
    """One waiting thread's ear; not shared between threads."""

    def __init__(self, url: str, pause: float = PAUSE) -> None:
        self._pause = pause
        address = make_url(url)
        self._connection: sqlite3.Connection | None = None
        if address.get_backend_name() == "sqlite" and address.database:
            self._connection = sqlite3.connect(address.database, check_same_thread=False)
        self._seen = self._version()

    def wait(self, seconds: float) -> bool:
        """Wait until something was written since the last call; False after `seconds`."""
        if self._connection is None:
            time.sleep(min(BLIND_PAUSE, seconds))
            return True
        until = time.monotonic() + seconds
        while (version := self._version()) == self._seen:
            if time.monotonic() >= until:
                return False
            time.sleep(self._pause)
        self._seen = version
        return True

    def close(self) -> None:
        """Let the connection go."""
        if self._connection is not None:
            self._connection.close()

    def __enter__(self) -> "Bell":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _version(self) -> int:
        if self._connection is None:
            return 0
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])
