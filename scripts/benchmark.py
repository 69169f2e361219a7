"""Measure speed beside the usual ways: sampling, preprocessing, waiting; pages; sound files."""

import argparse
from pathlib import Path

from _common import Parser, main, print_json


def parse() -> argparse.Namespace:
    """The command line."""
    parser = Parser(description=__doc__)
    parser.add_argument("--model-dir", type=Path, default=Path("model"))
    parser.add_argument("--genre", help="whose model plays (default: the first that is trained)")
    parser.add_argument(
        "--midi-dir", type=Path, default=Path("data/midi"), help="up to 150 of its files are read"
    )
    parser.add_argument(
        "--events", type=Path, default=Path("data/events"), help="shards with held-out songs"
    )
    parser.add_argument("--rounds", type=int, default=5, help="measurements of each kind")
    parser.add_argument(
        "--pages", action="store_true", help="measure only the pages of a library of 10,000 songs"
    )
    parser.add_argument(
        "--render", action="store_true", help="measure only sound files of three minutes"
    )
    parser.add_argument("--hour", action="store_true", help="with --render: also one of an hour")
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    return parser.parse_args()


def run(options: argparse.Namespace) -> None:
    """Measure and print."""
    if options.pages:
        import _pages

        found = {"pages": _pages.measure(options.rounds)}
        print(_pages.table(found["pages"]))
    elif options.render:
        import _render

        found = {"render": _render.measure(options.hour)}
        print(_render.table(found["render"]))
    else:
        import _core

        found = _core.measure(options)
        print(_core.table(found))
    if options.json:
        print_json(found)


if __name__ == "__main__":
    main(parse, run)
