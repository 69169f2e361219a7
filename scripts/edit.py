"""Apply a list of edits, as the API gives it for a take, to a MIDI file."""

import argparse
import json
from pathlib import Path

from _common import Parser, main, target


def parse() -> argparse.Namespace:
    """The command line."""
    parser = Parser(description=__doc__)
    parser.add_argument("midi", type=Path)
    parser.add_argument("edits", type=Path, help="a list of edits, or an object with “edits”")
    parser.add_argument("-o", "--out", type=target, required=True)
    return parser.parse_args()


def run(options: argparse.Namespace) -> None:
    """Read, edit, write; a refused edit is named, and nothing is written."""
    from backend.music import editing, midi
    from backend.music.errors import BadRequestError, UnusableScoreError

    try:
        documents = json.loads(options.edits.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise BadRequestError(f"{options.edits} is not JSON: {error}.") from None
    if isinstance(documents, dict):
        documents = documents.get("edits")
    edits = editing.read(documents)
    before = midi.read(options.midi.read_bytes())
    after = editing.apply(before, edits, recorded=False)
    named = [(track.name or f"track {i}", track) for i, track in enumerate(after.tracks)]
    left_out = {
        "muted": [name for name, track in named if track.muted],
        "without notes": [
            name for name, track in named if not track.muted and not len(track.notes)
        ],
    }
    written = len(named) - sum(map(len, left_out.values()))
    if not written:
        why = "all players are muted" if left_out["muted"] else "no notes are left"
        raise UnusableScoreError(f"{why}, so that {options.out} would be silent.")
    options.out.write_bytes(midi.write(after))
    made = sum(edit.enabled for edit in edits)
    print(f"{made} of {len(edits)} edits made → {options.out}")
    notes = sum(len(track.notes) for track in after.tracks if not track.muted)
    print(f"  notes  {before.note_count} → {notes}")
    print(f"  tracks {len(before.tracks)} → {written}")
    for why, names in left_out.items():
        if names:
            print(f"  {why}, so left out: {', '.join(names)}")


if __name__ == "__main__":
    main(parse, run)
