"""Writing: one attempt after the other until a piece is music, told bar by bar."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from backend.music.errors import CollapsedError
from backend.music.events import vocabulary as v
from backend.music.events.decode import decode_notes
from backend.music.events.encoded import EncodedScore
from backend.music.generation.collapse import collapse_of
from backend.music.generation.feed import Feed
from backend.music.generation.guide import Guide
from backend.music.generation.outcome import Progress
from backend.music.generation.sampler import Given, Sampler
from backend.music.lstm.inputs import GENRES
from backend.music.score import Role, Score, Track
from backend.music.score.score import Rows

TAKES = 8
# From the second attempt on, notes of the scale are made likelier by this many nats an attempt.
SCALE_PULL = 0.7


@dataclass(frozen=True)
class Assignment:
    """Everything that is fixed before the first note is drawn.

    `blank` is the piece without events; `must` are the roles that have to be heard; `conductor` has
    the tempo, metres and keys of the result and no tracks; `parts` are its tracks with the roles
    that are written into each, none for a track that is kept as it is.
    """

    genre: str
    blank: EncodedScore
    given: Given
    must: frozenset[Role]
    conductor: Score
    parts: Sequence[tuple[Track, frozenset[Role]]]
    seed: int
    temperature: float
    top_p: float


def write(
    assignment: Assignment,
    new_guide: Callable[[], Guide],
    accept: Callable[[Score], bool],
    on_progress: Callable[[Progress], None],
    cancelled: Callable[[], bool],
) -> tuple[Score, EncodedScore, int]:
    """Write until a piece has not collapsed and `accept`s.

    Returns:
        the score of the written parts, its events, and the number of attempts that were needed.

    Raises:
        CancelledError: `cancelled()`. CollapsedError: eight attempts failed.
    """
    piece = assignment.blank
    bars = len(piece.plan)
    reason: str | None = None
    for take in range(TAKES):
        on_progress(Progress(take, 0, bars, _header(assignment)))
        sampler = _sampler(assignment, new_guide(), take, cancelled)

        def tell(bar: int, sampler: Sampler = sampler, take: int = take) -> None:
            score = _score_of(assignment, piece, _events_of_bar(sampler.feed), bar - 1, bar)
            on_progress(Progress(take, bar, bars, score))

        sampler.on_bar = tell
        written = replace(piece, events=sampler.write())
        reason = collapse_of(written, assignment.must)
        if reason is None:
            score = _score_of(assignment, written, written.events, 0, bars)
            if accept(score):
                return score, written, take + 1
            reason = "it came out other than asked"
    raise CollapsedError(
        f"We tried {TAKES} times and {reason} each time. "
        "Choose another seed or a lower temperature."
    )


def _sampler(
    assignment: Assignment, guide: Guide, take: int, cancelled: Callable[[], bool]
) -> Sampler:
    piece = assignment.blank
    genre = GENRES.index(assignment.genre)
    return Sampler(
        feed=Feed(piece.plan, genre, piece.key.minor, piece.tempo_step),
        guide=guide,
        given=assignment.given,
        rng=np.random.default_rng((assignment.seed, 1 + take)),
        to_normal=piece.key.to_normal,
        temperature=assignment.temperature,
        top_p=assignment.top_p,
        scale_pull=SCALE_PULL * take,
        cancelled=cancelled,
    )


def _events_of_bar(feed: Feed) -> v.Events:
    """The events of the bar just finished, from its bar line on."""
    events = feed.events
    start = max(i for i in range(len(events)) if events[i][0] == v.BAR)
    return np.array(events[start:], v.EVENT)


def _header(assignment: Assignment) -> Score:
    tracks = tuple(replace(track, notes=track.notes[:0]) for track, _ in assignment.parts)
    return replace(assignment.conductor, tracks=tracks)


def _score_of(
    assignment: Assignment, piece: EncodedScore, events: v.Events, first: int, last: int
) -> Score:
    """The result's bars `first` to `last` (excluded); `events` begin at the line of `first`."""
    notes, roles = decode_notes(events, piece.plan[first:], piece.key, piece.ticks_per_quarter)
    starts = np.append(piece.plan["start"], piece_end(piece))
    notes["duration"] = np.minimum(notes["duration"], starts[-1] - notes["onset"])
    tracks = []
    for track, written in assignment.parts:
        if written:
            mine = notes[np.isin(roles, [int(r) for r in written])]
            mine = _single(mine)
        else:
            onset = track.notes["onset"]
            whole = first == 0 and last == len(piece.plan)
            mine = track.notes[whole | ((onset >= starts[first]) & (onset < starts[last]))]
        tracks.append(replace(track, notes=mine))
    return replace(assignment.conductor, tracks=tuple(tracks))


def piece_end(piece: EncodedScore) -> int:
    """The tick at which the last bar ends."""
    last = piece.plan[-1]
    return int(last["start"]) + round(int(last["length"]) * piece.ticks_per_quarter / v.TICKS)


def _single(notes: Rows) -> Rows:
    """Notes in score order; of one pitch at one time only the first (roles may share a track)."""
    pair = notes["onset"].astype(np.int64) * 128 + notes["pitch"]
    _, first = np.unique(pair, return_index=True)
    single: Rows = notes[first]
    return single
