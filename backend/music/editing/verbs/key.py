"""The song in another key, by the degrees of its scale: major becomes minor where that is asked."""

from dataclasses import replace
from typing import Annotated, Final, Literal

import numpy as np
from pydantic import AfterValidator

from backend.music.editing.beside import with_pitch
from backend.music.editing.edit import Edit
from backend.music.editing.scope import changed, with_pitches
from backend.music.editing.statelines import changing
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
_KEYS: Final = tuple(Key(tonic, minor) for minor in (False, True) for tonic in range(12))


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

        steps = shift + np.roll(table - np.arange(12), source.tonic)  # of each pitch class

        def move(rows: Rows, track: int) -> Rows:
            pitches = rows["pitch"].astype(np.int64)
            return with_pitches(rows, pitches + steps[pitches % 12], track)

        places = ((np.arange(12) + steps) % 12).tolist()
        keys = _keys(score, source, target, places)
        moved = replace(changed(score, move, drums=False), keys=keys)
        return with_pitch(moved, shift)

    def _source(self, score: Score) -> Key:
        if self.from_key is not None:
            return Key.parse(self.from_key)
        if not len(score.keys):
            raise BadRequestError("the song does not say its key; name it as “from_key”.")
        return Key(int(score.keys["tonic"][0]), bool(score.keys["minor"][0]))


def _keys(score: Score, source: Key, target: Key, places: list[int]) -> Rows:
    """The changes of key, moved as the notes are: `places` says where each pitch class goes."""
    if not len(score.keys):
        return np.array([(0, target.tonic, target.minor)], KEY_CHANGE)

    def moved(key: Key) -> Key:
        notes = {places[note] for note in _scale(key)}
        minor = target.minor if key.minor == source.minor else key.minor

        # Of keys of one signature the one on the same degree, or at least of the mode to expect.
        def likeness(one: Key) -> tuple[int, bool, bool, bool]:
            shared = len(notes & _scale(one))
            return shared, one.tonic == places[key.tonic], one.minor == minor, one == target

        return max(_KEYS, key=likeness)

    found = [(tick, moved(Key(tonic, minor))) for tick, tonic, minor in score.keys.tolist()]
    return np.array(changing([(tick, key.tonic, key.minor) for tick, key in found]), KEY_CHANGE)


def _scale(key: Key) -> set[int]:
    steps = (0, 2, 3, 5, 7, 8, 10) if key.minor else (0, 2, 4, 5, 7, 9, 11)
    return {(key.tonic + step) % 12 for step in steps}
