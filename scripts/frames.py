"""Measure the roll in a real browser: its frames while 20,000 notes move, zoom and are dragged."""

import argparse

from _common import Parser, main


def parse() -> argparse.Namespace:
    """The command line."""
    parser = Parser(description=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:5000", help="where Cadenza runs")
    parser.add_argument("--notes", type=int, default=20_000)
    parser.add_argument("--seconds", type=float, default=4.0, help="of each measurement")
    parser.add_argument("--picture", help="keep a picture of the page")
    return parser.parse_args()


def run(options: argparse.Namespace) -> None:
    """Measure and print."""
    from _frames import measure

    measure(options.url, options.notes, options.seconds, options.picture)


if __name__ == "__main__":
    main(parse, run)
