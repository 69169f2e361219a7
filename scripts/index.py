"""Index the melodies of the training songs, so that copied passages of them are found."""

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
    """Write `originality.npz` beside each genre's weights."""
    from backend.music.generation.melody_index import INDEX, save_index
    from backend.music.training.index import build_index
    from backend.music.training.shard import load_shard, shards_of

    if "all" in options.genres:
        shards = shards_of("general", options.events)  # the general model heard every song
    else:
        shards = [load_shard(options.events / f"{genre}.npz") for genre in options.genres]
    total = 0
    for shard in shards:
        index = build_index(shard)
        path = options.model_dir / shard.genre / INDEX
        save_index(index, path)
        size, notes = path.stat().st_size, int(index.notes.sum())
        total += size
        print(f"{shard.genre}: {len(index.names):,} songs, {notes:,} melody notes, {size:,} bytes")
    print(f"{total / 1e6:.2f} MB together")


if __name__ == "__main__":
    main(parse, run)
