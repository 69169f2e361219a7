"""Turn folders of MIDI by genre into events to train on; prints what was kept, dropped and why."""

import argparse
from pathlib import Path

from _common import Parser, main, print_json, progress

GENRES_HELP = "folders under --midi-dir, or all"


def parse() -> argparse.Namespace:
    """The command line."""
    parser = Parser(description=__doc__)
    parser.add_argument("genres", nargs="+", metavar="GENRE", help=GENRES_HELP)
    parser.add_argument("--midi-dir", type=Path, default=Path("data/midi"))
    parser.add_argument("--out", type=Path, default=Path("data/events"))
    parser.add_argument("--workers", type=int, help="processes (default: all cores)")
    parser.add_argument("--fresh", action="store_true", help="redo genres that are already there")
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    return parser.parse_args()


def run(options: argparse.Namespace) -> None:
    """Encode each genre and report on it."""
    from backend.music.training import corpus, doctor, shard

    reports = []
    for genre in corpus.genres_in(options.midi_dir, options.genres):
        path = options.out / f"{genre}.npz"
        folder = options.midi_dir / genre
        sources = corpus.sources_of(folder)
        if not options.fresh and doctor.is_current(path, sources):
            print(f"{genre}: {path} is up to date (--fresh redoes it)")
            continue
        with progress(len(sources), genre) as tick:
            made, dropped = corpus.build_shard(genre, folder, options.workers, tick)
        shard.save_shard(made, path)
        report = doctor.examine(made, dropped)
        doctor.note_sources(path, sources)
        print(doctor.describe(report))
        reports.append(report)
    if options.json:
        print_json({"genres": reports})


if __name__ == "__main__":
    main(parse, run)
