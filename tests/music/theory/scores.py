"""Scores for the tests of theory: small ones written by hand, and Bach's chorales from music21."""

import importlib.util
import zipfile
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import numpy as np

from backend.music.score import METRE, NOTE, Score, Track

QUARTER = 480
_STEP = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}


def track(
    notes: Iterable[tuple[float, float, int]],
    program: int = 0,
    *,
    name: str = "",
    drum: bool = False,
    velocity: int = 80,
) -> Track:
    """A track of (onset, duration, pitch) in quarters."""
    rows = sorted((round(o * QUARTER), p, round(d * QUARTER)) for o, d, p in notes)
    array = np.array([(o, d, p, velocity) for o, p, d in rows], NOTE)
    return Track(array, program, drum, name)


def score(*tracks: Track, metre: tuple[int, int] = (4, 4)) -> Score:
    return Score(QUARTER, tracks, metres=np.array([(0, *metre)], METRE))


def line(pitches: Iterable[int], step: float = 1.0, start: float = 0.0) -> list[tuple]:
    """Notes of equal length, one after the other."""
    return [(start + i * step, step, pitch) for i, pitch in enumerate(pitches)]


def blocks(chords: Iterable[Iterable[int]], step: float = 2.0) -> list[tuple]:
    """Chords of equal length, one after the other."""
    return [(i * step, step, pitch) for i, chord in enumerate(chords) for pitch in chord]


def transposed(source: Score, semitones: int) -> Score:
    tracks = []
    for part in source.tracks:
        notes = part.notes.copy()
        if not part.is_drum:
            notes["pitch"] = notes["pitch"].astype(int) + semitones
        tracks.append(Track(notes, part.program, part.is_drum, part.name))
    return Score(source.ticks_per_quarter, tuple(tracks), metres=source.metres)


def bach_folder() -> Path:
    """Where music21 keeps its Bach, found without the second that importing it takes."""
    spec = importlib.util.find_spec("music21")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "corpus" / "bach"


@cache
def chorale(name: str) -> tuple[Score, int]:
    """A four-part chorale (soprano first, no names, no programs) and the sharps of its signature.

    Reads just what MusicXML these files hold. Ties are joined; times are exact.
    """
    with zipfile.ZipFile(bach_folder() / f"{name}.mxl") as archive:
        inner = next(n for n in archive.namelist() if "META" not in n and n.endswith("xml"))
        root = ElementTree.fromstring(archive.read(inner))
    tracks = tuple(_part(part) for part in root.iter("part"))
    fifths = root.find(".//key/fifths")
    beats, unit = root.find(".//time/beats"), root.find(".//time/beat-type")
    assert fifths is not None
    assert beats is not None
    assert unit is not None
    metres = np.array([(0, int(beats.text), int(unit.text))], METRE)
    return Score(QUARTER, tracks, metres=metres), int(fifths.text)


def _part(part: ElementTree.Element) -> Track:
    rows: list[list[int]] = []
    now = before = 0
    divisions = 1
    for item in part.iterfind("measure/*"):
        if item.tag == "attributes":
            divisions = int(item.findtext("divisions", str(divisions)))
        length = int(item.findtext("duration", "0")) * QUARTER // divisions
        if item.tag == "backup":
            now -= length
        elif item.tag == "forward":
            now += length
        elif item.tag == "note" and length:
            onset = before if item.find("chord") is not None else now
            pitch = item.find("pitch")
            if pitch is not None:
                number = 12 * (int(pitch.findtext("octave")) + 1) + _STEP[pitch.findtext("step")]
                number += int(pitch.findtext("alter", "0"))
                ties = {tie.get("type") for tie in item.iterfind("tie")}
                held = [r for r in rows[-8:] if r[2] == number and r[0] + r[1] == onset]
                if "stop" in ties and held:
                    held[0][1] += length
                else:
                    rows.append([onset, length, number, 80])
            before, now = onset, onset + length
    rows.sort(key=lambda r: (r[0], r[2]))
    return Track(np.array([tuple(r) for r in rows], NOTE))


def chorales_in_known_keys(every: int = 4) -> Iterator[tuple[str, Score, int, bool]]:
    """Chorales (name, score, tonic, minor) whose last bass note is a tonic of their signature."""
    for path in sorted(bach_folder().glob("*.mxl"))[::every]:
        piece, sharps = chorale(path.stem)
        if len(piece.tracks) != 4:
            continue
        final = int(piece.tracks[3].notes["pitch"][-1]) % 12
        if final == 7 * sharps % 12:
            yield path.stem, piece, final, False
        elif final == (7 * sharps + 9) % 12:
            yield path.stem, piece, final, True
