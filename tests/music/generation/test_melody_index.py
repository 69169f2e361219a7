"""An index comes back as it was saved, the same bytes every time, and without a note in it."""

import numpy as np
import pytest

from backend.music.errors import IncompatibleModelError
from backend.music.generation import melody_index
from backend.music.generation.melody_index import INDEX, load_index, save_index
from tests.music.generation.lines import index_of, tune

MADE = index_of("jazz", first=tune(1, 30), short=tune(2, 3), last=tune(3, 400))


def test_an_index_comes_back_as_it_was_saved(tmp_path):
    path = tmp_path / "jazz" / INDEX
    save_index(MADE, path)
    back = load_index(path)
    assert (back.genre, back.names) == ("jazz", ("first", "short", "last"))
    for name in ("notes", "windows", "bars"):
        assert getattr(back, name).tolist() == getattr(MADE, name).tolist()
    assert [p.name for p in path.parent.iterdir()] == [INDEX]


def test_the_same_songs_give_the_same_bytes(tmp_path):
    for name in "ab":
        save_index(MADE, tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_an_index_takes_two_bytes_a_note_at_most(tmp_path):
    songs = {f"song {seed}": tune(seed, 400) for seed in range(50)}
    save_index(index_of("jazz", **songs), tmp_path / INDEX)
    assert (tmp_path / INDEX).stat().st_size < 2.25 * 400 * 50


def test_a_damaged_index_names_the_cure(tmp_path):
    path = tmp_path / "jazz" / INDEX
    save_index(MADE, path)
    whole = path.read_bytes()
    middle = len(whole) // 2
    turned = (
        whole[:middle] + bytes(255 - b for b in whole[middle : middle + 40]) + whole[middle + 40 :]
    )
    for data in (b"", b"no index", whole[:middle], turned):
        path.write_bytes(data)
        with pytest.raises(IncompatibleModelError, match=r"damaged.*scripts/index\.py jazz"):
            load_index(path)


def test_parts_that_do_not_agree_are_damage(tmp_path):
    path = tmp_path / "jazz" / INDEX
    save_index(index_of("jazz", song=tune(1, 30)), path)
    with np.load(path) as data:
        parts = dict(data)
    np.savez_compressed(path, **{**parts, "windows": parts["windows"][:-1]})
    with pytest.raises(IncompatibleModelError, match=r"index\.py jazz"):
        load_index(path)


def test_another_version_names_the_cure(tmp_path, monkeypatch):
    path = tmp_path / "jazz" / INDEX
    save_index(MADE, path)
    monkeypatch.setattr(melody_index, "FORMAT", melody_index.FORMAT + 1)
    with pytest.raises(IncompatibleModelError, match=r"another version.*index\.py jazz"):
        load_index(path)


def test_a_wrong_byte_anywhere_does_no_harm_or_is_refused(tmp_path):
    path = tmp_path / "jazz" / INDEX
    save_index(MADE, path)
    whole, noticed = path.read_bytes(), 0
    for at in range(0, len(whole), 5):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 255]) + whole[at + 1 :])
        try:
            back = load_index(path)
        except IncompatibleModelError:
            noticed += 1
        else:
            assert (back.windows == MADE.windows).all()
            assert back.bars.tolist() == MADE.bars.tolist()
    assert noticed > len(whole) / 5 / 2
