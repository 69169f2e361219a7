"""Text that people typed: cleaned of what nobody sees, and held to a length."""

import re
import unicodedata

from backend.services.errors import InvalidError

# Letters that turn the direction of everything behind them, also outside of the text.
_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_SPACES = re.compile(r"[^\S\n]+")


def storable(text: str) -> bool:
    """Whether every database can keep `text`: no null signs and no halves of signs."""
    return not any(sign == "\0" or "\ud800" <= sign <= "\udfff" for sign in text)


def plain(text: str) -> str:
    """`text` without control signs (but line breaks) and without signs that turn its direction."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(
        sign
        for sign in lines
        if sign == "\n" or (unicodedata.category(sign) not in ("Cc", "Cs") and sign not in _TURNING)
    )


def joined(text: str) -> str:
    """`text` cleaned, as one line."""
    return " ".join(plain(text).split())


def one_line(text: str, what: str, longest: int, field: str, shortest: int = 1) -> str:
    """A name or a title: one line, cleaned.

    Args:
        text: as it was typed.
        what: how to call it, such as “A name”.
        longest: characters at most.
        field: of the request, for the refusal.
        shortest: characters at least.

    Raises:
        InvalidError: it is too short or too long.
    """
    clean = joined(text[: 20 * longest])
    if not shortest <= len(clean) <= longest:
        room = f"{shortest} to {longest}" if shortest else f"up to {longest}"
        raise InvalidError(f"{what} has {room} characters.", "Write another one.", field)
    return clean


def paragraphs(text: str, what: str, longest: int, field: str) -> str:
    """Some lines of text, which may be empty.

    Raises:
        InvalidError: they are too long.
    """
    lines = plain(text[: 20 * longest]).split("\n")
    clean = "\n".join(_SPACES.sub(" ", line).strip() for line in lines).strip()
    if len(clean) > longest:
        raise InvalidError(f"{what} has up to {longest} characters.", "Make it shorter.", field)
    return clean
