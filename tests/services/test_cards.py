"""Cards: what a page reads in the folder of a model."""

import shutil
from pathlib import Path

import pytest

from backend import paths
from backend.services import cards
from backend.services.errors import NotFoundError


@pytest.fixture
def models(tmp_path: Path) -> Path:
    """A folder with the papers of one model."""
    (tmp_path / "jazz").mkdir()
    shutil.copy(paths.MODELS / "jazz" / "config.json", tmp_path / "jazz")
    return tmp_path


def test_a_remark_goes_on_in_the_lines_under_it(models: Path) -> None:
    text = "Four pieces:\n\n- The tune\n  rests,\n  and returns.\n- It ends.\n\nSeen in a roll.\n"
    (models / "jazz" / "remarks.md").write_text(text, encoding="utf-8")
    assert cards.card_of(models, "jazz").remarks == ("The tune rests, and returns.", "It ends.")


def test_a_model_that_was_not_looked_at_says_nothing(models: Path) -> None:
    card = cards.card_of(models, "jazz")
    assert (card.remarks, card.results, card.weak) == ((), None, [])
    assert [each.genre for each in cards.all_of(models)] == ["jazz"]
    with pytest.raises(NotFoundError):
        cards.card_of(models, "rock")
