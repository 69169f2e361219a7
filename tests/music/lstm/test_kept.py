"""A network is made ready once: what was kept of it is the same to the last bit, or not read."""

import shutil

import numpy as np
import pytest

from backend.music.errors import MissingModelError
from backend.music.lstm import runtime
from backend.music.lstm.bundle import WEIGHTS
from backend.music.lstm.runtime import Runtime
from backend.paths import ROOT


@pytest.fixture
def folder(tmp_path):
    """The blues model that ships, in a folder of its own and with nothing kept."""
    ignore = shutil.ignore_patterns("network-*.npy")
    return shutil.copytree(ROOT / "model" / "blues", tmp_path / "blues", ignore=ignore)


def kept(folder):
    """What lies beside the weights."""
    return sorted(path.name for path in folder.glob("*network-*"))


def test_the_second_start_works_nothing_out(folder, monkeypatch):
    first = Runtime.of(folder)
    (name,) = kept(folder)
    monkeypatch.setattr(runtime, "read_bundle", lambda _: pytest.fail("read again"))
    second = Runtime.of(folder)
    for one, other in zip(first.network, second.network, strict=True):
        assert one.dtype == other.dtype
        np.testing.assert_array_equal(one, other)
        assert other.ctypes.data % 64 == 0
    assert kept(folder) == [name]


def test_it_is_the_network_of_the_weights(folder):
    made = Runtime(runtime.read_bundle(folder)).network
    Runtime.of(folder)
    for one, other in zip(made, Runtime.of(folder).network, strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_torn_file_is_made_anew(folder):
    Runtime.of(folder)
    (name,) = kept(folder)
    whole = (folder / name).read_bytes()
    for torn in (b"", whole[:60], whole[:-1000]):
        (folder / name).write_bytes(torn)
        Runtime.of(folder)
        assert (folder / name).read_bytes() == whole


def test_other_weights_have_a_file_of_their_own_and_the_old_one_goes(folder):
    Runtime.of(folder)
    (old,) = kept(folder)
    shutil.copy2(ROOT / "model" / "jazz" / WEIGHTS, folder / WEIGHTS)
    Runtime.of(folder)
    (new,) = kept(folder)
    assert new != old


def test_where_nothing_can_be_kept_it_plays_all_the_same(folder, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError("read-only")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    assert Runtime.of(folder).memory_size == Runtime(runtime.read_bundle(folder)).memory_size
    assert kept(folder) == []


def test_missing_weights_say_the_cure(folder):
    Runtime.of(folder)
    (folder / WEIGHTS).unlink()
    with pytest.raises(MissingModelError, match=r"train\.py blues"):
        Runtime.of(folder)
