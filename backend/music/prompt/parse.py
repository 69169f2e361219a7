"""Text → prompt: items, rules, and what the mentions come to together."""

from collections.abc import Sequence
from operator import attrgetter

from backend.music.errors import BadRequestError
from backend.music.prompt import chords
from backend.music.prompt.band import band
from backend.music.prompt.blend import genres
from backend.music.prompt.curve import energy
from backend.music.prompt.duration import bars
from backend.music.prompt.items import items_of
from backend.music.prompt.lexicon import lexicon
from backend.music.prompt.mentions import Mention, Reading
from backend.music.prompt.prompt import Chip, Prompt
from backend.music.prompt.rules import RULES
from backend.music.prompt.settle import Settled, single

LONGEST = 2000  # characters

_SINGLE = (
    "mood",
    "metre",
    "key",
    "tempo",
    "register",
    "temperature",
    "top_p",
    "candidates",
    "seed",
)


def parse(text: str) -> Prompt:
    """Read what somebody wrote about the music that they want.

    Raises:
        BadRequestError: the text is longer than 2,000 characters.
    """
    if len(text) > LONGEST:
        raise BadRequestError(
            f"The text has {len(text)} characters. Write {LONGEST} at most: a few lines are enough."
        )
    rest, chips, unknown = chords.taken_from(text)
    reading = Reading(text, items_of(rest, lexicon()))
    i = 0
    while i < len(reading.items):
        i = next(j for rule in RULES if (j := rule(reading, i)) is not None)
    more, refused = _settled(text, reading.mentions)
    metre = next((chip.value for chip in more if chip.field == "metre"), "4/4")
    misfits = {chip: fault for chip in chips if (fault := chords.fitted(chip, metre))}
    chips = [chip for chip in chips if chip not in misfits]
    unknown += misfits.values()
    at = attrgetter("span")
    return Prompt(
        tuple(sorted([*chips, *more], key=at)),
        tuple(sorted([*unknown, *reading.unknown, *refused], key=at)),
    )


def _settled(text: str, mentions: Sequence[Mention]) -> Settled:
    chips, refused = genres(mentions)
    genre = next((chip.value for chip in chips if chip.field == "genre"), None)
    settled: list[Settled] = [single(mentions, field) for field in _SINGLE]
    settled += [energy(text, mentions), band(mentions, genre)]
    for found, against in settled:
        chips += found
        refused += against
    lasting: Sequence[Chip]
    lasting, against = bars(mentions, chips)
    return [*chips, *lasting], [*refused, *against]
