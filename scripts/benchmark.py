"""Measure speed beside the usual ways: sampling, preprocessing, waiting; pages; sound files."""

import argparse
from pathlib import Path

from _common import Parser, main, print_json


def parse() -> argparse.Namespace:
    """The command line."""
    parser = Parser(description=__doc__)
    parser.add_argument("--model-dir", type=Path, default=Path("model"))
    parser.add_argument("--genre", help="whose model plays (default: the first that is trained)")
    parser.add_argument(
        "--midi-dir", type=Path, default=Path("data/midi"), help="up to 150 of its files are read"
    )
    parser.add_argument(
        "--events", type=Path, default=Path("data/events"), help="shards with held-out songs"
    )
    parser.add_argument("--rounds", type=int, default=5, help="measurements of each kind")
    parser.add_argument(
        "--pages", action="store_true", help="measure only the pages of a library of 10,000 songs"
    )
    parser.add_argument(
        "--render", action="store_true", help="measure only sound files of three minutes"
    )
    parser.add_argument("--hour", action="store_true", help="with --render: also one of an hour")
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    return parser.parse_args()


def run(options: argparse.Namespace) -> None:
    """Measure and print."""
    if options.pages:
        import _pages

        found = _pages.measure(options.rounds)
        print(_pages.table(found))
        if options.json:
            print_json({"pages": found})
        return
    if options.render:
        import _render

        rendered = _render.measure(options.hour)
        print(_render.table(rendered))
        if options.json:
            print_json({"render": rendered})
        return
    from backend.music.errors import MissingDataError
    from backend.music.evaluation import speed, speed_files
    from backend.music.evaluation.examine import trained_genres
    from backend.music.generation import Engine

    engine = Engine(options.model_dir)
    genre = trained_genres(engine, [options.genre or "all"])[0]
    files = speed_files.files_speed(options.midi_dir)
    print(f"preprocessing, {files['files']} files, per second of processor time:")
    for name in ("cadenza", "miditok", "music21"):
        rate = files.get(f"{name}_files_per_second")
        print(f"  {name:8}", "not installed" if rate is None else f"{rate:9.1f}")
    load = speed.loading(options.model_dir)
    print(
        f"all {load['models']} models in memory after {load['seconds']:.2f} s "
        f"({load['work']:.2f} of processor time), {load['megabytes']:.0f} MB with the program"
    )
    wait = speed.waiting(engine, genre, options.rounds)
    print(
        f"{genre}, {wait['bars']} bars for {wait['tracks']} players: first bar after "
        f"{wait['first_bar_seconds']:.2f} s (goal {speed.BAR_GOAL:g}), all after "
        f"{wait['seconds']:.2f} s (goal {speed.PIECE_GOAL:g})"
    )
    sampler = speed.sampler_speed(options.model_dir, genre, options.rounds)
    print(f"sampling, one thread: {sampler['events_per_second']:.0f} events per second;")
    for kind, text in (("", "one an event"), ("_by_field", "one a field")):
        naive = sampler[f"naive{kind}_events_per_second"]
        ratio = sampler[f"ratio_to_naive{kind}"]
        print(f"  model.predict on a window, {text}: {naive:.2f}, so {ratio:.0f} × as fast")
    print(
        f"  four pieces side by side take {sampler['candidates_ratio']:.2f} × as long as one, "
        f"{sampler['candidates_ratio_work']:.2f} × the processor time"
    )
    try:
        sampler |= speed.eight_bit_change(options.model_dir, genre, options.events)
        change, notes = (sampler[f"eight_bit_{n}"] for n in ("likelihood_change", "notes"))
        print(f"  rounded weights change the likelihood of {notes} unseen notes by {change:+.3%}")
    except MissingDataError as fault:
        print(f"  what rounded weights cost was not measured. {fault}")
    if options.json:
        print_json({"sampler": sampler, "preprocess": files, "compose": wait, "load": load})


if __name__ == "__main__":
    main(parse, run)
