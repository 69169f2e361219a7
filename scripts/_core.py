"""Measure the musical core: files read, models loaded, the wait for a piece, events drawn."""

import argparse
from typing import Any

import _common  # noqa: F401 # the repository on the path

Found = dict[str, Any]


def measure(options: argparse.Namespace) -> Found:
    """Everything in turn, in this process; what the held-out songs are missing for is left out."""
    from backend.music.errors import MissingDataError
    from backend.music.evaluation import speed, speed_files
    from backend.music.evaluation.examine import trained_genres
    from backend.music.generation import Engine

    engine = Engine(options.model_dir)
    genre = trained_genres(engine, [options.genre or "all"])[0]
    found: Found = {
        "preprocess": speed_files.files_speed(options.midi_dir),
        "load": speed.loading(options.model_dir),
        "compose": {"genre": genre, **speed.waiting(engine, genre, options.rounds)},
        "sampler": speed.sampler_speed(options.model_dir, genre, options.rounds),
    }
    try:
        found["sampler"] |= speed.eight_bit_change(options.model_dir, genre, options.events)
    except MissingDataError as fault:
        found["sampler"]["eight_bit_fault"] = str(fault)
    return found


def table(found: Found) -> str:
    """The figures in words, line by line."""
    from backend.music.evaluation import speed

    files, load, wait, sampler = (found[n] for n in ("preprocess", "load", "compose", "sampler"))
    lines = [f"preprocessing, {files['files']} files, per second of processor time:"]
    for name in ("cadenza", "miditok", "music21"):
        rate = files.get(f"{name}_files_per_second")
        lines.append(f"  {name:8} " + ("not installed" if rate is None else f"{rate:9.1f}"))
    lines += [
        (
            f"all {load['models']} models in memory after {load['seconds']:.2f} s "
            f"({load['work']:.2f} of processor time), {load['megabytes']:.0f} MB with the program"
        ),
        (
            f"{wait['genre']}, {wait['bars']} bars for {wait['tracks']} players: first bar after "
            f"{wait['first_bar_seconds']:.2f} s (goal {speed.BAR_GOAL:g}), all after "
            f"{wait['seconds']:.2f} s (goal {speed.PIECE_GOAL:g})"
        ),
        f"sampling, one thread: {sampler['events_per_second']:.0f} events per second;",
    ]
    for kind, text in (("", "one an event"), ("_by_field", "one a field")):
        naive = sampler[f"naive{kind}_events_per_second"]
        ratio = sampler[f"ratio_to_naive{kind}"]
        lines.append(f"  model.predict on a window, {text}: {naive:.2f}, so {ratio:.0f} × as fast")
    lines.append(
        f"  four pieces side by side take {sampler['candidates_ratio']:.2f} × as long as one, "
        f"{sampler['candidates_ratio_work']:.2f} × the processor time"
    )
    if fault := sampler.get("eight_bit_fault"):
        lines.append(f"  what rounded weights cost was not measured. {fault}")
    else:
        change, notes = sampler["eight_bit_likelihood_change"], sampler["eight_bit_notes"]
        lines.append(
            f"  rounded weights change the likelihood of {notes} unseen notes by {change:+.3%}"
        )
    return "\n".join(lines)
