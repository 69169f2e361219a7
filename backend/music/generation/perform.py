"""Perform: write the candidates of a work, weigh them, and hand them over best first."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from backend.music import midi
from backend.music.errors import MissingModelError
from backend.music.events import vocabulary as v
from backend.music.events.encoded import EncodedScore
from backend.music.generation.assignment import Assignment, Given
from backend.music.generation.drafts import Pair, worth, write_best
from backend.music.generation.harmony import chords_of
from backend.music.generation.library import Library
from backend.music.generation.measured import Measured
from backend.music.generation.originality import Originality
from backend.music.generation.outcome import Outcome, Progress
from backend.music.generation.plans import plan_of
from backend.music.generation.ranking import ranked, typical
from backend.music.generation.requests import RestyleRequest, written_plan
from backend.music.generation.source import given_of
from backend.music.generation.work import Work
from backend.music.generation.writing import REPEATING, Written, write
from backend.music.score import Role, Score
from backend.music.style.material import material_of_piece

Listener = Callable[[Progress], None]
Stop = Callable[[], bool]


class Performer:
    """Does the work with the models of a library."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._originality: Originality | None = None
        self._is_loaded = False

    def load(self) -> None:
        """Read the index of melodies, if there is one."""
        if not self._is_loaded:
            self._originality = Originality.load(self._library.model_dir)
            self._is_loaded = True

    def record(self, score: Score) -> dict[str, Any]:
        """What a score shares with the songs learnt from (MissingModelError: there is no index)."""
        self.load()
        if self._originality is None:
            raise MissingModelError(
                f"No index of melodies in {self._library.model_dir}. Make it: scripts/index.py"
            )
        return self._originality.record(score)

    def perform(self, work: Work, on_progress: Listener, cancelled: Stop) -> tuple[Outcome, ...]:
        """Write and rank the candidates (CancelledError, CollapsedError)."""
        written = self._write(work, on_progress, cancelled)
        return ranked([self._outcome(own, one, cancelled) for own, one in written])

    def _write(self, work: Work, on_progress: Listener, cancelled: Stop) -> list[Pair]:
        made = work.assignment
        candidates = work.request.candidates
        if _is_unchanged(work):  # Nothing is written: the source is weighed as it is.
            assert work.source is not None
            made = replace(made, must=frozenset(), given=replace(
                made.given, free=np.zeros_like(made.given.free)
            ))  # fmt: skip
            candidates = 1
        runtimes = {genre: self._library[genre].runtime for genre, _ in made.voices}

        def write_one(one: Assignment, tell: Listener) -> list[Written]:
            return write(one, runtimes, candidates, work.accept, tell, cancelled)

        # One thread: on products this small a second one costs more than it brings.
        with threadpool_limits(1):
            if work.drafts is None:
                return [(work, one) for one in write_one(made, on_progress)]
            return write_best(work, write_one, self._worth, on_progress)

    def _worth(self, work: Work, draft: Written) -> float:
        return worth(self._style(work, draft.piece) or 0.0, work.content(draft.score))

    def _style(self, work: Work, piece: EncodedScore) -> float | None:
        scorer = self._library.scorer
        if scorer is None or not work.styled:
            return None
        return scorer.reached(material_of_piece(piece), work.styled)

    def _styles(self, work: Work, reached: float | None) -> dict[str, float]:
        """How near the genre the result came, and how near the source was."""
        if reached is None:
            return {}
        unchanged = None if work.before is None else self._style(work, work.before)
        return {"style": reached} | (
            {} if unchanged is None else {"style_unchanged": round(unchanged, 3)}
        )

    def _outcome(self, work: Work, written: Written, cancelled: Stop) -> Outcome:
        score = replace(written.score, title=work.title)
        certificate = [*work.certify(score), *work.wishes(score, written.piece)]
        record = self._record(work, score)
        scores = {
            "asked": round(sum(row["ok"] for row in certificate) / len(certificate), 3),
            **self._scores(work, written, cancelled),
            "originality": None if record is None else record["longest"],
        }
        got = Measured.of(score)
        piece = written.piece
        repeats = work.assignment.given.repeats if written.takes <= REPEATING else None
        band = [r for r in Role if piece.plan["counts"][slice(*work.planned), r].any()]
        return Outcome(
            score=score,
            genre=work.request.genre,
            key=piece.key,
            bars=max(got.grid, work.offset + len(piece.plan)),
            tempo=piece.bpm,
            metre=got.metre,
            recipe=self._recipe(work, written),
            certificate=certificate,
            report={**work.report(score), **self._styles(work, scores["style"])},
            title=work.title,
            candidate=written.candidate,
            scores=scores,
            plan=written_plan(plan_of(piece, *work.planned, band, repeats)),
            originality=record,
        )

    def _record(self, work: Work, score: Score) -> dict[str, Any] | None:
        self.load()
        if self._originality is None:
            return None
        return self._originality.record(score, work.judged)

    def _scores(self, work: Work, written: Written, cancelled: Stop) -> dict[str, Any]:
        """Likelihood of the bars that were written, and what follows from it."""
        nats = _per_note(written, *work.planned)
        genre, pull = work.request.genre, None
        if work.guided:
            nats = self._weighed(work, written.piece, genre, cancelled)
            if genre != "general" and "general" in self._library.genres:
                pull = round(self._weighed(work, written.piece, "general", cancelled) - nats, 3)
        piece = work.before if _is_unchanged(work) and work.before else written.piece
        style = self._style(work, piece)
        mean, deviation = self._library[genre].typical
        return {
            "nats_per_note": round(nats, 3),
            "typical": round(typical(nats, mean, deviation), 3),
            "seam": None if work.seam is None else round(_per_note(written, *work.seam), 3),
            "pull": pull,
            "style": None if style is None else round(style, 3),
        }

    def _weighed(self, work: Work, piece: EncodedScore, genre: str, cancelled: Stop) -> float:
        """The nats per note of a finished piece in the eyes of one genre's network alone."""
        _, fixed = given_of(piece, frozenset(Role))
        given = Given(np.zeros((len(piece.plan), v.ROLES), np.bool_), chords_of(piece), fixed)
        alone = replace(
            work.assignment,
            voices=((genre, 1.0),),
            given=given,
            must=frozenset[Role](),
            parts=(),
        )
        runtimes = {genre: self._library[genre].runtime}
        with threadpool_limits(1):
            read = write(alone, runtimes, 1, lambda _: True, lambda _: None, cancelled)[0]
        return _per_note(read, *work.planned)

    def _recipe(self, work: Work, written: Written) -> dict[str, Any]:
        source = work.source
        digest = {} if source is None else {
            "source_sha256": hashlib.sha256(midi.write(source)).hexdigest()
        }  # fmt: skip
        return {
            "kind": work.kind,
            "request": work.request.to_json(),
            "candidate": written.candidate,
            "models": {
                genre: self._library[genre].fingerprint for genre, _ in work.assignment.voices
            },
            "takes": written.takes,
            **digest,
        }


def _is_unchanged(work: Work) -> bool:
    return isinstance(work.request, RestyleRequest) and work.request.strength == 0


def _per_note(written: Written, first: int, last: int) -> float:
    notes = int(written.notes[first:last].sum())
    return float(written.nats[first:last].sum()) / max(notes, 1)
