"""What a person does in the studio, in words, so that the tests read like a visit."""

import re
import time
import uuid
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

PASSWORD = "a whole rest"
LOUD = re.compile(r"^(0\.0[1-9]|0\.[1-9]|1)")  # RMS that is certainly music and not noise
QUIET = re.compile(r"^0\.00")
SEED = "7"  # so that every run meets the same songs
SONG_SECONDS = 60.0  # a song of 8 bars on two busy cores


@dataclass(frozen=True)
class Studio:
    """A signed-in person at a page."""

    page: Page

    @classmethod
    def signed_up(cls, page: Page, name: str = "Mo") -> "Studio":
        """Make an account; ends in the studio."""
        page.goto("/sign-up")
        page.fill("#name", name)
        page.fill("#email", f"{uuid.uuid4().hex}@example.org")
        page.fill("#password", PASSWORD)
        page.get_by_test_id("sign-up").click()
        page.wait_for_url("**/studio")
        return cls(page)

    def of(self, test_id: str) -> Locator:
        """The element of a stable id."""
        return self.page.get_by_test_id(test_id)

    def sheet(self, name: str) -> None:
        """On a phone, bring one part to the front."""
        self.page.get_by_role("button", name=name, exact=True).click()

    def generate(self, **wishes: str) -> None:
        """Ask for one take of a song; `wishes` are fields by their test id, such as bars="8"."""
        asked = {"compose-candidates": "1", "compose-seed": SEED, **wishes}
        for field, value in asked.items():
            control = self.of(field)
            if control.evaluate("e => e.tagName") == "SELECT":
                control.select_option(value)
            else:
                control.fill(value)
        self.of("generate").click()

    def bring(self, path: Path) -> None:
        """Choose a file to restyle, into one take."""
        self.of("tab-restyle").click()
        self.of("restyle-candidates").select_option("1")
        self.of("restyle-seed").fill(SEED)
        self.of("drop-midi").set_input_files(path)

    def finished(self) -> None:
        """Wait until the song is whole."""
        ended = re.compile("^(Done.*)?$")  # nothing to tell: an error says it
        expect(self.of("status")).to_have_text(ended, timeout=SONG_SECONDS * 1000)
        error = self.of("error")
        assert error.count() == 0, error.inner_text()
        expect(self.of("download-midi")).to_be_attached()

    def levels(self, seconds: float) -> list[float]:
        """What the level meter of the master shows, over a while."""
        seen, until = [], time.monotonic() + seconds
        while time.monotonic() < until:
            seen.append(float(self.of("level-meter").get_attribute("data-level") or 0))
            self.page.wait_for_timeout(50)
        return seen

    def sounds(self) -> None:
        """Wait for sound."""
        expect(self.of("level-meter")).to_have_attribute(
            "data-level", LOUD, timeout=SONG_SECONDS * 1000
        )

    def heard(self) -> list[float]:
        """Wait for sound, then what the meter shows over two seconds of it."""
        self.sounds()
        return self.levels(2)

    def quiet(self) -> None:
        """Wait until nothing sounds: on a busy machine sound comes after sight."""
        expect(self.of("level-meter")).to_have_attribute("data-level", QUIET, timeout=10_000)

    def stands_at(self, position: str) -> None:
        """Bar and beat are shown so, as soon as the next frame is drawn."""
        expect(self.of("position")).to_have_text(position)

    def position(self) -> tuple[int, int]:
        """Bar and beat, as shown."""
        bar, beat = self.of("position").inner_text().split(".")
        return int(bar), int(beat)

    def download(self, folder: Path) -> Path:
        """Save the MIDI file as a person does."""
        with self.page.expect_download() as waiting:
            self.of("download-midi").click()
        path = folder / waiting.value.suggested_filename
        waiting.value.save_as(path)
        return path
