"""Take a picture of every page, light and dark, on a desk and on a phone, for people to look at."""

import argparse
from pathlib import Path

from _common import Parser, main


def parse() -> argparse.Namespace:
    """The command line."""
    parser = Parser(description=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:5000", help="where Cadenza runs")
    parser.add_argument("--out", type=Path, default=Path("runs/screens"), help="folder for them")
    parser.add_argument("--only", default="", help="pages whose names begin so")
    parser.add_argument("--looks", default="", help="looks whose names hold this, such as phone")
    parser.add_argument("--full", action="store_true", help="whole pages, not only what is seen")
    return parser.parse_args()


def run(options: argparse.Namespace) -> None:
    """Take them."""
    from _screens import walk

    count = walk(options.url, options.out, options.only, options.looks, options.full)
    print(f"{count} pictures lie in {options.out}")


if __name__ == "__main__":
    main(parse, run)
