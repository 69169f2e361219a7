"""From a request and its source to the work that is to be done: one function a verb."""

from dataclasses import replace

import numpy as np

from backend.music.generation import (
    compose,
    continuation,
    drafts,
    harmonise,
    join,
    regenerate,
    restyle,
)
from backend.music.generation.assignment import Assignment
from backend.music.generation.certificate import (
    certify,
    certify_kept,
    certify_more,
    certify_part,
    certify_rest,
    certify_restyle,
    certify_wishes,
    must,
)
from backend.music.generation.library import Library, label_of
from backend.music.generation.manners import manner_of
from backend.music.generation.moods import what_it_set
from backend.music.generation.passage import AFTER
from backend.music.generation.report import changes, report_on
from backend.music.generation.requests import (
    ComposeRequest,
    ContinueRequest,
    HarmoniseRequest,
    JoinRequest,
    RegenerateRequest,
    Request,
    RerollRequest,
    RestyleRequest,
)
from backend.music.generation.source import analyse
from backend.music.generation.work import Work
from backend.music.score import Role, Score
from backend.music.theory.similarity import content

COMPOSE_PULL = 1.0  # A piece of one's own is written by the genre's network alone.


def of(library: Library, request: Request, source: Score | None) -> Work:
    """Prepare the work of a request that has a seed; `source` for all verbs but compose."""
    if isinstance(request, ComposeRequest):
        return _compose(library, request)
    assert source is not None
    if isinstance(request, RestyleRequest):
        return _restyle(library, request, source)
    if isinstance(request, ContinueRequest):
        return _continue(library, request, source)
    if isinstance(request, HarmoniseRequest):
        return _harmonise(library, request, source)
    assert isinstance(request, (RegenerateRequest, RerollRequest, JoinRequest))
    return _regenerate(library, request, source)


def _seed(request: Request) -> int:
    assert request.seed is not None
    return request.seed


def _compose(library: Library, request: ComposeRequest) -> Work:
    voices = library.voices_of(request, COMPOSE_PULL)
    made = compose.prepare(request, _seed(request), library.planner_of(request), voices)
    return Work(
        kind="compose",
        request=request,
        assignment=made.assignment,
        title=f"{_labels(request)} in {made.key}",
        certify=lambda score: certify(request, made, score),
        wishes=lambda score, piece: certify_wishes(request, made, score, piece),
        must=must(request, made),
        report=lambda _: what_it_set(request, made.key, made.bpm),
        planned=(0, request.bars),
        styled=library.genres_of(request),
    )


def _restyle(library: Library, request: RestyleRequest, score: Score) -> Work:
    source = analyse(score)
    bold = request.strength > restyle.KEEPS_TUNE
    pull = manner_of(request.genre).pull if bold else 1.0
    voices = library.voices_of(request, 1 + (library.guidance - 1) * pull)
    planner = library.planner_of(request)
    styled = library.genres_of(request)
    loops = library[request.genre].loops

    def prepared(draft: int) -> Assignment:
        return restyle.prepare(
            request,
            drafts.seed_of(_seed(request), draft),
            source,
            planner,
            voices,
            loops=loops,
            relative=draft % drafts.PLAIN != drafts.PLAIN - 1,
        )

    made = prepared(0)
    if request.strength == 0:
        made = replace(made, parts=[(track, frozenset[Role]()) for track in score.tracks])
    kept = "melody" in restyle.locks_of(request) and source.plays(Role.MELODY)
    bars = len(made.blank.plan)
    return Work(
        kind="restyle",
        request=request,
        assignment=made,
        title=f"{score.title or 'Untitled'}, {_labels(request).lower()}",
        certify=lambda result: certify_restyle(request, source, result),
        report=lambda result: report_on(source, result),
        planned=(0, bars),
        guided=True,
        judged=np.zeros(bars, np.bool_) if kept or request.strength == 0 else None,
        source=score,
        drafts=(lambda: [prepared(d) for d in range(1, drafts.count_for(bars))])
        if styled and bold
        else None,
        content=lambda result: content(score, result),
        styled=styled,
        before=source.piece,
    )


def _continue(library: Library, request: ContinueRequest, score: Score) -> Work:
    source = analyse(score)
    voices = library.voices_of(request, COMPOSE_PULL)
    planner = library.planner_of(request)
    made = continuation.prepare(request, _seed(request), source, planner, voices)
    bars = made.first + request.bars
    return Work(
        kind="continue",
        request=request,
        assignment=made.assignment,
        title=f"{score.title or 'Untitled'}, continued",
        certify=lambda result: certify_more(source, bars, result),
        wishes=lambda result, piece: certify_part(
            request.energy, made.asked, made.usual, (made.first, bars), result, piece, made.before
        ),
        report=lambda result: {"changed": changes(source, result)},
        planned=(made.before, made.before + request.bars),
        offset=made.first - made.before,
        judged=np.arange(bars) >= made.first,
        source=score,
    )


def _harmonise(library: Library, request: HarmoniseRequest, score: Score) -> Work:
    source = harmonise.analyse(score)
    voices = library.voices_of(request, library.guidance)
    planner = library.planner_of(request)
    made = harmonise.prepare(request, _seed(request), source, planner, voices)
    bars = len(made.assignment.blank.plan)
    return Work(
        kind="harmonise",
        request=request,
        assignment=made.assignment,
        title=f"{score.title or 'Untitled'}, {_labels(request).lower()} harmony",
        certify=lambda result: [
            *certify_kept(source, result),
            certify_rest(source.score, result),
        ],
        wishes=lambda result, piece: certify_part(
            request.energy, made.asked, made.usual, (0, bars), result, piece, 0
        ),
        report=lambda result: {
            **report_on(source, result),
            **what_it_set(request, None, None),
        },
        planned=(0, bars),
        guided=True,
        judged=np.zeros(bars, np.bool_),
        source=score,
        styled=library.genres_of(request),
        before=source.piece,
    )


def _regenerate(
    library: Library, request: RegenerateRequest | RerollRequest | JoinRequest, score: Score
) -> Work:
    source = analyse(score)
    voices = library.voices_of(request, COMPOSE_PULL)
    if isinstance(request, RegenerateRequest):
        made = regenerate.prepare(request, _seed(request), source, voices)
        energy, kind = request.energy, "regenerate"
    elif isinstance(request, JoinRequest):
        planner = library.planner_of(request)
        made = join.prepare(request, _seed(request), source, planner, voices)
        energy, kind = request.energy, "join"
    else:
        made = regenerate.prepare_reroll(request, _seed(request), source, voices)
        energy, kind = None, "reroll"
    span = (made.first - made.start, made.last - made.start)
    after = min(span[1] + AFTER, len(made.assignment.blank.plan))
    return Work(
        kind=kind,
        request=request,
        assignment=made.assignment,
        title=score.title or "Untitled",
        certify=lambda result: [
            *certify_kept(source, result),
            certify_rest(made.kept, result),
        ],
        wishes=lambda result, piece: certify_part(
            energy, made.asked, made.usual, (made.first, made.last), result, piece, span[0]
        ),
        report=lambda result: {"changed": changes(source, result)},
        planned=span,
        offset=made.start,
        seam=(span[1], after) if after > span[1] else None,
        judged=made.anew,
        source=score,
    )


def _labels(request: Request) -> str:
    names = [request.genre, *([request.blend.genre] if request.blend else [])]
    return " and ".join(label_of(name) for name in names)
