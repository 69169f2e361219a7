"""Compose a piece with the model of a genre and write it as MIDI."""

import argparse

from _common import Parser, main, tell
from _music import add_common, fields_of, finish, understood


def parse() -> argparse.Namespace:
    """The command line."""
    parser = Parser(description=__doc__)
    parser.add_argument("--prompt", help="like “slow sad jazz ballad in D minor”; options go first")
    parser.add_argument("--bars", type=int, help="4 to 256 (16, or as many as the plan has)")
    parser.add_argument("--key", help="like “D minor” or “Bb major”; left out: as the genre likes")
    parser.add_argument("--tempo", type=float, help="quarters per minute")
    parser.add_argument("--metre", help="like 4/4, 3/4 or 6/8")
    parser.add_argument("--register", type=int, help="how high it lies, 0 to 100; 50 as usual")
    parser.add_argument("--plan-only", action="store_true", help="write the plan and no music")
    add_common(parser, "mood", "instruments", "energy", "chords", genre_needed=False)
    options = parser.parse_args()
    if options.genre is None and options.prompt is None:
        parser.error("the following arguments are required: --genre or --prompt")
    return options


def run(options: argparse.Namespace) -> None:
    """Compose, write, report."""
    import json

    from backend.music.generation import ComposeRequest, Engine

    fields = fields_of(options, ComposeRequest.names())
    if options.prompt is not None:
        fields = {**understood(options.prompt, fields), **fields}
    request = ComposeRequest.from_json(fields)
    engine = Engine(options.model_dir)
    if options.plan_only:
        options.out.write_text(json.dumps(engine.plan(request), indent=1) + "\n", encoding="utf-8")
        print(f"The plan → {options.out}")
        return
    finish(options, engine.compose(request, on_progress=tell))


if __name__ == "__main__":
    main(parse, run)
