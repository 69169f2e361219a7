"""How pages write what the program knows: genres, keys, moments, where a song came from."""

from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask

from backend.services.names import genre_name

KINDS = {
    "composed": "Composed", "restyled": "Restyled", "continued": "Continued",
    "harmonised": "Harmonised", "regenerated": "Regenerated", "joined": "With a new player",
    "transcribed": "Heard in a recording", "demo": "Ships with Cadenza",
}  # fmt: skip


def attach(app: Flask) -> None:
    """Make these words filters of the templates."""
    app.add_template_filter(genre_name, "genre_name")
    app.add_template_filter(key_name, "key_name")
    app.add_template_filter(kind_name, "kind_name")
    app.add_template_filter(moment, "moment")
    app.add_template_filter(asked_words, "asked_words")


def key_name(key: str | None) -> str:
    """“Eb major” with its real sign; a dash where none is known."""
    if not key:
        return "–"
    tonic, _, mode = key.partition(" ")
    return f"{tonic[:1]}{tonic[1:].replace('b', '♭').replace('#', '♯')} {mode}".strip()


def kind_name(kind: str) -> str:
    """What a song came of."""
    return KINDS.get(kind, kind.capitalize())


def moment(iso: str, now: datetime | None = None) -> str:
    """How long ago, as far as it matters: “now”, “3 h ago”, “yesterday”, “16 Nov 2025”."""
    then = datetime.fromisoformat(iso)
    now = now or datetime.now(UTC)
    ago = now - then
    if ago < timedelta(minutes=2):
        return "now"
    if ago < timedelta(hours=1):
        return f"{int(ago.total_seconds() // 60)} min ago"
    if then.date() == now.date():
        return f"{int(ago.total_seconds() // 3600)} h ago"
    if then.date() == (now - timedelta(days=1)).date():
        return "yesterday"
    day = f"{then.day} {then:%b}"
    return day if then.year == now.year else f"{day} {then.year}"


def asked_words(song: dict[str, Any]) -> str:
    """The second line of a song in a list: the words asked, or what was done."""
    if song["prompt"]:
        return str(song["prompt"])
    request = song["recipe"].get("request") or {}
    strength = request.get("strength")
    done = kind_name(song["kind"])
    if song["kind"] == "restyled" and strength is not None:
        done = f"Restyled, strength {strength:g}"
    return " · ".join([done, ", ".join(song["players"])] if song["players"] else [done])
