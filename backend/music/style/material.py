"""Material: the notes of a piece laid out flat on the grid, ready to be described and counted.

Every measure here reads real songs, compositions and restyles in this one form, all of them as
events hold them, so that a difference between two pieces is never one of quantisation.
"""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from backend.music.events import EncodedScore, Events, encode
from backend.music.events import vocabulary as v
from backend.music.score import Key, Role, Score, Track
from backend.music.score.score import Rows
from backend.music.theory import assign_roles, estimate_key

Integers = npt.NDArray[np.int64]
NO_CHORD_YET = -1


@dataclass(frozen=True)
class Material:
    """Notes in the normal key (C major or A minor), in order of time; no programs.

    Per note, all (n,): `bar`; `position` inside it, `onset` from the start of the piece and
    `duration`, in grid ticks (12 a quarter); `pitch` (the General MIDI number of a drum);
    `velocity` 0–7; `role`. Per bar: `lengths` (bars,) in grid ticks, `compound` (bars,) whether the
    metre is, `chords` (bars, 2) of both halves. `bpm` in quarters a minute.
    """

    bar: Integers
    position: Integers
    onset: Integers
    duration: Integers
    pitch: Integers
    velocity: Integers
    role: Integers
    lengths: Integers
    compound: npt.NDArray[np.bool_]
    chords: Integers
    minor: bool
    bpm: float

    @property
    def bars(self) -> int:
        """How many bars there are, silent ones included."""
        return len(self.lengths)

    def excerpt(self, first: int, bars: int) -> "Material":
        """`bars` bars from bar `first` on, as a piece of its own."""
        inside = (self.bar >= first) & (self.bar < first + bars)
        kept = slice(first, first + bars)
        names = ("bar", "position", "onset", "duration", "pitch", "velocity", "role")
        notes = {name: getattr(self, name)[inside] for name in names}
        notes["bar"] = notes["bar"] - first
        notes["onset"] = notes["onset"] - self.lengths[:first].sum()
        return replace(
            self,
            **notes,
            lengths=self.lengths[kept],
            compound=self.compound[kept],
            chords=self.chords[kept],
        )


def material_of(events: Events, plan: Rows, minor: bool, bpm: float) -> Material:
    """Lay out events (START to END, in the normal key) with their bars."""
    position = events["position"].astype(np.int64)
    bar = np.cumsum(position == v.BAR) - 1
    lengths = plan["length"].astype(np.int64)
    starts = np.cumsum(lengths) - lengths
    is_chord = events["role"] == v.CHORD
    chords = np.full((len(plan), 2), NO_CHORD_YET, np.int64)
    half = (position[is_chord] > 0).astype(np.int64)
    chords[bar[is_chord], half] = events["pitch"][is_chord].astype(np.int64) - v.CHORD_BASE
    chords[:, 1] = np.where(chords[:, 1] == NO_CHORD_YET, chords[:, 0], chords[:, 1])
    sounding = events["role"] < v.ROLES
    notes, bar, position = events[sounding], bar[sounding], position[sounding]
    onset = starts[bar] + position
    order = np.argsort(onset, kind="stable")
    notes, bar, position, onset = notes[order], bar[order], position[order], onset[order]
    role = notes["role"].astype(np.int64)
    pitch = notes["pitch"].astype(np.int64)
    return Material(
        bar=bar,
        position=position,
        onset=onset,
        duration=v.DURATIONS[np.minimum(notes["duration"], v.NO_DURATION - 1)].astype(np.int64),
        pitch=np.where(role == Role.DRUMS, pitch - v.DRUM_BASE, pitch - v.SHIFT),
        velocity=notes["velocity"].astype(np.int64),
        role=role,
        lengths=lengths,
        compound=(plan["denominator"] == 8) & (plan["numerator"] % 3 == 0),
        chords=chords,
        minor=minor,
        bpm=bpm,
    )


def material_of_piece(piece: EncodedScore) -> Material:
    """An encoded piece."""
    return material_of(piece.events, piece.plan, piece.key.minor, piece.bpm)


def material_of_score(score: Score) -> Material:
    """A score, by the roles of its tracks and its first key signature, estimated where absent.

    Programs are blanked before anything is estimated from a score whose roles are known.
    """
    known = all(track.role is not None for track in score.tracks)
    blind = replace(score, tracks=tuple(replace(t, program=0) for t in score.tracks))
    roles = _roles(blind if known else score)
    return material_of_piece(encode(blind, key=_key(blind), roles=roles))


def _key(score: Score) -> Key:
    if len(score.keys):
        return Key(int(score.keys["tonic"][0]), bool(score.keys["minor"][0]))
    return estimate_key(score)[0]


def _roles(score: Score) -> list[npt.NDArray[np.uint8]]:
    if any(track.role is None for track in score.tracks):
        return assign_roles(score)
    return [_all_of(track) for track in score.tracks]


def _all_of(track: Track) -> npt.NDArray[np.uint8]:
    assert track.role is not None
    return np.full(len(track.notes), int(track.role), np.uint8)
