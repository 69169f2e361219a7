"""A take is made into a sound file and comes down by itself."""

from pathlib import Path

import soundfile

from tests.e2e.studio import Studio


def test_a_song_is_downloaded_as_sound(studio: Studio, tmp_path: Path) -> None:
    studio.generate(bars="4")
    studio.finished()
    studio.of("exports").locator("summary").click()
    with studio.page.expect_download(timeout=90_000) as waiting:
        studio.of("export-flac").click()
    path = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(path)
    assert path.suffix == ".flac"
    assert soundfile.info(path).duration > 4
