"""Index the training songs: melodies, so that copies are found, and plans that pieces follow."""

import argparse
from pathlib import Path

from _common import Parser, main


def parse() -> argparse.Namespace:
    """The command line."""
    parser = Parser(description=__doc__)
    parser.add_argument("genres", nargs="+", metavar="GENRE", help="genres with events, or all")
    parser.add_argument("--events", type=Path, default=Path("data/events"))
    parser.add_argument("--model-dir", type=Path, default=Path("model"))
    return parser.parse_args()


def run(options: argparse.Namespace) -> None:
    """Write `originality.npz` and `plans.npz` beside each genre's weights."""
    from backend.music.generation.melody_index import INDEX, save_index
    from backend.music.lstm.bundle import PLANS
    from backend.music.training.index import build_index
    from backend.music.training.plans import save_plans
    from backend.music.training.shard import shards_of

    genres = options.genres
    if "all" in genres:  # The general model heard every song.
        genres = {"general": 0, **{s.genre: 0 for s in shards_of("general", options.events)}}
    total = 0
    for genre in genres:
        shards = shards_of(genre, options.events)
        folder = options.model_dir / genre
        folder.mkdir(parents=True, exist_ok=True)
        songs = save_plans(shards, folder / PLANS)
        sizes = [(folder / PLANS).stat().st_size]
        print(f"{genre}: plans of {songs} songs, {sizes[0]:,} bytes")
        for shard in (s for s in shards if s.genre == genre):
            index = build_index(shard)
            save_index(index, folder / INDEX)
            sizes.append((folder / INDEX).stat().st_size)
            songs, notes = len(index.names), int(index.notes.sum())
            print(f"{genre}: {songs:,} songs, {notes:,} melody notes, {sizes[-1]:,} bytes")
        total += sum(sizes)
    print(f"{total / 1e6:.2f} MB together")


if __name__ == "__main__":
    main(parse, run)
