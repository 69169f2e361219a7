"""The song in another key, by the degrees of its scale: major becomes minor where that is asked."""

from dataclasses import replace
from typing import Annotated, Final, Literal

import numpy as np
from pydantic import AfterValidator

from backend.music.editing.beside import with_pitch
from backend.music.editing.edit import Edit
from backend.music.editing.scope import changed, with_pitches
from backend.music.errors import BadRequestError
from backend.music.score import KEY_CHANGE, Key, Score
from backend.music.score.score import Rows


def _checked(text: str) -> str:
    try:
        Key.parse(text)
    except BadRequestError as error:
        raise ValueError(str(error)) from error
    return text


KeyName = Annotated[str, AfterValidator(_checked)]

# Semitones over the tonic, from one mode to the other. Each degree becomes its namesake; a note
# that is in the other scale already stays, and so do the second and the fourth raised.
TO_MINOR: Final = (0, 1, 2, 3, 3, 5, 6, 7, 8, 8, 10, 10)
TO_MAJOR: Final = (0, 1, 2, 4, 4, 5, 6, 7, 9, 9, 11, 11)


class ToKey(Edit):
    """`key` and `from_key` like “D minor”; left out, `from_key` is what the song says of itself.

    The song moves the shorter way, at most a tritone. The recording moves as far; what is sung or
    played on it in major stays in major.
    """

    verb: Literal["key"]
    key: KeyName
    from_key: KeyName | None = None

    def on(self, score: Score) -> Score:
        """In the other key; drums stay."""
        source, target = self._source(score), Key.parse(self.key)
        shift = (target.tonic - source.tonic) % 12
        shift = shift - 12 if shift > 6 else shift
        table = np.arange(12)
        if source.minor != target.minor:
            table = np.array(TO_MINOR if target.minor else TO_MAJOR)

        def move(rows: Rows, track: int) -> Rows:
            pitches = rows["pitch"].astype(np.int64)
            degree = (pitches - source.tonic) % 12
            return with_pitches(rows, pitches + shift + table[degree] - degree, track)

        moved = replace(changed(score, move, drums=False), keys=_keys(score, source, target))
        return with_pitch(moved, shift)

    def _source(self, score: Score) -> Key:
        if self.from_key is not None:
            return Key.parse(self.from_key)
        if not len(score.keys):
            raise BadRequestError("the song does not say its key; name it as “from_key”.")
        return Key(int(score.keys["tonic"][0]), bool(score.keys["minor"][0]))


def _keys(score: Score, source: Key, target: Key) -> Rows:
    """The changes of key, moved as the notes are."""
    if not len(score.keys):
        return np.array([(0, target.tonic, target.minor)], KEY_CHANGE)
    keys = score.keys.copy()
    keys["tonic"] = (keys["tonic"].astype(int) + target.tonic - source.tonic) % 12
    keys["minor"][keys["minor"] == source.minor] = target.minor
    return keys
