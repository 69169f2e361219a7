"""The mixer, the transport, the views and MIDI devices, as a visitor uses them."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.e2e.held import Held
from tests.e2e.studio import Studio

# Two devices that do what the test says; what is sent to the module is kept.
DEVICES = """(() => {
  const input = { id: "keys", name: "Test keys", state: "connected", onmidimessage: null };
  const sent = (window.sentToModule = []);
  const output = {
    id: "module", name: "Test module", state: "connected",
    send: (bytes, at) => sent.push([[...bytes], at]),
  };
  const access = {
    inputs: new Map([["keys", input]]), outputs: new Map([["module", output]]),
    onstatechange: null,
  };
  window.pressKey = (pitch, velocity) => input.onmidimessage({
    data: new Uint8Array([0x90, pitch, velocity]), timeStamp: performance.now(),
  });
  navigator.requestMIDIAccess = async () => access;
})()"""
NO_DEVICES = "delete Navigator.prototype.requestMIDIAccess"


def _times(locator: Locator, key: str, count: int) -> None:
    for _ in range(count):
        locator.press(key)


def test_the_mixer_is_heard_and_keeps_what_belongs_to_the_music(studio: Studio) -> None:
    page = studio.page
    studio.generate(bars="8", tempo="120")
    studio.finished()
    studio.sounds()
    page.get_by_test_id("song-title").click()
    page.keyboard.press("l")  # what sounds now goes on sounding
    expect(studio.of("loop")).to_have_attribute("aria-pressed", "true")
    mutes = page.locator("[data-testid^=mute-]")
    for index in range(mutes.count()):
        mutes.nth(index).click()
    studio.quiet()
    for index in range(mutes.count()):
        mutes.nth(index).click()
    studio.sounds()
    studio.of("stop-playing").click()

    fader = studio.of("fader-0")
    _times(fader, "ArrowDown", 4)
    expect(fader).to_have_attribute("aria-valuetext", "−2 dB")
    studio.of("pan-0").fill("-40")
    studio.of("mute-1").click()
    studio.of("solo-0").click()
    studio.of("sound-0").click()
    studio.of("sound-search").fill("honky")
    studio.of("choose-program:3").click()
    expect(studio.of("sound-0")).to_contain_text("Honky-tonk Piano")
    song = page.url.rsplit("/", 1)[-1]
    expect(studio.of("edit-state")).to_have_attribute("data-state", "kept")
    page.reload()
    expect(studio.of("fader-0")).to_have_attribute("aria-valuetext", "−2 dB")
    expect(studio.of("pan-0")).to_have_value("-40")
    expect(studio.of("mute-1")).to_have_attribute("aria-pressed", "true")
    expect(studio.of("solo-0")).to_have_attribute("aria-pressed", "true")
    expect(studio.of("sound-0")).to_contain_text("Honky-tonk Piano")
    score = page.request.get(f"/api/v1/songs/{song}/score").json()
    assert score["tracks"][0]["volume_db"] == -2
    assert score["tracks"][0]["program"] == 3
    assert score["tracks"][1]["muted"]


def test_the_page_takes_over_the_sounds_of_sound_files_while_it_is_still(studio: Studio) -> None:
    studio.generate(bars="4", tempo="120")
    studio.finished()
    sounds, playing = studio.of("sounds"), studio.of("pause")
    if playing.count():
        playing.click()
    expect(sounds).to_have_attribute("data-sounds", "exported")
    studio.of("home").click()
    studio.of("play").click()
    studio.sounds()
    expect(sounds).to_have_attribute("title", "What you hear is what a sound file will have")


def test_sounds_that_cannot_be_had_are_told_and_tried_again(
    studio: Studio, shoot: Callable[[Page, str], None]
) -> None:
    page, sounds, note = studio.page, studio.of("sounds"), studio.of("font")
    page.route("**/soundfonts/*", lambda route: route.abort())
    studio.generate(bars="4", tempo="120")
    expect(studio.of("download-midi")).to_be_attached()
    expect(note).to_contain_text("Smaller sounds: downloads may sound different.")
    shoot(page, "sounds-apart")
    page.unroute("**/soundfonts/*")
    held = Held(page, "**/soundfonts/*")
    if studio.of("pause").count():
        studio.of("pause").click()
    studio.of("font-again").click()
    expect(sounds).to_have_attribute("data-sounds", "small")
    held.take().fulfill(body=b"RIFF of nobody")
    expect(sounds).to_have_attribute("data-sounds", "apart")
    expect(note).to_be_visible()
    studio.of("home").click()
    studio.of("play").click()
    studio.sounds()  # the smaller ones play on
    studio.of("pause").click()
    page.unroute("**/soundfonts/*")
    studio.of("font-again").click()
    expect(sounds).to_have_attribute("data-sounds", "exported")
    expect(note).to_have_count(0)


def test_views_stand_still_until_motion_is_wanted(
    open_page: Callable[..., Page], shoot: Callable[[Page, str], None]
) -> None:
    studio = Studio.signed_up(open_page(phone=True, reduced_motion="reduce"))
    studio.generate(bars="4")
    studio.finished()
    for view in ("falling", "spectrum"):
        studio.of(f"view-{view}").locator("..").tap()
        expect(studio.of(view)).to_be_visible()
        expect(studio.of("show-motion")).to_be_visible()
    studio.of("show-motion").tap()
    expect(studio.of("show-motion")).to_have_count(0)
    studio.sheet("Players")
    studio.of("metronome").tap()
    expect(studio.of("metronome")).to_have_attribute("aria-pressed", "true")
    studio.of("mute-0").tap()
    expect(studio.of("mute-0")).to_have_attribute("aria-pressed", "true")
    shoot(studio.page, "mixer-phone")


def test_a_midi_keyboard_records_a_tune_to_harmonise_and_a_module_plays(
    open_page: Callable[..., Page],
) -> None:
    page = open_page()
    page.add_init_script(DEVICES)
    studio = Studio.signed_up(page)
    studio.of("midi").click()
    expect(studio.of("midi-in")).to_have_value("keys")
    page.evaluate("pressKey(60, 90)")
    expect(studio.of("midi-light")).to_have_attribute("data-on", "true")
    # A struck string is loud for a moment only: struck again until a glance at the meter meets one.
    page.evaluate("window.striking = setInterval(() => (pressKey(60, 0), pressKey(60, 90)), 300)")
    studio.sounds()
    page.evaluate("clearInterval(striking)")
    page.evaluate("pressKey(60, 0)")
    expect(studio.of("midi-light")).to_have_attribute("data-on", "false")
    studio.of("midi-out").select_option("module")
    page.keyboard.press("Escape")

    studio.of("metronome").click()
    studio.of("record").click()
    expect(studio.of("record")).to_have_attribute("aria-pressed", "true")
    tune = [60, 64, 67, 72, 71, 67, 65, 62, 60]
    for pitch in tune:
        page.evaluate(f"pressKey({pitch}, 90)")
        page.wait_for_timeout(350)  # a tune has its own time
        page.evaluate(f"pressKey({pitch}, 0)")
    studio.of("record").click()
    expect(studio.of("midi-harmonise")).to_be_visible()
    clicks = page.evaluate("sentToModule.filter(([bytes]) => bytes[0] === 0x99)")
    assert clicks, "the metronome did not reach the module"
    assert all(at for _, at in clicks), "it was sent without its time"
    studio.of("midi-harmonise").click()
    expect(studio.of("tab-harmonise")).to_have_attribute("aria-selected", "true")
    studio.of("harmonise-candidates").select_option("1")
    studio.of("harmonise").click()
    studio.finished()
    song = page.url.rsplit("/", 1)[-1]
    source = page.request.get(f"/api/v1/songs/{song}/source").json()
    assert [note[2] for note in source["tracks"][0]["notes"]] == tune


def test_a_browser_without_midi_is_told_so(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.add_init_script(NO_DEVICES)
    studio = Studio.signed_up(page)
    studio.of("midi").click()
    expect(studio.of("midi-missing")).to_contain_text("no Web MIDI")
