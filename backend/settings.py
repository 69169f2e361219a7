"""The settings: one table of name, default and help, read from CADENZA_* variables."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, NamedTuple

from backend import paths

VERSION = "0.1.0"
PREFIX = "CADENZA_"


class SettingError(Exception):
    """A setting has a value that cannot be read; names the variable and what is possible."""


def _setting(default: Any, text: str) -> Any:
    return field(default=default, metadata={"help": text})


@dataclass(frozen=True)
class Settings:
    """Every setting with its default; the variable of `port` is CADENZA_PORT."""

    host: str = _setting("127.0.0.1", "Address that the server listens on.")
    port: int = _setting(5000, "Port that the server listens on.")
    threads: int = _setting(64, "Requests served at once; every open progress stream holds one.")
    workers: int = _setting(1, "Worker processes beside the server; 0 on a machine only for pages.")
    instance: Path = _setting(paths.INSTANCE, "Folder of the database, the songs and the secrets.")
    database: str = _setting(
        "", "SQLAlchemy address; empty: cadenza.sqlite3 in the instance folder."
    )
    secret_key: str = _setting(
        "", "Signs the sessions; empty: made once, kept in the instance folder."
    )
    models: Path = _setting(paths.MODELS, "Folder of the trained models, one folder a genre.")
    demos: Path = _setting(
        paths.DEMOS, "Folder of the songs that a new account finds in its library."
    )
    dist: Path = _setting(paths.DIST, "Folder of the built front-end.")
    upload_bytes: int = _setting(10_000_000, "Largest upload, in bytes.")
    recording_bytes: int = _setting(150_000_000, "Largest recording to listen to, in bytes.")
    recordings_bytes: int = _setting(2_000_000_000, "Recordings of one user together, in bytes.")
    soundfont: str = _setting(
        "", "SF2 or SF3 file that plays exports; empty: the system's, or the one that is bundled."
    )
    page_soundfont_bytes: int = _setting(
        48_000_000, "Largest SoundFont of exports that pages fetch to sound alike, in bytes."
    )
    exports_days: int = _setting(14, "Days that an exported file is kept after its last use.")
    exports_bytes: int = _setting(5_000_000_000, "Exported files kept at most, in bytes.")
    lease_seconds: float = _setting(
        4.0, "A job whose worker is silent for so long is given to another."
    )
    jobs_per_user: int = _setting(12, "Jobs that one user may have waiting or running at once.")
    sign_in_limit: str = _setting("10 per minute", "Failed sign-ins per address and per e-mail.")
    sign_up_limit: str = _setting("30 per hour", "New accounts per address.")
    reset_limit: str = _setting("5 per hour", "Password links per address and per e-mail.")
    upload_limit: str = _setting("300 per hour", "Uploaded files per user.")
    photo_bytes: int = _setting(5_000_000, "Largest portrait, in bytes.")
    url: str = _setting(
        "", "Where people reach the site, for links in e-mails; empty: http://HOST:PORT."
    )
    smtp_host: str = _setting("", "Mail server; empty: mails are printed in the log instead.")
    smtp_port: int = _setting(587, "Port of the mail server.")
    smtp_security: str = _setting("starttls", "One of starttls, tls, none.")
    smtp_user: str = _setting("", "Name at the mail server; empty: none is given.")
    smtp_password: str = _setting("", "Password at the mail server.")
    mail_from: str = _setting("cadenza@localhost", "Sender of the mails.")
    reports_to: str = _setting("", "Who gets complaints by e-mail; `--reports` lists them too.")
    report_limit: str = _setting("10 per hour", "Complaints about shared songs per address.")
    sheet_limit: str = _setting("60 per hour", "Scores engraved for visitors per address.")
    proxies: int = _setting(0, "Trusted proxies in front that set X-Forwarded-For and -Proto.")
    log_level: str = _setting("info", "One of debug, info, warning, error.")

    @property
    def database_url(self) -> str:
        """The SQLAlchemy address of the database."""
        return self.database or f"sqlite:///{(self.instance / 'cadenza.sqlite3').resolve()}"

    @property
    def soundfont_path(self) -> Path | None:
        """The SoundFont that is set, if one is."""
        return Path(self.soundfont).expanduser() if self.soundfont else None

    @property
    def site(self) -> str:
        """The address of the site without a slash behind; never taken from a request."""
        return (self.url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def songs(self) -> Path:
        """The folder of the stored songs."""
        return self.instance / "songs"

    def environment(self) -> dict[str, str]:
        """The environment of this process with these settings in it, for a child process."""
        ours = {PREFIX + f.name.upper(): str(getattr(self, f.name)) for f in fields(self)}
        return {**os.environ, **ours}

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> "Settings":
        """Read the settings from `environ` (by default the process's own).

        Raises:
            SettingError: a value is not of the setting's kind.
        """
        source = os.environ if environ is None else environ
        return cls(**{
            f.name: _read(f.type, source[PREFIX + f.name.upper()], PREFIX + f.name.upper())
            for f in fields(cls)
            if source.get(PREFIX + f.name.upper())
        })  # fmt: skip


class Row(NamedTuple):
    """One line of the table of settings."""

    variable: str
    default: str
    help: str


def table() -> list[Row]:
    """All settings for people: variable, default (paths relative to the project) and help."""
    rows = []
    for f in fields(Settings):
        value = f.default
        shown = value.relative_to(paths.ROOT).as_posix() if isinstance(value, Path) else str(value)
        rows.append(Row(PREFIX + f.name.upper(), shown, f.metadata["help"]))
    return rows


def _read(kind: Any, text: str, variable: str) -> Any:
    if kind is Path:
        return Path(text).expanduser().resolve()
    try:
        return kind(text)
    except ValueError as error:
        wanted = {int: "a whole number", float: "a number"}[kind]
        raise SettingError(f"{variable} is “{text}”. Set it to {wanted}.") from error
