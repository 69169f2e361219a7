"""Compose a piece with the model of a genre and write it as MIDI."""

import argparse
from pathlib import Path

from _common import Parser, main, print_json, tell


def parse() -> argparse.Namespace:
    """The command line."""
    parser = Parser(description=__doc__)
    parser.add_argument("--genre", required=True)
    parser.add_argument("--bars", type=int, default=16)
    parser.add_argument("--key", help="like “D minor” or “Bb major”; left out: as the genre likes")
    parser.add_argument("--tempo", type=float, help="quarters per minute")
    parser.add_argument("--metre", default="4/4")
    parser.add_argument("--instruments", help="like piano,bass,drums or melody=73,piano=4")
    parser.add_argument("--seed", type=int, help="the same seed writes the same piece")
    parser.add_argument("--temperature", type=float, default=1.0)
    parser.add_argument("--top-p", type=float, default=0.95)
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument("--model-dir", type=Path, default=Path("model"))
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    return parser.parse_args()


def run(options: argparse.Namespace) -> None:
    """Compose, write, report."""
    from backend.music import midi
    from backend.music.generation import ComposeRequest, Engine, instruments_from_text

    request = ComposeRequest.from_json(
        {
            "instruments": instruments_from_text(options.instruments),
            **{
                name: getattr(options, name)
                for name in (
                    "genre",
                    "bars",
                    "key",
                    "tempo",
                    "metre",
                    "seed",
                    "temperature",
                    "top_p",
                )
            },
        }
    )
    outcome = Engine(options.model_dir).compose(request, on_progress=tell)
    options.out.write_bytes(midi.write(outcome.score))
    print(f"{outcome.title}, {outcome.bars} bars at {outcome.tempo:g} → {options.out}")
    for row in outcome.certificate:
        asked = "not asked" if row["asked"] is None else row["asked"]
        mark = "✓" if row["ok"] else "✗"
        print(f"  {row['what']:8} asked {asked!s:12} got {row['got']!s:12} {mark}")
    print(f"  seed {outcome.recipe['request']['seed']}")
    if options.json:
        print_json({"recipe": outcome.recipe, "certificate": outcome.certificate})


if __name__ == "__main__":
    main(parse, run)
