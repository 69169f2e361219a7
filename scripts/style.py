"""Fit the style scorer on training songs, and collect the loops of the genres that go by them."""

import argparse
from pathlib import Path

from _common import Parser, main


def parse() -> argparse.Namespace:
    """The command line."""
    parser = Parser(description=__doc__)
    parser.add_argument("--events", type=Path, default=Path("data/events"))
    parser.add_argument("--model-dir", type=Path, default=Path("model"))
    return parser.parse_args()


def run(options: argparse.Namespace) -> None:
    """Write `style.npz` beside the genres' folders and `loops.npz` into some of them."""
    from backend.music.evaluation.judge import excerpt_of, held_out_songs, judged_shards
    from backend.music.generation.loops import LOOPS
    from backend.music.generation.manners import manner_of
    from backend.music.style.scorer import SCORER
    from backend.music.training.loops import loops_of
    from backend.music.training.style import fit

    shards = list(judged_shards(options.events))
    scorer = fit(shards)
    path = options.model_dir / SCORER
    scorer.save(path)
    right = []
    for shard in shards:
        songs = [excerpt_of(song) for song in held_out_songs(shard)]
        if songs:
            best = scorer.probabilities(songs).argmax(axis=1)
            right.append(float((best == scorer.genres.index(shard.genre)).mean()))
            print(f"{shard.genre:11} {right[-1]:4.0%} of {len(songs)} held-out songs")
    mean = sum(right) / max(len(right), 1)
    print(f"{'mean':11} {mean:4.0%}, chance {1 / len(scorer.genres):.0%}")
    print(f"{path}: {path.stat().st_size:,} bytes")
    for shard in shards:
        if manner_of(shard.genre).loops:
            path = options.model_dir / shard.genre / LOOPS
            loops = loops_of(shard)
            loops.save(path)
            print(f"{path}: loops of {len(loops.songs)} songs, {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(parse, run)
