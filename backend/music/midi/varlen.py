"""Variable-length numbers, the way MIDI files write times and sizes: seven bits a byte."""

# Standard files have four bytes at most; a number that goes on after five is damage.
_LONGEST = 5


def decode(data: bytes, at: int) -> tuple[int, int]:
    """The number at `at` and the place behind it (the end of `data` where it is cut off)."""
    value = 0
    stop = min(at + _LONGEST, len(data))
    while at < stop:
        byte = data[at]
        at += 1
        value = value << 7 | byte & 127
        if byte < 128:
            break
    return value, at


def encode(value: int) -> bytes:
    """The shortest form of a number that is not negative."""
    out = [value & 127]
    while value := value >> 7:
        out.append(value & 127 | 128)
    return bytes(reversed(out))
