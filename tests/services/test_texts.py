"""What people type is cleaned of what nobody sees."""

import pytest

from backend.services.errors import InvalidError
from backend.services.texts import one_line, paragraphs, storable


def test_signs_that_turn_or_hide_are_left_out() -> None:
    assert (
        one_line(" Grüße\u202e \0 a\x1b[31m\tb\n🎹 ", "A title", 40, "title") == "Grüße a[31m b 🎹"
    )
    assert one_line("שיר ﷽ 曲 👩‍🎤", "A title", 40, "title") == "שיר ﷽ 曲 👩‍🎤"
    assert one_line("<b>&amp;</b>", "A title", 40, "title") == "<b>&amp;</b>"


@pytest.mark.parametrize("text", ["", " \n ", "\0\0", "\u202e", "x" * 41, "x" * 10_000_000])
def test_nothing_and_too_much_are_refused(text: str) -> None:
    with pytest.raises(InvalidError) as refused:
        one_line(text, "A title", 40, "title")
    assert refused.value.message == "A title has 1 to 40 characters."
    assert refused.value.field == "title"


def test_paragraphs_keep_their_lines() -> None:
    assert (
        paragraphs(" I play.\r\n\r\n  The  piano. \n", "A bio", 30, "bio")
        == "I play.\n\nThe piano."
    )
    assert paragraphs("", "A bio", 30, "bio") == ""
    with pytest.raises(InvalidError):
        paragraphs("x" * 31, "A bio", 30, "bio")


def test_what_a_database_cannot_keep() -> None:
    assert storable("Grüße 🎹")
    assert not storable("a\0b")
    assert not storable("\ud83c")
