"""Turn folders of MIDI by genre into events to train on; prints what was kept, dropped and why."""

import argparse
import dataclasses
from pathlib import Path

from _common import Parser, main, print_json, progress

GENRES_HELP = "folders under --midi-dir, or all"
SCHEDULER_HELP = "tcp://… of a Dask cluster that sees the same folders, to read files there"


def parse() -> argparse.Namespace:
    """The command line."""
    parser = Parser(description=__doc__)
    parser.add_argument("genres", nargs="+", metavar="GENRE", help=GENRES_HELP)
    parser.add_argument("--midi-dir", type=Path, default=Path("data/midi"))
    parser.add_argument("--out", type=Path, default=Path("data/events"))
    parser.add_argument("--workers", type=int, help="processes (default: all cores)")
    parser.add_argument("--scheduler", metavar="ADDRESS", help=SCHEDULER_HELP)
    parser.add_argument("--fresh", action="store_true", help="redo genres that are already there")
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    return parser.parse_args()


def run(options: argparse.Namespace) -> None:
    """Encode each genre, settle what is held out of all of them, and report."""
    from backend.music.training import corpus, doctor, sources, split

    how = {"fresh": options.fresh, "workers": options.workers, "scheduler": options.scheduler}
    reports = []
    for genre in sources.genres_in(options.midi_dir, options.genres):
        files = sources.sources_of(options.midi_dir / genre)
        path = options.out / f"{genre}.npz"
        if not options.fresh and doctor.is_current(path, files):
            print(f"{genre}: {path} is up to date (--fresh redoes it)")
            continue
        with progress(len(files), genre) as tick:
            reports.append(corpus.make(genre, files, options.out, tick=tick, **how))
    settled = split.settle(options.out)
    for report in reports:
        report["held_out"] = settled.held_out.get(report["genre"], 0)
        print(doctor.describe(report))
    print(doctor.describe_split(settled))
    if options.json:
        print_json({"genres": reports, **dataclasses.asdict(settled)})


if __name__ == "__main__":
    main(parse, run)
