"""Keeping what was written: its files at once, its takes together with the end of the job."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from backend import jobs
from backend.db import Song, Take
from backend.music import editing, midi
from backend.services import catalogue, placards
from backend.services.composer import Outcome, Outcomes
from backend.services.facts import facts_of
from backend.services.songs import LONGEST_TITLE
from backend.services.works import GONE
from backend.storage import Files

_TOLD = (
    "tempo", "metre", "bars",
    "recipe", "certificate", "scores", "plan", "originality", "report",
)  # fmt: skip


class Laid(NamedTuple):
    """A take as edits on a base: the base's file, the list, and more facts."""

    base: bytes
    edits: list[dict[str, Any]]
    facts: dict[str, Any]


AsEdits = Callable[[Outcome], Laid]


def keep(
    run: jobs.Run, files: Files, outcomes: Outcomes, kind: str, as_edits: AsEdits | None = None
) -> jobs.Finish:
    """Store the files now, and the takes together with the end of the job.

    The takes are those of a new song, or are added to the song that the payload names. They are
    numbered as they were written, not as they are ranked, so that nothing changes its place on the
    page that follows; the best is chosen. The payload's mix goes on with its players, unless
    `as_edits` makes a base and its edits of each outcome. The keys of the files come from the
    job's id: a run after a crash writes over what the first left.
    """

    def whole(outcome: Outcome) -> Laid:
        # A new song leaves the recording with the one that it is made from.
        recorded = "song_id" in run.payload
        mix = editing.mix_left(run.payload.get("mix", []), outcome.score, recorded=recorded)
        return Laid(midi.write(outcome.score), mix, {})

    kept = []
    for rank, outcome in enumerate(outcomes, 1):
        laid = (as_edits or whole)(outcome)
        kept.append((outcome.candidate, *_store(run, files, outcome, rank, laid), laid.edits))

    def finish(session: Session) -> dict[str, Any]:
        if "song_id" in run.payload:
            song = session.get(Song, run.payload["song_id"], populate_existing=True)
            if song is None:
                raise jobs.JobFailedError(*GONE)
        else:
            song = _new_song(run, outcomes[0], kind)
            session.add(song)
        first = run.payload.get("number") or max((t.number for t in song.takes), default=0) + 1
        song.takes += [
            Take(
                number=first + candidate, job_id=run.job_id, candidate=candidate, kind=kind,
                parent=run.payload.get("parent"), file_key=key, facts=facts, edits=mix,
            )
            for candidate, key, facts, mix in kept
        ]  # fmt: skip
        ranked = [first + candidate for candidate, *_ in kept]
        if "number" not in run.payload:  # one that was only late leaves the choice as it is
            song.chosen = ranked[0]
        catalogue.touch(song)
        placards.redraw(session, files, song)
        session.flush()
        return {"song_id": song.id, "takes": ranked}

    return finish


def discard(files: Files, job_id: str, payload: Mapping[str, Any]) -> None:
    """Forget the files of a job that came to nothing: its source, and what nobody keeps of it."""
    for name in ("source", "key", "recording"):
        if name in payload:
            files.delete(payload[name])
    for candidate in range(payload.get("request", {}).get("candidates", 1)):
        files.delete(_key(job_id, candidate))


def _key(job_id: str, candidate: int) -> str:
    return f"songs/{job_id}-{candidate}.mid"


def _store(
    run: jobs.Run, files: Files, outcome: Outcome, rank: int, laid: Laid
) -> tuple[str, dict[str, Any]]:
    """Where the file of a candidate lies, and its facts."""
    key = _key(run.job_id, outcome.candidate)
    files.put(key, laid.base)
    told = {name: getattr(outcome, name) for name in _TOLD}
    seed = run.payload["request"]["seed"]
    known = {"key": str(outcome.key), "seed": seed, "rank": rank}
    return key, facts_of(outcome.score) | known | told | laid.facts


def _new_song(run: jobs.Run, best: Outcome, kind: str) -> Song:
    title = best.title or run.payload.get("title") or "Untitled"
    return Song(
        user_id=run.user_id,
        job_id=run.job_id,
        kind=kind,
        title=title[:LONGEST_TITLE],
        genre=best.genre,
        source_key=run.payload.get("source"),
        prompt=run.payload.get("prompt", ""),
    )
