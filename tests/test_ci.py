"""A run that has to show the site in a browser fails when it did not."""

import subprocess
import sys

from backend.paths import ROOT


def test_a_run_without_browser_tests_is_no_success_where_they_are_required() -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/storage"]
    for option, status in (([], 0), (["--require-e2e"], 1)):
        done = subprocess.run(
            [*command, *option], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == status, done.stdout
    assert "All of them have to run." in done.stdout


def test_ci_requires_them() -> None:
    assert 'make test BROWSER="--require-e2e"' in (ROOT / ".ci/run").read_text("utf-8")
