"""The settings: one table, read from the environment, documented."""

import os
import stat
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from backend.commands import prepare, secret_key
from backend.paths import ROOT
from backend.settings import VERSION, SettingError, Settings, table


def test_defaults_need_no_environment() -> None:
    settings = Settings.from_environment({})
    assert settings == Settings()
    assert (settings.host, settings.port) == ("127.0.0.1", 5000)
    assert settings.database_url.startswith("sqlite:////")


def test_variables_set_them() -> None:
    environment = {
        "CADENZA_PORT": "5001",
        "CADENZA_INSTANCE": "/srv/cadenza",
        "CADENZA_LEASE_SECONDS": "2.5",
        "CADENZA_HOST": "",
        "OTHER": "x",
    }
    settings = Settings.from_environment(environment)
    assert (settings.port, settings.lease_seconds) == (5001, 2.5)
    assert settings.instance == Path("/srv/cadenza")
    assert settings.host == "127.0.0.1"


@pytest.mark.parametrize(
    ("name", "kind"), [("PORT", "a whole number"), ("LEASE_SECONDS", "a number")]
)
def test_a_wrong_value_names_the_variable_and_the_cure(name: str, kind: str) -> None:
    with pytest.raises(SettingError, match=f"CADENZA_{name} is “many”. Set it to {kind}."):
        Settings.from_environment({f"CADENZA_{name}": "many"})


def test_a_child_gets_the_same_settings(tmp_path: Path) -> None:
    settings = Settings(instance=tmp_path, port=5005, lease_seconds=1.5, database="sqlite:///x")
    assert Settings.from_environment(settings.environment()) == settings


def test_the_documents_list_every_setting() -> None:
    text = (ROOT / "docs" / "settings.md").read_text("utf-8")
    for row in table():
        assert f"| `{row.variable}` | {row.default or '(empty)'} | {row.help} |" in text
    assert text.count("| `CADENZA_") == len(table())


def test_only_the_settings_read_the_environment() -> None:
    readers = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "backend").rglob("*.py")
        if "os.environ" in path.read_text("utf-8") or "getenv" in path.read_text("utf-8")
    ]
    assert readers == ["backend/settings.py"]


def test_the_version_is_that_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == VERSION


def test_the_secret_key_is_made_once_for_the_owner_alone(tmp_path: Path) -> None:
    settings = Settings(instance=tmp_path / "instance")
    prepare(settings)
    first = secret_key(settings)
    assert len(first) >= 43
    prepare(settings)
    assert secret_key(settings) == first
    assert secret_key(Settings(instance=tmp_path / "other")) != first
    assert secret_key(Settings(instance=tmp_path / "other", secret_key="given")) == "given"
    if os.name == "posix":
        assert stat.S_IMODE((settings.instance / "secret_key").stat().st_mode) == 0o600
        assert stat.S_IMODE(settings.instance.stat().st_mode) == 0o700


def test_the_command_lists_them_and_refuses_nonsense() -> None:
    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "backend", *arguments],
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    listed = run("--settings")
    assert listed.returncode == 0
    assert all(row.variable in listed.stdout for row in table())
    refused = run(CADENZA_PORT="many")
    assert refused.returncode == 2
    assert refused.stderr == "CADENZA_PORT is “many”. Set it to a whole number.\n"
