"""Writing: one attempt after the other until a piece is music, told bar by bar."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from backend.music.errors import CollapsedError
from backend.music.events import vocabulary as v
from backend.music.events.encoded import EncodedScore
from backend.music.generation.assignment import Assignment
from backend.music.generation.collapse import collapse_of
from backend.music.generation.feed import Feed
from backend.music.generation.guide import Guide
from backend.music.generation.outcome import Progress
from backend.music.generation.parts import header_of, score_of
from backend.music.generation.sampler import Sampler
from backend.music.lstm.runtime import Runtime
from backend.music.score import Score

TAKES = 8
# From the second attempt on, notes of the scale are made likelier by this many nats an attempt.
SCALE_PULL = 0.7


log = logging.getLogger(__name__)

Accept = Callable[[Score], bool]
Tell = Callable[[Progress], None]


@dataclass(frozen=True)
class Written:
    """A candidate that is music.

    `score` has the written parts, `piece` their events; `takes` attempts were needed. `nats` and
    `notes` (bars,) are each bar's negative log-likelihood under the voices, whatever temperature
    it was drawn with, and how many notes it is of; fixed notes count too.
    """

    candidate: int
    score: Score
    piece: EncodedScore
    takes: int
    nats: npt.NDArray[np.float64]
    notes: npt.NDArray[np.int64]


def write(
    assignment: Assignment,
    runtimes: Mapping[str, Runtime],
    candidates: int,
    accept: Accept,
    on_progress: Tell,
    cancelled: Callable[[], bool],
) -> list[Written]:
    """Write each candidate until it has not collapsed and `accept` takes it.

    Candidate k is the same whatever the number of candidates. One that fails eight times is left
    out as long as another does not.

    Raises:
        CancelledError: `cancelled()`. CollapsedError: eight attempts at each candidate failed.
    """
    written = []
    reasons = []
    for candidate in range(candidates):
        found = _write_one(assignment, runtimes, candidate, accept, on_progress, cancelled)
        if isinstance(found, Written):
            written.append(found)
        else:
            reasons.append(found)
            log.info("Candidate %d was left out: %s.", candidate + 1, found)
    if not written:
        raise CollapsedError(
            f"We tried {TAKES * candidates} times and {reasons[0]} each time. "
            "Choose another seed or a lower temperature."
        )
    return written


def _write_one(
    assignment: Assignment,
    runtimes: Mapping[str, Runtime],
    candidate: int,
    accept: Accept,
    on_progress: Tell,
    cancelled: Callable[[], bool],
) -> Written | str:
    """A candidate, or why its last attempt failed."""
    piece = assignment.blank
    bars = len(piece.plan)
    free = np.any(assignment.given.free, axis=1)
    reason = ""
    for take in range(TAKES):
        on_progress(Progress(candidate, take, 0, bars, header_of(assignment)))
        sampler = _sampler(assignment, runtimes, (candidate, take), cancelled)

        def tell(bar: int, sampler: Sampler = sampler, take: int = take) -> None:
            score = score_of(assignment, piece, _events_of_bar(sampler.feed), bar - 1, bar)
            on_progress(Progress(candidate, take, bar, bars, score))

        sampler.on_bar = tell
        written = replace(piece, events=sampler.write())
        reason = collapse_of(written, assignment.must, free) or ""
        if not reason:
            score = score_of(assignment, written, written.events, 0, bars)
            if accept(score):
                return Written(candidate, score, written, take + 1, sampler.nats, sampler.notes)
            reason = "it came out other than asked"
    return reason


def _sampler(
    assignment: Assignment,
    runtimes: Mapping[str, Runtime],
    stream: tuple[int, int],
    cancelled: Callable[[], bool],
) -> Sampler:
    """`stream` is (candidate, take): with the seed it decides all chance."""
    piece = assignment.blank
    candidate, take = stream
    return Sampler(
        feed=Feed(piece.plan, 0, piece.key.minor, piece.tempo_step),
        guide=Guide([(g, runtimes[g], weight) for g, weight in assignment.voices]),
        given=assignment.given,
        rng=np.random.default_rng((assignment.seed, 1 + take, candidate)),
        to_normal=piece.key.to_normal,
        temperature=assignment.temperature,
        top_p=assignment.top_p,
        scale_pull=SCALE_PULL * take,
        chord_pull=assignment.chord_pull,
        cancelled=cancelled,
    )


def _events_of_bar(feed: Feed) -> v.Events:
    """The events of the bar just finished, from its bar line on."""
    events = feed.events
    start = max(i for i in range(len(events)) if events[i][0] == v.BAR)
    return np.array(events[start:], v.EVENT)
