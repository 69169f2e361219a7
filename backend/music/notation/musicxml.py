"""A score as MusicXML 4.0: every bar adds up, ties at bar lines, chord symbols above.

Each staff has one voice: notes that begin together are a chord, and a chord ends where the next
begins. The format: https://www.w3.org/2021/06/musicxml40/
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from xml.etree import ElementTree as ET

import numpy as np

from backend.music.errors import UnusableScoreError
from backend.music.notation.marks import add_attributes, add_harmony, add_tempo
from backend.music.notation.staves import Bar, Staff, bars_of_page, staves_of
from backend.music.notation.voices import add_voice
from backend.music.score import Key, Role, Score, Track

Chords = Sequence[tuple[int, str]]  # (tick, symbol), wherever the chord changes

_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
    '<!DOCTYPE score-partwise PUBLIC "-//Recordare//DTD MusicXML 4.0 Partwise//EN" '
    '"http://www.musicxml.org/dtds/partwise.dtd">\n'
)


def musicxml(
    score: Score, *, key: Key | None = None, chords: Chords = (), composer: str = ""
) -> bytes:
    """The full score, a part a player.

    Args:
        score: tracks without notes are left out.
        key: the key signature; by default the one that the score says.
        chords: symbols above the first part.
        composer: named at the top.

    Raises:
        UnusableScoreError: there are no notes.
    """
    tracks = [track for track in score.tracks if len(track.notes)]
    if not tracks:
        raise UnusableScoreError("There is no note to write down. Write or add some first.")
    if key is None and len(score.keys):
        key = Key(int(score.keys["tonic"][0]), bool(score.keys["minor"][0]))
    root = ET.Element("score-partwise", version="4.0")
    work = ET.SubElement(root, "work")
    ET.SubElement(work, "work-title").text = _plain(score.title) or "Untitled"
    who = ET.SubElement(root, "identification")
    if composer:
        ET.SubElement(who, "creator", type="composer").text = _plain(composer)
    ET.SubElement(ET.SubElement(who, "encoding"), "software").text = "Cadenza"
    listed = ET.SubElement(root, "part-list")
    bars = bars_of_page(score)
    for number, track in enumerate(tracks, 1):
        _list(listed, track, number)
    for number, track in enumerate(tracks, 1):
        part = ET.SubElement(root, "part", id=f"P{number}")
        symbols = chords if number == 1 else ()
        _write(part, track, number, bars, score, key.fifths if key else 0, symbols)
    ET.indent(root, " ")
    text: str = ET.tostring(root, "unicode")
    return (_HEAD + text).encode()


def lead_sheet(
    score: Score, *, key: Key | None = None, chords: Chords = (), composer: str = ""
) -> bytes:
    """The melody with chord symbols: its part, else the highest of those that play much.

    Raises:
        UnusableScoreError: nobody plays pitched notes.
    """
    pitched = [t for t in score.tracks if len(t.notes) and not t.is_drum]
    if not pitched:
        raise UnusableScoreError("There is no melody to write down. Write or add one first.")
    sung = [track for track in pitched if track.role is Role.MELODY]
    busy = max(len(track.notes) for track in pitched)
    heard = [track for track in pitched if len(track.notes) * 4 >= busy]
    melody = sung[0] if sung else max(heard, key=lambda t: float(np.median(t.notes["pitch"])))
    # A keyboard's tune stands on one staff as well.
    one = replace(melody, program=max(melody.program, 8))
    return musicxml(replace(score, tracks=(one,)), key=key, chords=chords, composer=composer)


def _list(listed: ET.Element, track: Track, number: int) -> None:
    part = ET.SubElement(listed, "score-part", id=f"P{number}")
    name = _plain(track.name) or ("Drums" if track.is_drum else f"Player {number}")
    ET.SubElement(part, "part-name").text = name
    instrument = ET.SubElement(part, "score-instrument", id=f"P{number}-I1")
    ET.SubElement(instrument, "instrument-name").text = name
    sound = ET.SubElement(part, "midi-instrument", id=f"P{number}-I1")
    pitched = [channel for channel in range(1, 17) if channel != 10]
    channel = 10 if track.is_drum else pitched[(number - 1) % 15]
    ET.SubElement(sound, "midi-channel").text = str(channel)
    ET.SubElement(sound, "midi-program").text = str(track.program + 1)


def _write(
    part: ET.Element, track: Track, number: int, bars: tuple[Bar, ...], score: Score,
    fifths: int, chords: Chords,
) -> None:  # fmt: skip
    staves = staves_of(track, bars)
    starts = np.array([bar.start for bar in bars])
    origin = 0
    for index, bar in enumerate(bars):
        measure = ET.SubElement(part, "measure", number=str(index + 1))
        if not bar.is_full:
            measure.set("implicit", "yes")
        add_attributes(measure, bars, index, fifths, staves, is_drum=track.is_drum)
        for tick, symbol in chords:
            if bar.start <= tick < bar.start + bar.ticks:
                add_harmony(measure, symbol, _place(bar, tick))
        if number == 1:
            for tick, bpm in score.tempos.tolist() or [(0, 120.0)]:
                if index == int(np.searchsorted(starts, tick, side="right")) - 1:
                    add_tempo(measure, bpm, _place(bar, tick))
        _voices(measure, staves, bar, index, origin, fifths, is_drum=track.is_drum)
        if index + 1 == len(bars):
            line = ET.SubElement(measure, "barline", location="right")
            ET.SubElement(line, "bar-style").text = "light-heavy"
        origin += bar.metre.length


def _voices(
    measure: ET.Element, staves: tuple[Staff, ...], bar: Bar, index: int, origin: int,
    fifths: int, *, is_drum: bool,
) -> None:  # fmt: skip
    for place, staff in enumerate(staves):
        if place:
            back = ET.SubElement(measure, "backup")
            ET.SubElement(back, "duration").text = str(bar.metre.length)
        on = (place + 1, len(staves))
        add_voice(measure, staff, bar.metre, index, origin, fifths, on, is_drum=is_drum)


def _place(bar: Bar, tick: int) -> int:
    """How far into the bar a tick lies, in 24ths of a quarter."""
    return round((tick - bar.start) * bar.metre.length / bar.ticks)


def _plain(text: str) -> str:
    """Without the signs that XML cannot hold."""
    return "".join(c for c in text if c.isprintable() and not 0xD800 <= ord(c) < 0xE000).strip()
