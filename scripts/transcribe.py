"""Write down a recording as MIDI; with `--against`, say how much of it was heard."""

import argparse
import time
from pathlib import Path

from _common import Parser, Status, main, print_json, target


def parse() -> argparse.Namespace:
    """The command line."""
    parser = Parser(description=__doc__)
    parser.add_argument("recording", type=Path, help="WAV, MP3, OGG, FLAC or M4A, to ten minutes")
    parser.add_argument("-o", "--out", type=target, required=True, help="a .mid file")
    parser.add_argument("--as-played", action="store_true", help="put no note on the grid")
    parser.add_argument(
        "--against", type=Path, help="the MIDI file that the recording plays: prints the onset F1"
    )
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    return parser.parse_args()


def run(options: argparse.Namespace) -> None:
    """Hear, write, report."""
    from backend.music import midi
    from backend.music.hearing.ears import Ears
    from backend.music.hearing.transcribe import transcribe

    began = time.perf_counter()
    heard = transcribe(
        options.recording, Ears.load(), title=options.recording.stem, snapped=not options.as_played,
        on_progress=lambda share: Status.show(f"Listening {share:4.0%}"),
    )  # fmt: skip
    Status.end()
    took = time.perf_counter() - began
    options.out.write_bytes(midi.write(heard.score))
    figures = {
        "seconds": round(heard.seconds, 2), "notes": len(heard.notes), "hits": len(heard.hits),
        "key": str(heard.key),
        "tempo": round(heard.score.bpm, 2), "beats_in_a_bar": int(heard.score.metres[0][1]),
        "steady": len(heard.score.tempos) == 1, "origin": round(heard.origin, 3),
        "times_real_time": round(heard.seconds / took, 1),
    }  # fmt: skip
    print(f"{options.out}: {figures['notes']} notes in {figures['seconds']} s, {heard.key}")
    tempo = "" if figures["steady"] else "about "
    print(f"  {tempo}{figures['tempo']} to the minute, {figures['beats_in_a_bar']}/4")
    for track in heard.score.tracks:
        print(f"  {track.name:14} {len(track.notes):5} notes")
    print(f"  bar 1 begins at {figures['origin']} s; {figures['times_real_time']} × real time")
    if options.against:
        from backend.music.evaluation.hearing import compared

        figures["against"] = compared(heard, midi.read(options.against.read_bytes()))
        for name, score in figures["against"].items():
            print(f"  onsets of {name}: " + ", ".join(f"{k} {v:.3f}" for k, v in score.items()))
    if options.json:
        print_json(figures)


if __name__ == "__main__":
    main(parse, run)
