"""Measure the models on songs they never saw; write their cards and the README's table."""

import argparse
from pathlib import Path

from _common import Parser, main, print_json, progress


def parse() -> argparse.Namespace:
    """The command line."""
    parser = Parser(description=__doc__)
    parser.add_argument("genres", nargs="+", metavar="GENRE", help="trained genres, or all")
    parser.add_argument("--events", type=Path, default=Path("data/events"))
    parser.add_argument("--model-dir", type=Path, default=Path("model"))
    parser.add_argument(
        "--manifest",
        type=Path,
        default=Path("data/midi/manifest.csv"),
        help="which file came from where, for the card (may be absent)",
    )
    parser.add_argument("--seeds", type=int, default=100, help="compositions a genre")
    parser.add_argument("--restyles", type=int, default=12, help="songs restyled, in four ways")
    parser.add_argument("--table", action="store_true", help="measure nothing, write the table")
    parser.add_argument("--readme", type=Path, default=Path("README.md"), help="its home")
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    return parser.parse_args()


def run(options: argparse.Namespace) -> None:
    """Measure each genre and write what came of it, or put the table together."""
    from backend.music.evaluation import card, summary, tables
    from backend.music.evaluation.table import as_text

    if options.table:
        table = summary.summary_table(options.model_dir)
        summary.write_into(options.readme, table)
        print(as_text(table))
        return
    from backend.music.evaluation.court import summon
    from backend.music.evaluation.examine import examine, shards_of, trained_genres
    from backend.music.evaluation.restyles import WAYS
    from backend.music.generation import Engine

    engine = Engine(options.model_dir)
    genres = trained_genres(engine, options.genres)
    court = summon(options.events)
    reports = []
    for genre in genres:
        with progress(options.seeds + len(WAYS) * options.restyles, genre) as tick:
            sizes = {"seeds": options.seeds, "restyles": options.restyles}
            found = examine(genre, court, engine, options.events, **sizes, tick=tick)
        found["sources"] = card.sources_of(options.manifest, shards_of(genre, options.events))
        card.write_results(options.model_dir / genre, found)
        print("\n\n".join(as_text(table) for table in tables.tables_of(found)))
        reports.append(found)
    if options.json:
        print_json({"genres": reports})


if __name__ == "__main__":
    main(parse, run)
