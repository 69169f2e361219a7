"""Compose pieces, or read MIDI files, and draw them as piano rolls (PNG)."""

import argparse
from pathlib import Path

from _common import Parser, main


def parse() -> argparse.Namespace:
    """The command line."""
    parser = Parser(description=__doc__)
    parser.add_argument("what", nargs="+", metavar="GENRE|FILE.mid")
    parser.add_argument("--bars", type=int, default=32)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3, 4])
    parser.add_argument("--out", type=Path, default=Path("rolls"))
    parser.add_argument("--model-dir", type=Path, default=Path("model"))
    return parser.parse_args()


def run(options: argparse.Namespace) -> None:
    """Draw them all into one folder."""
    from backend.music import midi
    from backend.music.evaluation.rolls import draw_roll
    from backend.music.generation import ComposeRequest, Engine

    options.out.mkdir(parents=True, exist_ok=True)
    engine = Engine(options.model_dir)
    for what in options.what:
        if Path(what).suffix.lower() in (".mid", ".midi", ".kar"):
            pictures = {Path(what).stem: midi.read(Path(what).read_bytes())}
        else:
            pictures = {
                f"{what}-{seed}": engine.compose(
                    ComposeRequest(what, bars=options.bars, seed=seed)
                )[0].score
                for seed in options.seeds
            }
        for name, score in pictures.items():
            path = options.out / f"{name}.png"
            draw_roll(score, path)
            print(path)


if __name__ == "__main__":
    main(parse, run)
