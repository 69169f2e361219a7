"""Piano rolls: a picture with every row of bars, and a clear word when there is nothing to draw."""

from dataclasses import replace

import pytest

from backend.music.errors import UnusableScoreError
from backend.music.evaluation.rolls import draw_roll
from tests.music.scores import band


def height_of(path):
    data = path.read_bytes()
    assert data.startswith(b"\x89PNG")
    return int.from_bytes(data[20:24])


def test_longer_pieces_have_more_rows(tmp_path):
    for bars in (16, 33):
        draw_roll(band(bars), tmp_path / f"{bars}.png")
    assert height_of(tmp_path / "33.png") == 3 * height_of(tmp_path / "16.png")


def test_silence_is_not_drawn(tmp_path):
    with pytest.raises(UnusableScoreError):
        draw_roll(replace(band(4), tracks=()), tmp_path / "none.png")
    assert not (tmp_path / "none.png").exists()
