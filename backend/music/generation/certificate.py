"""Asked versus got: what was requested beside what is measured on the written file."""

from collections.abc import Sequence
from typing import Any

from backend.music import midi
from backend.music.generation.report import share_kept
from backend.music.generation.requests import ComposeRequest, RestyleRequest
from backend.music.generation.restyle import LOCKED_ROLES, Source, locks_of
from backend.music.score import Key, Score, bars_of
from backend.music.theory import estimate_key


def measure(score: Score) -> dict[str, Any]:
    """Key, tempo, metre, bars and players of a score as its MIDI file states and sounds them."""
    written = midi.read(midi.write(score))
    metres = {f"{m['numerator']}/{m['denominator']}" for m in written.metres} or {"4/4"}
    return {
        "Key": str(estimate_key(written)[0]),
        "Tempo": round(written.bpm, 1),
        "Metre": ", ".join(sorted(metres)),
        "Bars": len(bars_of(written)),
        "Players": sorted((t.is_drum, t.program) for t in written.tracks if len(t.notes)),
    }


def certify(
    request: ComposeRequest, players: Sequence[tuple[bool, int]], key: Key, score: Score
) -> list[dict[str, Any]]:
    """One row a wish: {"what", "asked", "got", "ok"}; `asked` is None where nothing was asked.

    `players` are the (is_drum, program) pairs that were promised, `key` the key of the piece.
    """
    got = measure(score)
    asked: dict[str, Any] = {
        "Key": str(request.key) if request.key else None,
        "Tempo": None if request.tempo is None else round(request.tempo, 1),
        "Metre": request.metre,
        "Bars": request.bars,
        "Players": None if request.instruments is None else len(players),
    }
    meant = {**asked, "Key": str(key), "Players": sorted(players)}
    rows = []
    for what, value in got.items():
        fits = meant[what] is None or meant[what] == value
        shown = len(value) if what == "Players" else value
        rows.append({"what": what, "asked": asked[what], "got": shown, "ok": fits})
    return rows


def certify_restyle(request: RestyleRequest, source: Source, score: Score) -> list[dict[str, Any]]:
    """What had to survive a restyle beside what is measured on the result."""
    before, after = measure(source.score), measure(score)
    rows = [
        {"what": name, "asked": before[name], "got": after[name], "ok": before[name] == after[name]}
        for name in ("Tempo", "Metre")
    ]
    locks = locks_of(request)
    for lock, role in LOCKED_ROLES.items():
        kept = share_kept(source, score, role)
        if lock in locks and kept is not None:
            got = f"{int(kept * 100)} %"
            rows.append(
                {"what": f"{lock.capitalize()} kept", "asked": "100 %", "got": got, "ok": kept == 1}
            )
    return rows
