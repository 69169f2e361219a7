"""The chord finder: chords under a melody, by what it plays and by how harmony moves.

The best way through the piece by dynamic programming: each slot (a half bar) gains by how much of
the melody is in its chord, by the chord's place in the key, and by the step from the chord before,
as textbooks of functional harmony weigh them. The genre decides how many sevenths there are.
"""

import numpy as np
import numpy.typing as npt

from backend.music.events import vocabulary as v
from backend.music.events.encoded import EncodedScore
from backend.music.generation.harmony import Frame, slots_of
from backend.music.score import Role
from backend.music.theory import CHORD_COUNT, CHORD_TONES, chord_index

Floats = npt.NDArray[np.float64]

# Chords in C major and A minor with what each is worth by itself.
_MAJOR = {
    "C": 1.0, "F": 0.9, "G": 0.9, "Am": 0.7, "Dm": 0.7, "Em": 0.2, "G7": 0.6, "D7": -0.5,
    "E7": -0.7, "A7": -0.7, "Bdim": -0.9, "C7": -0.8, "Bb": -0.6, "Fm": -0.9, "Gsus4": -0.4,
}  # fmt: skip
_MINOR = {
    "Am": 1.0, "Dm": 0.8, "E": 0.6, "E7": 0.7, "F": 0.8, "G": 0.7, "C": 0.7, "G7": -0.1, "Em": 0.3,
    "Bdim": -0.5, "Bm7b5": -0.3, "D": -0.5, "A7": -0.6, "Bb": -0.5,
}  # fmt: skip
# The same chords with their sevenths, for genres that play them.
_SEVENTHS = {"C": "Cmaj7", "F": "Fmaj7", "Am": "Am7", "Dm": "Dm7", "Em": "Em7", "G": "G7",
             "E": "E7", "Bdim": "Bm7b5"}  # fmt: skip
_SPICY = ("jazz", "blues", "hiphop", "reggae")
_INSIDE = 3.0  # for a slot whose melody lies in the chord altogether
_OUTSIDE = 2.5  # against one whose melody lies outside
_STRONG = 2.0  # how much a note on the slot's first beat counts beside others of its length
# Root motion in semitones up: falling fifths most, then rising fifths, seconds, thirds.
_MOTION = np.array([0.0, -0.3, 0.2, 0.0, 0.0, 0.6, -0.6, 0.4, 0.1, 0.2, 0.1, -0.3])
_HELD_BAR = -0.3  # a chord that is held over a bar line; harmony moves with the bars
_CHANGE_HALF = -1.8  # a change in mid-bar
_SHARED = 2.0  # for a chord that has all tones of the chord it takes the place of
_CHANCE = 0.15  # spread of the chance that makes seeds differ


def chords_under(
    piece: EncodedScore,
    asked: Frame,
    genre: str,
    rng: np.random.Generator,
    before: Frame | None = None,
) -> Frame:
    """A chord for every slot of a piece with a melody; `asked` ones stay as they are.

    Chords that share tones with those of `before` are preferred.
    """
    names = _palette(piece.key.minor, genre)
    palette = np.array([chord_index(name) for name in names])
    worth = np.array(list(names.values()))
    slots = [(bar, at) for bar, row in enumerate(piece.plan) for at in slots_of(row)]
    gain = _fit(piece, slots) @ CHORD_TONES[palette].T.astype(np.float64)
    gain = _INSIDE * gain - _OUTSIDE * (_fit(piece, slots).sum(1, keepdims=True) - gain)
    gain += worth + rng.gumbel(0, _CHANCE, gain.shape)
    if before is not None:
        gain += _SHARED * _shared(before, slots, palette)
    tonic = list(names).index(
        next(n for n in names if n.startswith("Am" if piece.key.minor else "C"))
    )
    gain[0, tonic] += 1.5
    last = [i for i, (bar, _) in enumerate(slots) if bar == slots[-1][0]]
    gain[last, tonic] += 4.0
    closing = [i for i, (bar, _) in enumerate(slots) if bar == slots[-1][0] - 1]
    dominant = [i for i, n in enumerate(names) if n[0] == ("E" if piece.key.minor else "G")]
    if closing:
        gain[closing[-1], dominant] += 0.7
    path = _best_path(gain, _steps(palette), np.array([at > 0 for _, at in slots]))
    frame: Frame = [{} for _ in piece.plan]
    for (bar, at), chord in zip(slots, palette[path].tolist(), strict=True):
        frame[bar][at] = v.CHORD_BASE + chord
    return [{**found, **wish} for found, wish in zip(frame, asked, strict=True)]


def _palette(minor: bool, genre: str) -> dict[str, float]:
    plain = _MINOR if minor else _MAJOR
    if genre not in _SPICY:
        return dict(plain)
    rich: dict[str, float] = {}
    for name, worth in plain.items():
        if name in _SEVENTHS:
            rich[_SEVENTHS[name]] = max(worth, rich.get(_SEVENTHS[name], worth))
        rich.setdefault(name, worth - 0.5 if name in _SEVENTHS else worth)
    return rich


def _fit(piece: EncodedScore, slots: list[tuple[int, int]]) -> Floats:
    """(slots, 12): the share of each slot's melody on each pitch class; 0 where it rests."""
    events = piece.events
    bar = np.cumsum(events["position"] == v.BAR) - 1
    tune = events["role"] == Role.MELODY
    lengths = piece.plan["length"].astype(np.int64)
    line = np.cumsum(lengths) - lengths
    onset = line[bar[tune]] + events["position"][tune]
    end = onset + v.DURATIONS[events["duration"][tune]]
    pitch = (events["pitch"][tune].astype(np.int64) - v.SHIFT) % 12
    starts = np.array([line[b] + at for b, at in slots])
    ends = np.append(starts[1:], lengths.sum())
    overlap = np.minimum(end, ends[:, None]) - np.maximum(onset, starts[:, None])
    weight = np.maximum(overlap, 0).astype(np.float64)
    weight[onset == starts[:, None]] *= _STRONG
    table = np.zeros((len(slots), 12))
    for pitch_class in range(12):
        table[:, pitch_class] = weight[:, pitch == pitch_class].sum(axis=1)
    share: Floats = table / np.maximum(table.sum(axis=1, keepdims=True), 1)
    return share


def _shared(before: Frame, slots: list[tuple[int, int]], palette: npt.NDArray[np.int64]) -> Floats:
    """(slots, n): the share of the tones of the chord that sounded there before."""
    sounding, chord = [], 0
    for bar, at in slots:
        chord = before[bar].get(at, v.CHORD_BASE + chord) - v.CHORD_BASE
        sounding.append(chord)
    tones = CHORD_TONES[sounding].astype(np.float64)
    common: Floats = tones @ CHORD_TONES[palette].T / np.maximum(tones.sum(1, keepdims=True), 1)
    return common


def _steps(palette: npt.NDArray[np.int64]) -> Floats:
    """(n, n): what a step from one chord of the palette to another is worth."""
    root = (palette - 1) // ((CHORD_COUNT - 1) // 12)
    steps: Floats = _MOTION[(root[None, :] - root[:, None]) % 12]
    return steps


def _best_path(gain: Floats, steps: Floats, is_half: npt.NDArray[np.bool_]) -> list[int]:
    total = gain[0]
    came: list[npt.NDArray[np.int64]] = []
    for row, half in zip(gain[1:], is_half[1:], strict=True):
        move = steps + (_CHANGE_HALF if half else 0.0)
        np.fill_diagonal(move, 0.0 if half else _HELD_BAR)
        sums = total[:, None] + move
        came.append(sums.argmax(axis=0))
        total = sums.max(axis=0) + row
    path = [int(total.argmax())]
    for back in reversed(came):
        path.append(int(back[path[-1]]))
    return path[::-1]
