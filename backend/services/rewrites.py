"""Make something of a piece that is there: checked while the user waits, written by a worker."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from backend import jobs
from backend.db import Job, new_id
from backend.music import midi
from backend.music.score import bars_of
from backend.services import edited, keeping, sources, works, written
from backend.services.composer import Composer, Verb
from backend.services.context import Context
from backend.services.errors import InvalidError
from backend.services.sources import Found, Own, Source
from backend.storage import Files


class Kind(NamedTuple):
    """One way to rewrite: the name of its jobs, the engine's verb, and what its takes are called.

    Of a song of one's own, those that stay add takes to it; the others make a new song. The one who
    asks may let another kind stay as well. Where the players stay, so does their mix.
    """

    name: str
    verb: Verb
    made: str
    stays: bool = False
    players_stay: bool = False


RESTYLE = Kind("restyle", "restyle", "restyled")
CONTINUATION = Kind("continuation", "continue", "continued", players_stay=True)
HARMONISATION = Kind("harmonisation", "harmonise", "harmonised")
REGENERATION = Kind("regeneration", "regenerate", "regenerated", stays=True, players_stay=True)
REROLL = Kind("reroll", "reroll", "rerolled", stays=True, players_stay=True)
JOINING = Kind("joining", "join", "joined", stays=True, players_stay=True)
KINDS = (RESTYLE, CONTINUATION, HARMONISATION, REGENERATION, REROLL, JOINING)


def ask(
    context: Context, user_id: str, kind: Kind, source: Source | None, request: Mapping[str, Any]
) -> Job:
    """Queue a rewriting of `source`; nothing is stored unless all is well.

    Raises:
        InvalidError, NotFoundError, TooLargeError: there is no such source.
        UnreadableMIDIError, UnusableScoreError: the source is of no use; says why.
        BadRequestError, MissingModelError: it cannot be done as asked.
        BusyError: the user has too much under way.
    """
    return _queue(context, user_id, kind, sources.read(context, user_id, source), request)


def ask_reroll(context: Context, user_id: str, own: Own, request: Mapping[str, Any]) -> Job:
    """Queue new notes for the bars of a take that are too near a training song; raises as `ask`."""
    found = sources.read(context, user_id, own)
    record = found.own.facts.get("originality") if found.own else None
    if not record or not record["copied_bars"]:
        raise InvalidError("No bar of this take is copied.", "There is nothing to write again.")
    wanted = {**request, "genre": found.genre, "record": record}
    return _queue(context, user_id, REROLL, found, wanted)


def _queue(
    context: Context, user_id: str, kind: Kind, found: Found, request: Mapping[str, Any]
) -> Job:
    full = works.with_seed(context.composer.checked(kind.verb, request, found.score))
    works.refuse_if_busy(context, user_id)
    bars = len(bars_of(found.score))
    payload: dict[str, Any] = {"request": full, "title": found.score.title}
    if found.own:
        payload["parent"] = found.own.number
        if kind.players_stay and found.mix:
            payload["mix"] = list(found.mix)
    if found.own and kind.stays:
        payload |= {"song_id": found.own.song_id, "from": found.own.file_key}
        payload["edits"] = found.own.edits  # as they are now, whatever is edited meanwhile
        return works.queue(context, user_id, kind.name, payload, bars)
    payload["id"] = job_id = new_id()
    payload["source"] = key = f"sources/{job_id}.mid"
    context.files.put(key, found.data)
    try:
        return works.queue(context, user_id, kind.name, payload, bars)
    except BaseException:
        context.files.delete(key)
        raise


def handler(kind: Kind, composer: Composer, files: Files) -> jobs.Handler:
    """What a worker does with a rewriting."""

    def do(run: jobs.Run) -> jobs.Finish:
        asked = run.payload
        with works.disk_told("for the song"):
            data = files.get(asked.get("from") or asked["source"])
        source = midi.read(edited.whole(data, asked.get("edits", [])))
        source = replace(source, title=asked["title"])
        outcomes = works.perform(
            run,
            lambda tell, cancelled: composer.rewrite(
                kind.verb, source, asked["request"], tell, cancelled
            ),
        )
        as_edits = written.joined(run, data) if kind is JOINING else None
        return keeping.keep(run, files, outcomes, kind.made, as_edits)

    return do
