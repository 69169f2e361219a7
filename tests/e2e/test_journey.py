"""The main job in a real browser: sign up, generate, hear, download, restyle, keep, delete."""

import json
import shutil
import subprocess
import warnings
from collections.abc import Callable
from pathlib import Path

import mido
import music21
import pretty_midi
from playwright.sync_api import Page, expect

from backend import paths
from tests.e2e.files import tune, written
from tests.e2e.studio import Studio

LOUD = 0.005  # RMS of the master that is certainly music and not noise


def test_a_song_is_heard_while_it_is_written_and_leaves_as_midi(
    studio: Studio, tmp_path: Path, shoot: Callable[[Page, str], None]
) -> None:
    shoot(studio.page, "studio-empty")
    assert max(studio.levels(0.3)) == 0
    studio.generate(bars="8", key="D minor", tempo="120")
    levels = studio.heard()
    assert len({level for level in levels if level > LOUD}) > 5, "the meter did not move"
    studio.finished()
    shoot(studio.page, "studio-song")
    expect(studio.of("status")).to_contain_text("as asked")
    assert studio.page.url.rsplit("/", 1)[-1] != "studio"
    path = studio.download(tmp_path)
    assert path.suffix == ".mid"
    _readable_by_all(path, bars=8, tempo=120)


def _readable_by_all(path: Path, bars: int, tempo: float) -> None:
    """Four readers that know nothing of us find the same music."""
    pretty = pretty_midi.PrettyMIDI(str(path))
    notes = sum(len(i.notes) for i in pretty.instruments)
    assert notes > 4 * bars
    assert abs(pretty.get_tempo_changes()[1][0] - tempo) < 0.01
    assert pretty.get_end_time() < (bars + 1) * 4 * 60 / tempo
    raw = mido.MidiFile(path)
    assert raw.type == 1
    assert sum(m.type == "note_on" and m.velocity > 0 for t in raw.tracks for m in t) == notes
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # music21 remarks on drum tracks without pitch names
        stream = music21.converter.parse(path)
    assert sum(len(n.pitches) if n.isChord else 1 for n in stream.flatten().notes) > 0
    node = shutil.which("node") or str(paths.ROOT / ".venv" / "bin" / "node")
    script = paths.ROOT / "frontend" / "test" / "read_midi.mjs"
    said = subprocess.run([node, script, path], capture_output=True, text=True, check=True)
    assert json.loads(said.stdout)["notes"] == notes


def test_the_player_obeys(studio: Studio) -> None:
    page = studio.page
    studio.generate(bars="8", tempo="120")
    studio.finished()
    expect(studio.of("pause")).to_be_visible()
    page.get_by_test_id("song-title").click()
    page.keyboard.press("Space")
    expect(studio.of("play")).to_be_visible()
    stood = studio.position()
    page.wait_for_timeout(700)
    assert studio.position() == stood
    studio.quiet()
    page.keyboard.press("Home")
    studio.stands_at("1.1")
    page.keyboard.press("ArrowRight")
    studio.stands_at("1.2")
    page.keyboard.press("Shift+ArrowRight")
    studio.stands_at("2.1")
    seek = studio.of("seek")
    seek.fill(str(int(seek.get_attribute("max") or 0) // 2))
    studio.stands_at("5.1")

    assert _beats_in(studio, 3, speed=200) > 1.6 * _beats_in(studio, 3, speed=75)

    studio.of("volume").fill("0")
    studio.quiet()
    studio.of("volume").fill("80")
    for sound in ("piano", "fm", "am", "written"):
        studio.of("sound").select_option(sound)
        studio.of("home").click()
        assert max(studio.heard()) > LOUD, f"{sound} is silent"


def _beats_in(studio: Studio, seconds: float, speed: int) -> int:
    """How many beats go by from bar 1, at a speed in per cent."""
    studio.of("speed").fill(str(speed))
    studio.of("home").click()
    if studio.of("play").count():
        studio.of("play").click()
    studio.page.wait_for_timeout(seconds * 1000)
    bar, beat = studio.position()
    return (bar - 1) * 4 + beat


def test_music_plays_before_it_is_whole_and_the_writing_can_be_stopped(studio: Studio) -> None:
    # A short one first, so that sounds are loaded and only the writing takes its time.
    studio.generate(bars="4")
    studio.finished()
    kept = studio.page.url
    studio.of("stop-playing").click()
    studio.quiet()
    studio.generate(bars="256", **{"compose-candidates": "8"})
    studio.sounds()
    expect(studio.of("stop")).to_be_visible()
    studio.of("stop").click()
    expect(studio.of("generate")).to_be_visible()
    expect(studio.of("status")).to_have_text("Stopped. Nothing was kept.")
    assert studio.page.url == kept


def test_a_song_is_restyled_and_both_are_heard_from_one_place(
    studio: Studio, tmp_path: Path, shoot: Callable[[Page, str], None]
) -> None:
    original = written(tmp_path, "original.mid", tune())
    studio.bring(original)
    studio.of("strength").fill("60")
    studio.of("restyle").click()
    studio.finished()
    expect(studio.of("side-b")).to_have_attribute("aria-pressed", "true")
    shoot(studio.page, "studio-restyle")
    path = studio.download(tmp_path)
    assert _sung(original) <= _sung(path), "notes of the tune are lost"

    before = studio.position()
    studio.page.get_by_test_id("song-title").click()
    studio.page.keyboard.press("x")
    expect(studio.of("side-a")).to_have_attribute("aria-pressed", "true")
    after = studio.position()
    assert (after[0] - 1) * 4 + after[1] - ((before[0] - 1) * 4 + before[1]) in range(5)
    expect(studio.of("strip")).to_have_count(1)
    studio.heard()
    studio.of("side-b").click()
    studio.heard()


def _sung(path: Path) -> set[tuple[int, int]]:
    """Onset (in twelfths of a quarter) and pitch of every note that is not a drum."""
    midi = pretty_midi.PrettyMIDI(str(path))
    return {
        (round(12 * midi.time_to_tick(n.start) / midi.resolution), n.pitch)
        for i in midi.instruments
        if not i.is_drum
        for n in i.notes
    }


def test_the_library_keeps_plays_renames_and_deletes(
    studio: Studio, tmp_path: Path, shoot: Callable[[Page, str], None]
) -> None:
    page = studio.page
    studio.generate(bars="4")
    studio.finished()
    title = page.get_by_test_id("song-title").inner_text()
    page.goto("/library")
    rows = studio.of("song-row")
    count = rows.count()
    first = rows.first
    expect(first).to_contain_text(title)
    first.get_by_role("button", name=f"Play {title}").click()
    studio.heard()
    shoot(page, "library")
    first.get_by_test_id("more").click()
    with page.expect_download() as waiting:
        first.get_by_test_id("download-midi").click()
    assert mido.MidiFile(waiting.value.path()).length > 1
    first.get_by_test_id("title").fill("Slow ferry")
    first.get_by_test_id("rename").click()
    expect(rows.first).to_contain_text("Slow ferry")
    rows.first.get_by_test_id("more").click()
    rows.first.get_by_test_id("delete").click()
    expect(studio.of("gone")).to_contain_text("“Slow ferry” is in the bin")
    expect(rows).to_have_count(count - 1)
    studio.of("bring-back").click()
    expect(rows).to_have_count(count)
    expect(page.locator(".song-title").get_by_text("Slow ferry")).to_have_count(1)


def test_the_library_works_without_script(studio: Studio, open_page: Callable[..., Page]) -> None:
    studio.generate(bars="4")
    studio.finished()
    plain = open_page(java_script_enabled=False, storage_state=studio.page.context.storage_state())
    plain.goto("/library")
    row = plain.get_by_test_id("song-row").first
    row.get_by_test_id("more").click()
    row.get_by_test_id("title").fill("By hand")
    row.get_by_test_id("rename").click()
    row = plain.get_by_test_id("song-row").first
    expect(row).to_contain_text("By hand")
    row.get_by_test_id("more").click()
    row.get_by_test_id("delete").click()
    expect(plain.get_by_test_id("gone")).to_contain_text("“By hand” is in the bin")
    expect(plain.locator(".song-title").get_by_text("By hand")).to_have_count(0)
