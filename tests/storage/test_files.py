"""Files come back as they were put, and a key leads nowhere but into the folder."""

from pathlib import Path

import pytest

from backend.storage import LocalFiles


def test_put_get_delete(tmp_path: Path) -> None:
    files = LocalFiles(tmp_path / "songs")
    files.put("a/b.mid", b"one")
    files.put("a/b.mid", b"two")
    assert files.get("a/b.mid") == b"two"
    assert [p.name for p in (tmp_path / "songs/a").iterdir()] == ["b.mid"]
    files.delete("a/b.mid")
    files.delete("a/b.mid")
    with pytest.raises(FileNotFoundError):
        files.get("a/b.mid")


@pytest.mark.parametrize(
    "key",
    ["../a.mid", "/etc/passwd", "a/../b.mid", "a\\b.mid", "", "a", ".mid", "A.mid", "a/.b.mid"],
)
def test_keys_that_lead_elsewhere_are_refused(key: str, tmp_path: Path) -> None:
    files = LocalFiles(tmp_path)
    with pytest.raises(ValueError, match="not a storage key"):
        files.put(key, b"")
    with pytest.raises(ValueError, match="not a storage key"):
        files.get(key)


def test_a_write_that_fails_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = LocalFiles(tmp_path)
    files.put("a.mid", b"old")

    def full(*_: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        files.put("a.mid", b"new")
    assert files.get("a.mid") == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.mid"]
