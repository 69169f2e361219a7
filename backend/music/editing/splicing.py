"""Put pieces of a score one behind the other: notes and everything that stands on its time line.

A piece begins in the metre, tempo, key and controls that held where it was taken from. A note that
would sound on past the end of its piece is cut there, unless the music goes on as it did.
"""

from dataclasses import replace

import numpy as np

from backend.music.editing.beside import stretches_along
from backend.music.editing.edit import LAST_TICK, MAX_NOTES
from backend.music.editing.pieces import Laid, Piece
from backend.music.editing.statelines import bends_of, changing, controls_of, marks_along
from backend.music.editing.tempos import marks_of, with_marks
from backend.music.errors import BadRequestError
from backend.music.score import KEY_CHANGE, METRE, Score, Track
from backend.music.score.score import Rows


def spliced(score: Score, pieces: list[Piece]) -> Score:
    """The pieces one behind the other.

    Raises:
        BadRequestError: that comes to too much music.
    """
    joined = _joined(pieces)
    places = [0]
    for piece in joined[:-1]:
        places.append(places[-1] + piece.ends() - piece.start)
    laid = list(zip(joined, places, strict=True))
    if places[-1] > LAST_TICK:
        raise BadRequestError("that makes the song too long to be counted.")
    if sum(_count(score, piece) for piece in joined) > MAX_NOTES:
        raise BadRequestError(f"that makes too many notes; at most {MAX_NOTES:,} fit.")
    return replace(
        with_marks(score, marks_along(marks_of(score), laid)),
        metres=np.array(_metres(score, laid), METRE),
        keys=np.array(changing(marks_along(score.keys.tolist(), laid)), KEY_CHANGE),
        markers=_texts(score.markers, laid),
        lyrics=_texts(score.lyrics, laid),
        recording=replace(score.recording, stretches=stretches_along(score, laid)),
        tracks=tuple(_track(track, laid) for track in score.tracks),
    )


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Without empty ones; those that follow each other as they did are one."""
    found: list[Piece] = []
    for piece in pieces:
        if piece.start == piece.stop:
            continue
        last = found[-1] if found else None
        if last and last.stop == piece.start and not (last.silent or piece.silent):
            found[-1] = Piece(last.start, piece.stop)
        else:
            found.append(piece)
    return found


def _count(score: Score, piece: Piece) -> int:
    if piece.silent:
        return 0
    bounds = (piece.start, piece.ends())
    return sum(int(np.diff(np.searchsorted(t.notes["onset"], bounds))[0]) for t in score.tracks)


def _metres(score: Score, laid: Laid) -> list[tuple[int, int, int]]:
    marks = score.metres.tolist()
    if not marks or marks[0][0] > 0:
        marks.insert(0, (0, 4, 4))
    kept: list[tuple[int, int, int]] = []
    for tick, numerator, denominator in marks_along(marks, laid):
        if kept and kept[-1][1:] == (numerator, denominator):
            # Said again only where the count of the bars begins anew.
            bar = max(round(score.ticks_per_quarter * 4 * numerator / denominator), 1)
            if (tick - kept[-1][0]) % bar == 0:
                continue
        kept.append((tick, numerator, denominator))
    return kept


def _texts(marks: tuple[tuple[int, str], ...], laid: Laid) -> tuple[tuple[int, str], ...]:
    return tuple(
        (tick - piece.start + place, text)
        for piece, place in laid
        for tick, text in marks
        if not piece.silent and piece.start <= tick < piece.ends()
    )


def _track(track: Track, laid: Laid) -> Track:
    notes = [_notes(track.notes, piece, place) for piece, place in laid if not piece.silent]
    return replace(
        track,
        notes=np.concatenate(notes) if notes else track.notes[:0],
        controls=controls_of(track.controls, laid),
        bends=bends_of(track.bends, laid),
    )


def _notes(notes: Rows, piece: Piece, place: int) -> Rows:
    first, last = np.searchsorted(notes["onset"], (piece.start, piece.ends()))
    rows = notes[first:last].copy()
    if piece.stop is not None:
        rows["duration"] = np.minimum(rows["duration"], piece.stop - rows["onset"])
    rows["onset"] += place - piece.start
    return rows
