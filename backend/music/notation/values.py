"""How long a written note is: spans of a bar as notes, dots and ties that a player reads easily.

Times are in 24ths of a quarter: a sixteenth is 6, an eighth of a triplet 8.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

QUARTER: Final = 24
SIXTEENTH: Final = 6
TRIPLET: Final = 8  # an eighth of a triplet

_PLAIN: Final = {
    144: ("whole", 1), 96: ("whole", 0), 72: ("half", 1), 48: ("half", 0), 36: ("quarter", 1),
    24: ("quarter", 0), 18: ("eighth", 1), 12: ("eighth", 0), 6: ("16th", 0), 3: ("32nd", 0),
}  # fmt: skip
_IN_TRIPLET: Final = {16: "quarter", 8: "eighth"}


class Value(NamedTuple):
    """A written note or rest: when it begins in its bar, how long it is, and how it looks."""

    start: int
    length: int
    name: str
    dots: int
    triplet: bool = False


class Metre(NamedTuple):
    """Beats of a bar.

    Attributes:
        length: of the bar.
        beat: what is beaten: a quarter, or three eighths in 6/8, 9/8 and 12/8.
    """

    length: int
    beat: int

    @classmethod
    def of(cls, numerator: int, denominator: int, length: int) -> "Metre":
        """The beats of a time signature; `length` may be shorter, as in a pick-up bar."""
        compound = denominator >= 8 and numerator > 3 and numerator % 3 == 0
        beat = 3 * 4 * QUARTER // denominator if compound else QUARTER
        return cls(length, max(beat, QUARTER))


def written(start: int, stop: int, metre: Metre, triplets: frozenset[int]) -> Iterator[Value]:
    """The notes, to be tied together, that fill a span of one bar.

    A span is cut at beats, unless it fills whole beats or is the plain syncopation of a quarter
    between two off-beats, which players read at sight.

    Args:
        start: when it begins, from the bar line.
        stop: when it ends; within the bar.
        metre: of the bar.
        triplets: which beats are divided by three.
    """
    while start < stop:
        beat, within = divmod(start, metre.beat)
        whole = (stop - start) // metre.beat * metre.beat if within == 0 else 0
        if whole:
            length = _longest(whole, metre.beat)
        elif _syncopated(start, stop, metre, triplets):
            length = QUARTER
        else:
            room = min(stop, (beat + 1) * metre.beat) - start
            if beat in triplets:
                length = 16 if room >= 16 else 8
                yield Value(start, length, _IN_TRIPLET[length], 0, triplet=True)
                start += length
                continue
            length = next((n for n in _PLAIN if n <= room), room)
        yield Value(start, length, *_PLAIN.get(length, ("32nd", 0)))
        start += length


def _longest(whole: int, beat: int) -> int:
    """The longest single note of whole beats that fits."""
    return next(n for n in _PLAIN if n <= whole and n % beat == 0)


def _syncopated(start: int, stop: int, metre: Metre, triplets: frozenset[int]) -> bool:
    beat, within = divmod(start, metre.beat)
    crossed = (beat + 1) * metre.beat
    middle = metre.length // 2 if metre.length % (2 * metre.beat) == 0 else -1
    return (
        metre.beat == QUARTER
        and within == QUARTER // 2
        and stop - start == QUARTER
        and crossed != middle
        and not {beat, beat + 1} & triplets
    )
