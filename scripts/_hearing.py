"""Training of what hears drums, tempo and tunes, told as it goes, and how well each hears."""

import argparse


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


def tempo(options: argparse.Namespace) -> None:
    """Train, then say how often the tempo is heard of songs that nothing was trained on."""
    from backend.music.hearing.tempo import TempoEar
    from backend.music.training.hearing.examples import HELD_OUT, example_paths
    from backend.music.training.hearing.tempo_figures import measured
    from backend.music.training.hearing.tempo_lessons import tempos

    def say(step: int, right: float) -> None:
        print(f"{step} steps, examples set apart: {right:.3f} right", flush=True)

    if options.steps:
        from backend.music.training.hearing.tempo_trainer import train
        from backend.music.training.session import use_threads

        use_threads(options.threads)
        how = {"steps": options.steps, "minutes": options.minutes}
        train(options.examples, options.out, on_look=say, **how)
    asked = tempos(example_paths(options.examples, HELD_OUT))
    right, but_for_octave = measured(TempoEar.load(options.out), asked)
    print(
        f"{len(asked)} examples held out: {right:.3f} right, {but_for_octave:.3f} but for octaves"
    )
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
        how = {"steps": options.steps, "minutes": options.minutes, "begin": options.begin}
        train(options.examples, options.out, on_look=say, **how)
    asked = lessons(example_paths(options.examples, HELD_OUT))
    scores = measured(Chooser.load(options.out), asked)
    named = np.array([one.named for one in asked])
    for name, own in (("all", scores), ("tune named by its author", scores[named])):
        reached = f"0.6 in {np.sum(own >= 0.6)} of {len(own)}"
        print(f"{name}: mean F1 {own.mean() if len(own) else 0:.3f}, {reached}")
    print(f"{options.out}: {options.out.stat().st_size:,} bytes")
