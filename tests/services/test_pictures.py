"""Pictures of a song: of a size that was asked, with its notes in it, the same every time."""

import io

import numpy as np
import pytest
from PIL import Image

from backend import paths
from backend.music import midi
from backend.music.errors import UnusableScoreError
from backend.music.score import NOTE, Role, Score, Track
from backend.music.theory.parts import with_roles
from backend.services import pictures

SONG = with_roles(midi.read((paths.DEMOS / "jazz-1.mid").read_bytes()))
INK = (20, 26, 24)


def opened(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    assert picture.format == "PNG"
    return picture.convert("RGB")


def tune(bars: int) -> Score:
    rows = np.zeros(bars, NOTE)
    rows["onset"], rows["duration"] = np.arange(bars) * 1920, 1900
    rows["pitch"], rows["velocity"] = 60, 90
    return Score(480, (Track(rows, role=Role.MELODY, name="Tune"),))


@pytest.mark.parametrize("size", [pictures.WIDE, pictures.SQUARE])
def test_a_cover_has_its_size_and_the_notes(size: tuple[int, int]) -> None:
    made = pictures.cover(SONG, "Last tram", "Jazz · Mo", None, size)
    assert opened(made).size == size
    assert made == pictures.cover(SONG, "Last tram", "Jazz · Mo", None, size)
    other = pictures.cover(tune(8), "Last tram", "Jazz · Mo", None, size)
    assert other != made


def test_a_title_in_letters_that_the_face_lacks_leaves_the_words_instead_of_crumbs() -> None:
    words = pictures.cover(SONG, "Jazz · Mo", "", None)
    assert pictures.cover(SONG, "Last שיר (C)", "Jazz · Mo", None) == words
    drawn = pictures.cover(SONG, "Last tram ☔", "Jazz · Mo", None)
    assert drawn == pictures.cover(SONG, "Last tram", "Jazz · Mo", None)


def test_every_bar_of_a_song_is_drawn_in_its_row() -> None:
    picture = opened(pictures.whole(tune(40), "Tune", None))
    assert picture.size == (1600, 92 + 3 * 340)
    for row in range(3):
        across = [picture.getpixel((x, y)) for y in range(92 + row * 340 + 60, 92 + (row + 1) * 340)
                  for x in (60, 700)]  # fmt: skip
        # The last row has eight bars, and its second half is empty.
        assert across.count(INK) >= (2 if row < 2 else 1)
    last = picture.crop((830, 92 + 2 * 340 + 40, 1600, 92 + 3 * 340))
    assert INK not in [colour for _, colour in last.getcolors(1 << 20) or []]


def test_a_picture_of_a_very_long_song_has_bounds() -> None:
    assert opened(pictures.whole(tune(2000), "Long", None)).size == (1600, 92 + 20 * 340)


def test_nothing_makes_no_picture() -> None:
    with pytest.raises(UnusableScoreError, match="no note"):
        pictures.whole(Score(480, ()), "Nothing", None)


def test_hostile_titles_are_drawn_as_far_as_the_face_goes() -> None:
    for title in ("\x00\u202e<b>", "𝄞" * 5000, "W" * 5000, ""):
        assert opened(pictures.cover(tune(4), title, title, None)).size == pictures.WIDE
