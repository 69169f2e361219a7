"""Sound out of the page, sample by sample, and what is measured of it."""

import base64
import json
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
from playwright.sync_api import Page

from backend import paths

Samples = npt.NDArray[np.float32]  # (2, frames)
_CALL = """async ([url, words, given]) => {
  const page = await import(url);
  const sides = await eval(words)(page, given);
  return sides.map((side) => {
    const view = new Uint8Array(side.buffer, side.byteOffset, side.byteLength);
    let text = "";
    for (let i = 0; i < view.length; i += 8192) {
      text += String.fromCharCode(...view.subarray(i, i + 8192));
    }
    return btoa(text);
  });
}"""


def called(page: Page, words: str, given: Any) -> Samples:
    """What a function of `frontend/src/audio/rehearsal.ts` gives, left and right.

    Args:
        page: one whose policy lets words be evaluated.
        words: a function of that module and of `given`.
        given: plain JSON.
    """
    manifest = json.loads((paths.DIST / ".vite" / "manifest.json").read_text())
    url = f"/static/dist/{manifest['src/audio/rehearsal.ts']['file']}"
    sides = page.evaluate(_CALL, [url, words, given])
    return np.stack([np.frombuffer(base64.b64decode(side), np.float32) for side in sides])


def rehearsed(
    page: Page, score: dict[str, Any], seconds: float, rate: int,
    prepare: str = "", meanwhile: str = "", *, sampled: bool = False, sounds: str = "small",
) -> Samples:  # fmt: skip
    """What the page's player plays; `prepare` and `meanwhile` are words, told the player.

    `sounds` is the SoundFont if it is `sampled`: “small”, or “exported” for that of sound files.
    """
    words = """({ rehearse }, [score, seconds, rate, prepare, meanwhile, sampled, sounds]) => {
      const act = (words) => words ? (player, at) => eval(words) : undefined;
      const acts = { prepare: act(prepare), meanwhile: act(meanwhile) };
      return rehearse(score, { seconds, rate, sampled, sounds, ...acts });
    }"""
    return called(page, words, [score, seconds, rate, prepare, meanwhile, sampled, sounds])


def thirds(sound: Samples, rate: int) -> npt.NDArray[np.float64]:
    """(2, bands): decibels of each side in thirds of octaves from 50 Hz to 16 kHz."""
    power = np.abs(np.fft.rfft(sound, axis=1)) ** 2
    hertz = np.fft.rfftfreq(sound.shape[1], 1 / rate)
    edges: Sequence[float] = 1000 * 2 ** (np.arange(-13.5, 13) / 3)
    bands = [power[:, (hertz >= a) & (hertz < b)].sum(axis=1) for a, b in pairwise(edges)]
    return 10 * np.log10(np.array(bands).T + 1e-9)
