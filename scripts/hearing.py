"""Render examples of hearing from folders of MIDI; train networks for drums, tempo, the tune."""

import argparse
import math
from pathlib import Path

from _common import Parser, main, progress
from _hearing import drums, tempo, tune

EXAMPLES = Path("data/hearing")


def parse() -> argparse.Namespace:
    """The command line."""
    parser = Parser(description=__doc__)
    tasks = parser.add_subparsers(dest="task", required=True)
    task = tasks.add_parser("examples", help="render thirty seconds of each MIDI file")
    task.add_argument("--midi-dir", type=Path, default=Path("data/midi"), help="a folder a genre")
    task.add_argument(
        "--font", type=Path, action="append", help="a SoundFont to play with; may be given again"
    )
    task.add_argument("--out", type=Path, default=EXAMPLES)
    task.add_argument("--seed", type=int, default=1, help="another one gives other excerpts")
    for name, what in (
        ("drums", "hears drums"), ("tempo", "hears how fast it goes"),
        ("tune", "finds the tune among heard notes"),
    ):  # fmt: skip
        task = tasks.add_parser(name, help=f"train what {what}, and measure it on those held out")
        task.add_argument("--examples", type=Path, default=EXAMPLES)
        task.add_argument("--out", type=Path, default=Path(f"model/hearing/{name}.npz"))
        task.add_argument("--steps", type=int, default=8000, help="0: only measure")
        task.add_argument("--minutes", type=float, default=math.inf, help="stop after this long")
        task.add_argument("--threads", type=int, default=1, help="0: all cores")
    task.add_argument("--begin", type=Path, help="weights to go on from; by default it begins anew")
    return parser.parse_args()


def run(options: argparse.Namespace) -> None:
    """Do one of the four."""
    {"examples": examples, "drums": drums, "tempo": tempo, "tune": tune}[options.task](options)


def examples(options: argparse.Namespace) -> None:
    """Render; files that are there already are kept."""
    from backend.music.audio.soundfonts import soundfont
    from backend.music.training.hearing.rendering import render
    from backend.music.training.sources import sources_of

    fonts = [soundfont(font) for font in options.font or [None]]
    sources = sources_of(options.midi_dir)
    with progress(len(sources), "rendering") as tick:
        count = render(sources, fonts, options.out, seed=options.seed, tick=tick)
    print(f"{options.out}: examples of {count} of {len(sources)} files")


if __name__ == "__main__":
    main(parse, run)
