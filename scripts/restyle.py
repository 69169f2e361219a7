"""Give a MIDI file the band of another genre, keeping its melody, and say what was kept."""

import argparse
from pathlib import Path

from _common import Parser, main, tell
from _music import add_common, fields_of, finish


def parse() -> argparse.Namespace:
    """The command line."""
    parser = Parser(description=__doc__)
    parser.add_argument("midi", type=Path)
    parser.add_argument("--strength", type=int, help="0 (unchanged) to 100 (default: 60)")
    parser.add_argument("--keep", help="of melody,chords,bass,drums,structure (default: melody)")
    add_common(parser, "instruments", "energy")
    return parser.parse_args()


def run(options: argparse.Namespace) -> None:
    """Read, restyle, write, report."""
    from backend.music import midi
    from backend.music.generation import Engine, RestyleRequest

    request = RestyleRequest.from_json(fields_of(options, RestyleRequest.names()))
    source = midi.read(options.midi.read_bytes())
    outcomes = Engine(options.model_dir).restyle(source, request, on_progress=tell)
    report = outcomes[0].report
    print(f"{options.midi.name} as {request.genre}, strength {request.strength}")
    if report["melody_kept"] is not None:
        print(f"  melody kept {report['melody_kept']:.0%}")
    print(f"  content {report['content']:.3f} (1 is the source itself)")
    if "style" in report:
        print(
            f"  style {report['style']:.3f} (the source unchanged {report['style_unchanged']:.3f})"
        )
    finish(options, outcomes)


if __name__ == "__main__":
    main(parse, run)
