"""The built front-end: which hashed file an entry of the build became."""

import json
import logging
from pathlib import Path
from typing import Any

from flask import Flask, Response, request

log = logging.getLogger(__name__)

BASE = "/static/dist"
MANIFEST = ".vite/manifest.json"
FOREVER = "public, max-age=31536000, immutable"
# Python's own table depends on the machine; a worklet or a font of a wrong type is refused.
TYPES = {".js": "text/javascript", ".woff2": "font/woff2", ".sf3": "application/octet-stream"}


class Assets:
    """Looks entries up in Vite's manifest, which is read again when a new build has come."""

    def __init__(self, dist: Path) -> None:
        self._path = dist / MANIFEST
        self._read_at = 0.0
        self._entries: dict[str, dict[str, Any]] = {}

    def url(self, entry: str) -> str:
        """The address of what `entry` became; its own name where nothing was built."""
        found = self._manifest().get(entry)
        return f"{BASE}/{found['file'] if found else entry}"

    def css(self, entry: str) -> list[str]:
        """The style sheets of `entry` and of everything that it imports."""
        manifest = self._manifest()
        seen: set[str] = set()
        sheets: dict[str, None] = {}

        def visit(name: str) -> None:
            if name in seen or name not in manifest:
                return
            seen.add(name)
            for imported in manifest[name].get("imports", []):
                visit(imported)
            sheets.update(dict.fromkeys(manifest[name].get("css", [])))

        visit(entry)
        return [f"{BASE}/{sheet}" for sheet in sheets]

    def _manifest(self) -> dict[str, dict[str, Any]]:
        try:
            changed = self._path.stat().st_mtime
        except FileNotFoundError:
            log.warning("The front-end is not built, pages have no look. Run: make build")
            return {}
        if changed != self._read_at:
            self._entries = json.loads(self._path.read_text("utf-8"))
            self._read_at = changed
        return self._entries


def attach(app: Flask, dist: Path) -> None:
    """Give templates `asset` and `asset_css`, and static files their types and their age."""
    assets = Assets(dist)
    app.add_template_global(assets.url, "asset")
    app.add_template_global(assets.css, "asset_css")

    @app.after_request
    def describe(response: Response) -> Response:
        if request.endpoint == "static" and response.status_code == 200:
            kind = TYPES.get(Path(request.path).suffix)
            if kind:
                response.headers["Content-Type"] = kind
            response.headers["Cache-Control"] = FOREVER
        return response
