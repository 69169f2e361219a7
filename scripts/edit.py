"""Apply a list of edits, as the API gives it for a take, to a MIDI file."""

import argparse
import json
from pathlib import Path

from _common import Parser, main


def parse() -> argparse.Namespace:
    """The command line."""
    parser = Parser(description=__doc__)
    parser.add_argument("midi", type=Path)
    parser.add_argument("edits", type=Path, help="a list of edits, or an object with “edits”")
    parser.add_argument("-o", "--out", type=Path, required=True)
    return parser.parse_args()


def run(options: argparse.Namespace) -> None:
    """Read, edit, write; a refused edit is named, and nothing is written."""
    from backend.music import editing, midi
    from backend.music.errors import BadRequestError, UnusableScoreError

    try:
        documents = json.loads(options.edits.read_text(encoding="utf-8"))
    except ValueError as error:
        raise BadRequestError(f"{options.edits} is not JSON: {error}.") from None
    if isinstance(documents, dict):
        documents = documents.get("edits")
    edits = editing.read(documents)
    before = midi.read(options.midi.read_bytes())
    after = editing.apply(before, edits)
    silent = [track.name or str(i) for i, track in enumerate(after.tracks) if track.muted]
    if not any(len(track.notes) for track in after.tracks if not track.muted):
        muted = "all players are muted" if silent else "no notes are left"
        raise UnusableScoreError(f"{muted}, so that {options.out} would be silent.")
    options.out.write_bytes(midi.write(after))
    made = sum(edit.enabled for edit in edits)
    print(f"{made} of {len(edits)} edits made → {options.out}")
    print(f"  notes  {before.note_count} → {after.note_count}")
    print(f"  tracks {len(before.tracks)} → {len(after.tracks)}")
    if silent:
        print(f"  muted, so left out: {', '.join(silent)}")


if __name__ == "__main__":
    main(parse, run)
