"""Render examples of hearing from folders of MIDI; train the networks for drums and the tune."""

import argparse
import math
from pathlib import Path

from _common import Parser, main, progress

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
    for name, what in (("drums", "hears drums"), ("tune", "finds the tune among heard notes")):
        task = tasks.add_parser(name, help=f"train what {what}, and measure it on those held out")
        task.add_argument("--examples", type=Path, default=EXAMPLES)
        task.add_argument("--out", type=Path, default=Path(f"model/hearing/{name}.npz"))
        task.add_argument("--steps", type=int, default=8000, help="0: only measure")
        task.add_argument("--minutes", type=float, default=math.inf, help="stop after this long")
        task.add_argument("--threads", type=int, default=1, help="0: all cores")
    return parser.parse_args()


def run(options: argparse.Namespace) -> None:
    """Do one of the three."""
    {"examples": examples, "drums": drums, "tune": tune}[options.task](options)


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


def drums(options: argparse.Namespace) -> None:
    """Train, then say how much is heard of songs that nothing was trained on."""
    from backend.music.evaluation.drumming import Tally
    from backend.music.hearing.drums import DrumEar
    from backend.music.training.hearing.drum_figures import imagined, measured
    from backend.music.training.hearing.examples import HELD_OUT, example_paths

    def say(step: int, tallies: dict[str, Tally]) -> None:
        scores = ", ".join(f"{name} {one.figures['F1']:.3f}" for name, one in tallies.items())
        print(f"{step} steps, examples to choose thresholds by: {scores}", flush=True)

    if options.steps:
        from backend.music.training.hearing.drum_trainer import train
        from backend.music.training.session import use_threads

        use_threads(options.threads)
        how = {"steps": options.steps, "minutes": options.minutes}
        train(options.examples, options.out, on_look=say, **how)
    ear = DrumEar.load(options.out)
    paths = example_paths(options.examples, HELD_OUT)
    for name, one in measured(ear, paths).items():
        figures = "  ".join(f"{key} {value:.3f}" for key, value in one.figures.items())
        print(f"{name:7} {figures}  of {one.played:,} hits")
    given, without = imagined(ear, paths)
    print(f"{len(paths)} examples held out; of {without} without drums {given} were given some")
    print(f"{options.out}: {options.out.stat().st_size:,} bytes")


def tune(options: argparse.Namespace) -> None:
    """Train, then say how much is heard of the tunes of songs that nothing was trained on."""
    import numpy as np

    from backend.music.hearing.chooser import Chooser
    from backend.music.training.hearing.examples import HELD_OUT, example_paths
    from backend.music.training.hearing.tune_batches import lessons
    from backend.music.training.hearing.tune_figures import measured

    def say(step: int, f1: float) -> None:
        print(f"{step} steps, examples set apart: mean F1 {f1:.3f}", flush=True)

    if options.steps:
        from backend.music.training.hearing.tune_trainer import train
        from backend.music.training.session import use_threads

        use_threads(options.threads)
        how = {"steps": options.steps, "minutes": options.minutes}
        train(options.examples, options.out, on_look=say, **how)
    asked = lessons(example_paths(options.examples, HELD_OUT))
    scores = measured(Chooser.load(options.out), asked)
    named = np.array([one.named for one in asked])
    for name, own in (("all", scores), ("tune named by its author", scores[named])):
        reached = f"0.6 in {np.sum(own >= 0.6)} of {len(own)}"
        print(f"{name}: mean F1 {own.mean() if len(own) else 0:.3f}, {reached}")
    print(f"{options.out}: {options.out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(parse, run)
