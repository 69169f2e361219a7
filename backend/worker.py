"""The worker: claims jobs and does them, in a process of its own."""

import logging
import signal
import sys
import threading
from functools import partial

import sqlalchemy
from sqlalchemy.orm import sessionmaker

from backend.db import connect
from backend.jobs import Crew
from backend.jobs.processes import follow_parent
from backend.music.audio.warming import warm
from backend.music.errors import MusicError
from backend.services import bins, exports, generations, keeping, listening, rewrites, workplace
from backend.services.composer import Composer
from backend.settings import Settings
from backend.storage import LocalFiles

log = logging.getLogger(__name__)


def create_worker(
    settings: Settings, composer: Composer, engine: sqlalchemy.Engine | None = None
) -> Crew:
    """A worker that can do everything there is to do.

    Args:
        settings: all of them.
        composer: the engine that writes.
        engine: of the database; by default one of its own, for as long as the process lives.
    """
    files = LocalFiles(settings.songs)
    return Crew(
        sessionmaker(engine or connect(settings.database_url), expire_on_commit=False),
        settings.database_url,
        {
            exports.NAME: exports.handler(files, settings),
            generations.NAME: generations.handler(composer, files),
            listening.NAME: listening.handler(files, settings),
            **{k.name: rewrites.handler(k, composer, files) for k in rewrites.KINDS},
        },
        lease=settings.lease_seconds,
        dropped=partial(keeping.discard, files),
        chores=[
            partial(bins.expire, files),
            partial(exports.clear, files, settings),
            partial(workplace.tidy, settings),
        ],
    )


def main() -> int:
    """Work until told to stop, or until the parent process is gone."""
    from backend.services.engine import EngineComposer

    settings = Settings.from_environment()
    logging.basicConfig(level=settings.log_level.upper(), format="%(levelname)s %(message)s")
    composer = EngineComposer(settings.models)
    worker = create_worker(settings, composer)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: worker.stop())
    if "--with-parent" in sys.argv:
        follow_parent(worker.stop)
    try:
        composer.load()
    except MusicError as error:
        log.warning("Nothing can be composed yet. %s", error)  # pages and the library still work
    # In the background: songs can be written meanwhile, and the first export finds it done.
    threading.Thread(target=warm, daemon=True).start()
    worker.work()
    return 0


if __name__ == "__main__":
    sys.exit(main())
