"""A score as MusicXML 4.0: every bar adds up, ties at bar lines, chord symbols above.

Notes that begin together are a chord, which ends where the next of its voice begins; a staff has
two voices where notes are held while others begin. The format:
https://www.w3.org/2021/06/musicxml40/
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from xml.etree import ElementTree as ET

import numpy as np

from backend.music.errors import UnusableScoreError
from backend.music.notation.bars import Bar, bars_of_page
from backend.music.notation.parts import Above, Chords, add_bars
from backend.music.notation.staves import Staff, staves_of
from backend.music.notation.tempos import tempos_of_page
from backend.music.notation.words import Lyrics, plain, singer, with_words
from backend.music.score import Key, Role, Score, Track

_IN_TURN: Final = 0.9  # share of the notes of a player that begin when others rest
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
        key: the key signature of all bars; by default those that the score says.
        chords: symbols above the first part.
        composer: named at the top.

    Raises:
        UnusableScoreError: there are no notes.
    """
    tracks = [track for track in score.tracks if len(track.notes)]
    if not tracks:
        raise UnusableScoreError("There is no note to write down. Write or add some first.")
    bars = bars_of_page(score, key)
    sung = singer(score)
    parts = [
        (track, _staves(track, bars, score.lyrics if track is sung else ())) for track in tracks
    ]
    return _document(score, parts, bars, chords, composer)


def lead_sheet(
    score: Score, *, key: Key | None = None, chords: Chords = (), composer: str = ""
) -> bytes:
    """The melody with chord symbols, on one staff, to the end of the song.

    The melody is its part or those that take turns at it, else the highest of those that play
    much. Arguments as in `musicxml`.

    Raises:
        UnusableScoreError: nobody plays pitched notes.
    """
    pitched = [t for t in score.tracks if len(t.notes) and not t.is_drum]
    if not pitched:
        raise UnusableScoreError("There is no melody to write down. Write or add one first.")
    sung = [track for track in pitched if track.role is Role.MELODY]
    busy = max(len(track.notes) for track in pitched)
    heard = [track for track in pitched if len(track.notes) * 4 >= busy]
    melody = _turns(sung) if sung else max(heard, key=lambda t: float(np.median(t.notes["pitch"])))
    bars = bars_of_page(score, key)
    parts = [(melody, _staves(melody, bars, score.lyrics, single=True))]
    return _document(score, parts, bars, chords, composer)


def _turns(sung: Sequence[Track]) -> Track:
    """The first of some players, with the notes of those who play where nobody before them does."""
    first, *others = sung
    notes = first.notes
    for other in others:
        ends = np.maximum.accumulate(notes["onset"].astype(np.int64) + notes["duration"])
        begun = np.searchsorted(notes["onset"], other.notes["onset"], side="right") - 1
        free = (begun < 0) | (ends[begun] <= other.notes["onset"])
        if free.mean() > _IN_TURN:
            both = np.concatenate([notes, other.notes[free]])
            notes = both[np.lexsort((both["pitch"], both["onset"]))]
    return replace(first, notes=notes)


def _staves(
    track: Track, bars: tuple[Bar, ...], lyrics: Lyrics, *, single: bool = False
) -> tuple[Staff, ...]:
    """The staves of a player, with what is sung on the first."""
    first, *others = staves_of(track, bars, single=single)
    return (with_words(first, lyrics, bars) if lyrics and any(first.voices) else first, *others)


def _document(
    score: Score, parts: Sequence[tuple[Track, tuple[Staff, ...]]], bars: tuple[Bar, ...],
    chords: Chords, composer: str,
) -> bytes:  # fmt: skip
    root = ET.Element("score-partwise", version="4.0")
    work = ET.SubElement(root, "work")
    ET.SubElement(work, "work-title").text = plain(score.title) or "Untitled"
    who = ET.SubElement(root, "identification")
    if composer:
        ET.SubElement(who, "creator", type="composer").text = plain(composer)
    ET.SubElement(ET.SubElement(who, "encoding"), "software").text = "Cadenza"
    listed = ET.SubElement(root, "part-list")
    for number, (track, _) in enumerate(parts, 1):
        _list(listed, track, number)
    above = Above(chords, score.markers, tempos_of_page(score, bars))
    for number, (track, staves) in enumerate(parts, 1):
        part = ET.SubElement(root, "part", id=f"P{number}")
        add_bars(part, staves, bars, above if number == 1 else Above(), is_drum=track.is_drum)
    ET.indent(root, " ")
    text: str = ET.tostring(root, "unicode")
    return (_HEAD + text).encode()


def _list(listed: ET.Element, track: Track, number: int) -> None:
    part = ET.SubElement(listed, "score-part", id=f"P{number}")
    name = plain(track.name) or ("Drums" if track.is_drum else f"Player {number}")
    ET.SubElement(part, "part-name").text = name
    instrument = ET.SubElement(part, "score-instrument", id=f"P{number}-I1")
    ET.SubElement(instrument, "instrument-name").text = name
    sound = ET.SubElement(part, "midi-instrument", id=f"P{number}-I1")
    pitched = [channel for channel in range(1, 17) if channel != 10]
    channel = 10 if track.is_drum else pitched[(number - 1) % 15]
    ET.SubElement(sound, "midi-channel").text = str(channel)
    ET.SubElement(sound, "midi-program").text = str(track.program + 1)
