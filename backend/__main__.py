"""The one command: python -m backend serves the studio and keeps its worker alive."""

import argparse
import logging
import socket
import sys
from collections.abc import Sequence
from dataclasses import replace

from backend.settings import SettingError, Settings, table


def main(arguments: Sequence[str] | None = None) -> int:
    """Prepare, serve until Ctrl+C; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m backend", description=__doc__)
    parser.add_argument("--host", help="address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=int, help="port to listen on (5000)")
    parser.add_argument("--settings", action="store_true", help="list all settings and end")
    parser.add_argument("--reports", action="store_true", help="list complaints of songs and end")
    asked = parser.parse_args(arguments)
    if asked.settings:
        for row in table():
            print(f"{row.variable:24} {row.default or '(empty)':24} {row.help}")
        return 0
    try:
        settings = Settings.from_environment()
    except SettingError as error:
        return _refuse(str(error))
    if asked.reports:
        from backend.commands import reports

        print("\n".join(reports(settings)) or "Nobody has complained.")
        return 0
    given = {"host": asked.host, "port": asked.port}
    settings = replace(settings, **{k: v for k, v in given.items() if v is not None})
    if not _is_free(settings):
        return _refuse(
            f"Port {settings.port} is taken. Choose another: make run PORT={settings.port + 1}"
        )
    return _run(settings)


def _run(settings: Settings) -> int:
    from backend.commands import prepare
    from backend.jobs.processes import Child, supervise

    logging.basicConfig(level=settings.log_level.upper(), format="%(levelname)s %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    prepare(settings)
    worker = [sys.executable, "-m", "backend.worker", "--with-parent"]
    children = [Child("worker", worker) for _ in range(settings.workers)]
    children.append(Child("server", _server(settings), vital=True))
    print(f"Cadenza is at http://{settings.host}:{settings.port} (Ctrl+C ends it)", flush=True)
    return supervise(children, settings.environment())


def _server(settings: Settings) -> list[str]:
    """The command of the server: waitress where gunicorn does not run."""
    if sys.platform == "win32":
        address = f"--listen={settings.host}:{settings.port}"
        threads = f"--threads={settings.threads}"
        application = ["--call", "backend.app:serve_with_parent"]
        return [sys.executable, "-m", "waitress", address, threads, *application]
    return [
        sys.executable, "-m", "gunicorn",
        f"--bind={settings.host}:{settings.port}",
        "--worker-class=gthread", f"--threads={settings.threads}",
        "--graceful-timeout=2",  # open progress streams come back by themselves
        "--keep-alive=15",
        "--no-control-socket",
        "--log-level=warning",
        "backend.app:serve_with_parent()",
    ]  # fmt: skip


def _is_free(settings: Settings) -> bool:
    with socket.socket() as probe:
        if sys.platform != "win32":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError:
            return False
    return True


def _refuse(message: str) -> int:
    print(message, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
