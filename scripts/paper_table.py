"""Train the network family on published benchmarks and print it beside the published figures."""

import argparse
from pathlib import Path

from _common import Parser, main

BENCHMARKS = ("jsb", "nottingham")


def parse() -> argparse.Namespace:
    """The command line."""
    parser = Parser(description=__doc__)
    parser.add_argument("benchmark", choices=(*BENCHMARKS, "all"), nargs="?", default="all")
    parser.add_argument("--data", type=Path, default=Path("data/benchmarks"), metavar="DIR",
                        help="with JSB_Chorales.mat and Nottingham.mat")  # fmt: skip
    parser.add_argument("--minutes", type=float, help="processor time of each network")
    parser.add_argument("--networks", type=int, default=1, help="averaged as well, if several")
    parser.add_argument("--units", type=int, help="of each LSTM layer")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--runs", type=Path, default=Path("runs"), help="checkpoints go here")
    parser.add_argument("--out", type=Path, default=Path("model/paper.json"))
    parser.add_argument("--table", action="store_true", help="train nothing, write the table")
    parser.add_argument("--readme", type=Path, default=Path("README.md"), help="its home")
    return parser.parse_args()


def run(options: argparse.Namespace) -> None:
    """Train and test (a run that was stopped goes on), then print the table."""
    from backend.music.evaluation.published import MARKERS, paper_table
    from backend.music.evaluation.summary import write_into
    from backend.music.evaluation.table import as_text

    if not options.table:
        train(options)
    table = paper_table(options.out)
    if options.table:
        write_into(options.readme, table, MARKERS)
    print(f"{as_text(table)}\n{table.note}")


def train(options: argparse.Namespace) -> None:
    """One benchmark after the other; each result is kept as soon as it is there."""
    from backend.music.training.frames import read_benchmark

    names = BENCHMARKS if options.benchmark == "all" else (options.benchmark,)
    for name in names:  # What is missing is said before Keras is imported, and hours are spent.
        read_benchmark(options.data, name)
    from backend.music.training.paper import save, train_and_test
    from backend.music.training.session import use_threads

    use_threads(options.threads)
    for name in names:
        result = train_and_test(
            name, data=options.data, runs=options.runs, networks=options.networks,
            minutes=options.minutes, units=options.units,
        )  # fmt: skip
        save(result, name, options.out)


if __name__ == "__main__":
    main(parse, run)
