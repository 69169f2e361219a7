"""Give a MIDI file the band of another genre, keeping its melody, and say what was kept."""

import argparse
from pathlib import Path

from _common import Parser, main, print_json, tell


def parse() -> argparse.Namespace:
    """The command line."""
    parser = Parser(description=__doc__)
    parser.add_argument("midi", type=Path)
    parser.add_argument("--genre", required=True)
    parser.add_argument("--strength", type=int, default=60, help="0 (unchanged) to 100")
    parser.add_argument(
        "--keep", default="melody", help="of melody,chords,bass,drums,structure (default: melody)"
    )
    parser.add_argument("--seed", type=int, help="the same seed writes the same piece")
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument("--model-dir", type=Path, default=Path("model"))
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    return parser.parse_args()


def run(options: argparse.Namespace) -> None:
    """Read, restyle, write, report."""
    from backend.music import midi
    from backend.music.generation import Engine, RestyleRequest

    fields = ("genre", "strength", "keep", "seed")
    request = RestyleRequest.from_json({name: getattr(options, name) for name in fields})
    source = midi.read(options.midi.read_bytes())
    outcome = Engine(options.model_dir).restyle(source, request, on_progress=tell)
    options.out.write_bytes(midi.write(outcome.score))
    report = outcome.report
    print(f"{options.midi.name} as {outcome.genre}, strength {request.strength} → {options.out}")
    if report["melody_kept"] is not None:
        print(f"  melody kept {report['melody_kept']:.0%}")
    print(f"  content {report['content']:.3f} (1 is the source itself)")
    print(f"  style {report['style']:.3f} (the source unchanged {report['style_unchanged']:.3f})")
    for role, notes in report["changed"].items():
        print(f"  {role:8} {notes['before']:5} → {notes['after']:5} notes")
    print(f"  seed {outcome.recipe['request']['seed']}")
    if options.json:
        print_json({"recipe": outcome.recipe, "certificate": outcome.certificate, **report})


if __name__ == "__main__":
    main(parse, run)
