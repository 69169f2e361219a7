"""Train the LSTM of a genre on its events, and write its bundle to model/<genre>/."""

import argparse
from pathlib import Path

from _common import Parser, main


def parse() -> argparse.Namespace:
    """The command line."""
    parser = Parser(description=__doc__)
    parser.add_argument("genre", metavar="GENRE", help="general trains on every genre at once")
    parser.add_argument("--events", type=Path, default=Path("data/events"))
    parser.add_argument("--model-dir", type=Path, default=Path("model"))
    parser.add_argument("--runs", type=Path, default=Path("runs"), help="checkpoints go here")
    parser.add_argument("--init", metavar="GENRE", help="start from the weights of another model")
    parser.add_argument("--resume", action="store_true", help="go on from the last checkpoint")
    parser.add_argument("--epochs", type=int)
    parser.add_argument("--minutes", type=float, help="stop after this long")
    parser.add_argument("--patience", type=int, help="measurements without a better one to bear")
    parser.add_argument("--learning-rate", type=float)
    parser.add_argument("--batch", type=int)
    parser.add_argument("--steps", type=int, help="events before the gradient is cut")
    parser.add_argument("--units", type=int, default=384, help="of each LSTM layer")
    parser.add_argument("--threads", type=int, default=0, help="0: all cores")
    parser.add_argument("--precision", choices=("float32", "mixed_bfloat16"))
    parser.add_argument("--seed", type=int)
    return parser.parse_args()


def run(options: argparse.Namespace) -> None:
    """Train; all options but the genre go on by name."""
    from backend.music.training.session import train

    best = train(**vars(options))
    print(f"{options.genre}: {best:.3f} nats per note on held-out songs → {options.model_dir}")


if __name__ == "__main__":
    main(parse, run)
