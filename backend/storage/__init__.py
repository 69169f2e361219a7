"""Files by key: a local folder by default."""

from backend.storage.files import Files, LocalFiles

__all__ = ["Files", "LocalFiles"]
