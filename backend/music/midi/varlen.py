"""Variable-length numbers, the way MIDI files write times and sizes: seven bits a byte."""


def encode(value: int) -> bytes:
    """The shortest form of a number that is not negative."""
    out = [value & 127]
    while value := value >> 7:
        out.append(value & 127 | 128)
    return bytes(reversed(out))
