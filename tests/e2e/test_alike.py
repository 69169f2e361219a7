"""Songs sound in the page as in a rendering with the same SoundFont, by thirds of octaves."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from playwright.sync_api import Page

from backend import paths
from backend.music import midi
from backend.music.audio.loudness import LoudnessMeter
from backend.music.audio.master import levelled
from backend.music.audio.peaks import decibels, envelope
from backend.music.audio.playing import played
from backend.music.audio.rendering import audible, rendered
from backend.music.audio.soundfonts import soundfont
from backend.music.midi.mixing import mixed
from backend.music.score import BEND, CONTROL, NOTE, TEMPO, Score, Track
from backend.music.score.effects import CEILING
from backend.music.score.json import as_json
from backend.music.score.score import Rows
from backend.settings import Settings
from tests.e2e.samples import Samples, rehearsed, thirds

RATE = 44_100
LATE = 0.03  # seconds after the press at which the page's first note sounds
LIMIT = 3.0  # dB
RECKONED = 5.0  # LU: loudness is foretold from the notes, with a standard error of two
# As a page opens. At 100 it is as loud as a file, and its limiter shapes dense music itself.
USUAL = "player.setVolume(80)"
HEARD = 40.0  # dB below the loudest third of an octave; softer ones are not compared
# What the page loads, before it was packed: of an SF3 file FluidSynth brings every sample to full
# scale, by up to 6 dB (https://github.com/libsndfile/libsndfile/issues/388).
FONT = paths.ROOT / "frontend/node_modules/@coderline/alphatab/dist/soundfont/sonivox.sf2"


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    page = open_page(bypass_csp=True)  # the test's own words are evaluated in the page
    page.goto("/sign-in")
    return page


def _both(
    page: Page, score: Score, seconds: float, font: Path = FONT, sounds: str = "small"
) -> tuple[Samples, Samples]:
    """A score in the page and in a rendering, as loud as each other."""
    heard = rehearsed(page, _held(score), seconds + LATE, RATE, USUAL, sampled=True, sounds=sounds)
    heard = heard[:, round(LATE * RATE) :]
    blocks, frames = [], heard.shape[1]
    tracks = tuple(mixed(track) for track in score.tracks)
    for block in played(replace(score, tracks=tracks), font, RATE, apart=False):
        blocks.append(block[0])
        if sum(one.shape[1] for one in blocks) >= frames:
            break
    rendering = np.concatenate(blocks, axis=1)[:, :frames]
    heard = heard[:, : rendering.shape[1]]
    return heard * np.sqrt((rendering**2).sum() / (heard**2).sum()), rendering


def _held(score: Score) -> dict[str, Any]:
    """The score as the page holds it."""

    def renamed(value: dict[str, Any]) -> dict[str, Any]:
        return {re.sub("_(.)", lambda at: at[1].upper(), name): it for name, it in value.items()}

    plain = as_json(score)
    tracks = [renamed(track) for track in plain["tracks"]]
    tracks = [{"controls": [], "bends": [], **track} for track in tracks]
    return {**renamed(plain), "tracks": tracks, "chords": [], "recording": None}


@pytest.mark.parametrize("genre", ["classical", "electronic", "jazz", "metal"])
def test_a_song_sounds_in_the_page_as_in_a_rendering(page: Page, genre: str) -> None:
    song = min((paths.ROOT / "data" / "demos").glob(f"{genre}-*.mid"))
    heard, rendering = _both(page, audible(midi.read(song.read_bytes())), 20)
    apart = _apart(heard, rendering)
    assert len(apart) > 20
    assert apart.max() < LIMIT, (
        f"{song.stem}: {np.median(apart):.1f} dB apart, {apart.max():.1f} at most"
    )


@pytest.mark.parametrize("genre", ["classical", "electronic", "jazz", "metal"])
def test_without_any_setting_a_page_sounds_as_its_sound_files(page: Page, genre: str) -> None:
    """Once the server's own SoundFont has taken the place of the small one."""
    song = min((paths.ROOT / "data" / "demos").glob(f"{genre}-*.mid"))
    score = audible(midi.read(song.read_bytes()))
    font = soundfont(Settings.from_environment().soundfont_path)
    apart = _apart(*_both(page, score, 10, font, "exported"))
    assert len(apart) > 20
    assert apart.max() < LIMIT, (
        f"{song.stem}: {np.median(apart):.1f} dB apart, {apart.max():.1f} at most"
    )


@pytest.mark.parametrize(
    ("genre", "softer"), [("classical", 1), ("electronic", 1), ("jazz", 4), ("metal", 1)]
)
def test_a_song_is_as_loud_in_the_page_as_its_sound_file(
    page: Page, genre: str, softer: int
) -> None:
    """At full volume; a fourth of every velocity is 24 dB."""
    song = min((paths.ROOT / "data" / "demos").glob(f"{genre}-*.mid"))
    score = audible(midi.read(song.read_bytes()))
    for track in score.tracks:
        track.notes["velocity"] = np.maximum(track.notes["velocity"] // softer, 1)
    full = "player.setVolume(100)"
    heard = rehearsed(page, _held(score), 20, RATE, full, sampled=True, sounds="exported")
    with rendered(score, soundfont(Settings.from_environment().soundfont_path)) as rendering:
        blocks = list(levelled(rendering.mix, rendering.master, RATE))
    page_lufs, file_lufs = _loudness(heard), _loudness(np.concatenate(blocks, axis=1))
    assert abs(page_lufs - file_lufs) < RECKONED, f"{page_lufs:.1f} LUFS, its file {file_lufs:.1f}"


def test_beside_a_recording_nothing_is_lifted(page: Page) -> None:
    """Whatever came first, the notes or the recording."""
    song = min((paths.ROOT / "data" / "demos").glob("jazz-*.mid"))
    score = audible(midi.read(song.read_bytes()))
    for track in score.tracks:
        track.notes["velocity"] = np.maximum(track.notes["velocity"] // 4, 1)
    alone, beside = (
        _loudness(rehearsed(page, _held(score), 6, RATE, prepared, sampled=True))
        for prepared in ("", "player.way.strip('recording')")
    )
    assert alone - beside > 10, f"{alone:.1f} LUFS alone, {beside:.1f} beside one"


def _loudness(sound: Samples) -> float:
    """In LUFS, of the first twenty seconds."""
    meter = LoudnessMeter(RATE)
    meter.push(sound[:, : 20 * RATE])
    return meter.lufs


def test_every_player_of_many_sounds_at_its_level_and_place(page: Page) -> None:
    """More than sixteen players and two kits, one after another."""
    kits = (3, 18)
    step = 480  # ticks, which are half a second
    tracks = tuple(
        Track(
            np.array([(step * n, step // 2, 38 if n in kits else 60, 100)], NOTE),
            program=0 if n in kits else n,
            is_drum=n in kits,
            volume_db=(0.0, -6.0, 3.0)[n % 3],
            pan=(0.0, -0.5, 0.5, 0.25)[n % 4],
        )
        for n in range(20)
    )
    score = Score(480, tracks, tempos=np.array([(0, 120.0)], TEMPO))
    ours, theirs = (_levels(sound, len(tracks)) for sound in _both(page, score, 10))
    assert ours.min() > ours.max() - HEARD, "a player of the rendering is silent"
    assert np.abs(ours - theirs).max() < LIMIT


def test_what_a_file_turns_is_heard_alike(page: Page) -> None:
    """Pedal, bends over a wide range, volumes, places, a swelling expression and a vibrato."""
    bar = 1920  # ticks, which are two seconds
    ticks = np.arange(0, 5 * bar, bar // 16)

    def turned(number: int, *values: int) -> Rows:
        """One value after another, evenly over the piece."""
        which = np.arange(len(ticks)) * len(values) // len(ticks)
        rows = [(at, number, values[i]) for at, i in zip(ticks.tolist(), which, strict=True)]
        return np.array(rows, CONTROL)

    def together(*rows: Rows) -> Rows:
        whole = np.concatenate(rows)
        return whole[np.argsort(whole["tick"], kind="stable")]

    def part(pitch: int, length: int, every: int) -> Rows:
        onsets = range(0, 5 * bar, every)
        return np.array([(at, length, pitch + at // every % 3 * 4, 90) for at in onsets], NOTE)

    down = [(at + late, 64, value) for at in range(0, 5 * bar, bar)
            for late, value in ((0, 127), (bar - 120, 0))]  # fmt: skip
    wide = np.array([(0, 101, 0), (0, 100, 0), (0, 6, 12)], CONTROL)
    bends = np.array([(at, 8191 * np.sin(at / 700)) for at in ticks.tolist()], BEND)
    parts = (
        (0, part(48, 120, 480), together(np.array(down, CONTROL), turned(10, 10, 118))),
        (80, part(60, 480, 480), wide),
        (48, part(67, bar, bar), together(turned(7, 127, 40, 100), turned(11, *range(20, 128, 6)))),
        (73, part(72, 960, 960), together(turned(1, 0, 127, 0, 90), turned(10, 127, 64, 0))),
    )
    tracks = tuple(
        Track(notes, program, controls=controls, bends=bends if program == 80 else bends[:0],
              volume_db=6.0 if program == 48 else 0.0)
        for program, notes, controls in parts
    )  # fmt: skip
    heard, rendering = _both(page, Score(480, tracks, tempos=np.array([(0, 120.0)], TEMPO)), 10)
    apart = _apart(heard, rendering)
    assert apart.max() < LIMIT, f"{np.median(apart):.1f} dB apart, {apart.max():.1f} at most"


def _apart(heard: Samples, rendering: Samples) -> npt.NDArray[np.float64]:
    """How many decibels the third octaves of both sides that can be heard lie apart."""
    ours, theirs = thirds(rendering, RATE), thirds(heard, RATE)
    found: npt.NDArray[np.float64] = np.abs(ours - theirs)[ours > ours.max() - HEARD]
    return found


def _levels(sound: Samples, players: int) -> npt.NDArray[np.float64]:
    """(players, 2): decibels of each side while each player plays."""
    rows = sound[:, : sound.shape[1] // players * players].reshape(2, players, -1)
    return 10 * np.log10((rows.astype(np.float64) ** 2).mean(axis=2).T + 1e-12)


def test_the_page_has_the_ceiling_of_a_rendering(page: Page) -> None:
    """At full volume, all players near the upper end of their faders; between the samples too."""
    song = min((paths.ROOT / "data" / "demos").glob("electronic-*.mid"))
    score = midi.read(song.read_bytes())
    loud = replace(score, tracks=tuple(replace(track, volume_db=4.0) for track in score.tracks))
    heard = rehearsed(page, _held(loud), 8, RATE, sampled=True)
    peak = decibels(float(envelope(heard).max()))
    assert peak > CEILING - 3, "nothing was loud enough to be held"
    assert peak <= CEILING
