"""What holds for every prompt, whatever is written in it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.music.errors import BadRequestError
from backend.music.generation import ComposeRequest
from backend.music.prompt import LONGEST, parse
from tests.music.prompt.test_prompts import TABLE

WORDS = sorted({word for text in TABLE for word in text.split()})
CHARACTERS = st.text(max_size=300)
SPEECH = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)
FIELDS = ComposeRequest.__dataclass_fields__


@settings(max_examples=150, deadline=None)
@given(st.one_of(CHARACTERS, SPEECH))
def test_any_text_is_read_and_all_spans_lie_in_it(text: str) -> None:
    prompt = parse(text)
    for found in (*prompt.chips, *prompt.unknown):
        start, end = found.span
        assert 0 <= start < end <= len(text)
        assert text[start:end] == found.words
    fields = [chip.field for chip in prompt.chips if chip.field != "instruments"]
    assert len(fields) == len(set(fields))


@settings(max_examples=150, deadline=None)
@given(SPEECH)
def test_any_request_can_be_asked(text: str) -> None:
    request = {"genre": "general", **parse(text).request()}
    ComposeRequest.from_json({k: v for k, v in request.items() if k in FIELDS})


@pytest.mark.parametrize("text", TABLE)
def test_every_request_of_the_table_can_be_asked(text: str) -> None:
    request = {"genre": "general", **parse(text).request()}
    ComposeRequest.from_json({k: v for k, v in request.items() if k in FIELDS})


@pytest.mark.parametrize("text", ["x" * (LONGEST + 1), "jazz " * 2_000_000, "\0" * 10_000_000])
def test_a_long_text_is_refused_with_the_cure(text: str) -> None:
    with pytest.raises(BadRequestError, match="2000 at most"):
        parse(text)
