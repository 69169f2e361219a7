"""A player whom a model wrote, as an edit on the take that the player joined."""

from typing import Any

from backend import jobs
from backend.music import midi
from backend.services.composer import Outcome
from backend.services.facts import facts_of
from backend.services.keeping import AsEdits, Laid


def joined(run: jobs.Run, base: bytes) -> AsEdits:
    """What makes a take of an outcome whose last player was not there before.

    Args:
        run: of the job; its payload has the request, and the edits that lay on `base`.
        base: the file of the take that was joined.
    """

    def lay(outcome: Outcome) -> Laid:
        documents = [*run.payload.get("edits", []), _document(run.payload["request"], outcome)]
        known = facts_of(midi.read(base)) | {"key": str(outcome.key)}
        return Laid(base, documents, {"base": known})

    return lay


def _document(request: dict[str, Any], outcome: Outcome) -> dict[str, Any]:
    track = outcome.score.tracks[-1]
    recipe = {
        "genre": outcome.genre, "seed": request["seed"], "candidate": outcome.candidate,
        "role": request["role"],
        "first_bar": request.get("first_bar"), "last_bar": request.get("last_bar"),
    }  # fmt: skip
    return {
        "verb": "write_track", "name": track.name[:60], "program": track.program,
        "is_drum": track.is_drum, "ticks_per_quarter": outcome.score.ticks_per_quarter,
        "notes": [list(note) for note in track.notes.tolist()], "recipe": recipe,
    }  # fmt: skip
