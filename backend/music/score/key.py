"""A key: tonic and mode, and how people write it."""

from dataclasses import dataclass

from backend.music.errors import BadRequestError

_STEP = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
# The usual spelling of each tonic, so that a page says E flat major and not D sharp major.
_MAJOR = ("C", "Db", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")
_MINOR = ("C", "C#", "D", "Eb", "E", "F", "F#", "G", "G#", "A", "Bb", "B")


@dataclass(frozen=True)
class Key:
    """`tonic` is a pitch class, 0 = C to 11 = B."""

    tonic: int
    minor: bool = False

    def __str__(self) -> str:
        names = _MINOR if self.minor else _MAJOR
        return f"{names[self.tonic]} {'minor' if self.minor else 'major'}"

    @property
    def to_normal(self) -> int:
        """Semitones (−5…6) that move this key to C major or A minor."""
        up = ((9 if self.minor else 0) - self.tonic) % 12
        return up - 12 if up > 6 else up

    @property
    def fifths(self) -> int:
        """Sharps of its signature, negative for flats, spelt as its name: F# major, Eb minor."""
        around = 7 * (self.tonic + 3 if self.minor else self.tonic) % 12
        return around - 12 if around > (5 if self.minor else 6) else around

    @classmethod
    def parse(cls, text: str) -> "Key":
        """Read "D minor", "Bb major", "F#m", "c" (lower case alone is minor) or "Eb".

        Raises:
            BadRequestError: the text names no key.
        """
        cleaned = text.strip().replace("♯", "#").replace("♭", "b")
        head, _, tail = cleaned.partition(" ")
        mode = tail.strip().lower()
        if not mode and len(head) > 1 and head.endswith("m"):
            head, mode = head[:-1], "minor"
        letter, accidentals = head[:1], head[1:]
        if letter.upper() not in _STEP or accidentals.strip("#b") or len(accidentals) > 2:
            raise BadRequestError(f"“{text}” is not a key. Write it like “D minor” or “Bb major”.")
        if mode not in ("", "major", "minor", "maj", "min"):
            raise BadRequestError(f"“{mode}” is not a mode. Use “major” or “minor”.")
        tonic = _STEP[letter.upper()] + accidentals.count("#") - accidentals.count("b")
        minor = mode.startswith("min") or (not mode and letter.islower())
        return cls(tonic % 12, minor)
