"""Words in written music: who sings them, and their syllables on the notes they stand at."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from backend.music.notation.bars import Bar, origins_of
from backend.music.notation.snapping import Ints
from backend.music.notation.staves import Staff, Syllable
from backend.music.notation.values import QUARTER
from backend.music.score import Role, Score, Track

Lyrics = Sequence[tuple[int, str]]  # (tick, syllable), as a score has them


def plain(text: str) -> str:
    """One line without the signs that XML cannot hold."""
    line = " ".join(text.split())
    return "".join(c for c in line if c.isprintable() and not 0xD800 <= ord(c) < 0xE000).strip()


def singer(score: Score) -> Track | None:
    """The track whose notes begin where syllables do, if there are words and who may sing them.

    Of several that do so about as well it is the melody, else the one with the fewest other notes.
    """
    pitched = [track for track in score.tracks if len(track.notes) and not track.is_drum]
    ticks = np.array([tick for tick, text in score.lyrics if text.strip()], np.int64)
    if not len(ticks) or not pitched:
        return None
    near = score.ticks_per_quarter // 4
    met = [int((_distances(track, ticks) <= near).sum()) for track in pitched]
    fit = [track for track, count in zip(pitched, met, strict=True) if count >= 0.9 * max(met)]
    return min(fit, key=lambda track: (track.role is not Role.MELODY, len(track.notes)))


def with_words(staff: Staff, lyrics: Lyrics, bars: tuple[Bar, ...]) -> Staff:
    """The staff with each syllable on the chord that begins nearest, within an eighth.

    Args:
        staff: of whoever sings.
        lyrics: a hyphen behind a syllable, or in songs with any spaces the lack of one, says that
            its word goes on.
        bars: of the whole song.
    """
    said = _placed(staff, lyrics, bars)
    spaced = any(text.strip("\n") != text.strip() for _, text in lyrics)
    texts = list(said.values())
    goes_on = [_goes_on(one, two, spaced=spaced) for one, two in pairwise([*texts, " "])]
    sung = {}
    for place, text, (came_on, after) in zip(said, texts, pairwise([False, *goes_on]), strict=True):
        bare = plain(text).removesuffix("-" if after else "")
        kind = ("middle" if after else "end") if came_on else ("begin" if after else "single")
        sung[place] = Syllable(bare, kind)
    # What begins in both voices is sung by the upper, which takes its syllables out first.
    voices = [
        tuple(replace(chord, syllable=sung.pop(chord.start, None)) for chord in voice)
        for voice in staff.voices
    ]
    return replace(staff, voices=tuple(voices))


def _placed(staff: Staff, lyrics: Lyrics, bars: tuple[Bar, ...]) -> dict[int, str]:
    """What is sung at each chord that begins a syllable, in order of time."""
    starts, origins = [bar.start for bar in bars], origins_of(bars)
    firsts = np.unique([chord.start for voice in staff.voices for chord in voice])
    found: dict[int, str] = {}
    last = -1
    for tick, text in lyrics:
        if not text.strip("-_ \n\t"):  # a space, line break or hyphen of its own
            if last >= 0:
                found[last] += text
            continue
        index = bisect_right(starts, tick) - 1
        place = origins[index] + bars[index].place(tick)
        nearest = int(firsts[np.abs(firsts - place).argmin()])
        if abs(nearest - place) <= QUARTER // 2 and nearest >= last:
            found[nearest] = found.get(nearest, "") + text
            last = nearest
    return found


def _goes_on(text: str, following: str, *, spaced: bool) -> bool:
    """Whether a word does from one syllable to the next."""
    if text.rstrip().endswith("-"):
        return not following.isspace()
    return spaced and not text[-1].isspace() and not following[0].isspace()


def _distances(track: Track, ticks: Ints) -> Ints:
    """How far each tick is from the nearest onset."""
    onsets = np.unique(track.notes["onset"]).astype(np.int64)
    after = np.searchsorted(onsets, ticks)
    before, behind = (onsets[np.clip(after + side, 0, len(onsets) - 1)] for side in (-1, 0))
    nearest: Ints = np.minimum(np.abs(ticks - before), np.abs(ticks - behind))
    return nearest
