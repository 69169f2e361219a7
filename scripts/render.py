"""Play a MIDI file into a sound file, and every player by itself if asked."""

import argparse
import time
from pathlib import Path

from _common import Parser, main, print_json, target


def parse() -> argparse.Namespace:
    """The command line."""
    parser = Parser(description=__doc__)
    parser.add_argument("midi", type=Path)
    parser.add_argument("-o", "--out", type=target, required=True, help=".wav .flac .ogg or .mp3")
    parser.add_argument("--format", help="wav16 wav24 wav32f flac ogg mp3 or mp3-320")
    parser.add_argument("--stems", type=Path, help="a folder for every player by itself")
    parser.add_argument("--soundfont", type=Path, help="an SF2 or SF3 file")
    parser.add_argument("--loudness", type=float, help="in LUFS (default: the file's own, or -14)")
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    return parser.parse_args()


def run(options: argparse.Namespace) -> None:
    """Read, play, level, write."""
    from backend.music import midi
    from backend.music.audio.formats import format_for, format_of
    from backend.music.audio.rendering import audible, rendered
    from backend.music.audio.soundfonts import soundfont
    from backend.music.errors import BadRequestError
    from backend.music.score.effects import DEFAULT, LOUDEST, QUIETEST

    kind = format_of(options.format) if options.format else format_for(options.out.suffix)
    if options.out.suffix.lower() != f".{kind.ending}":
        raise BadRequestError(f"{options.out} is no name for {kind.title}: end it .{kind.ending}")
    aim = options.loudness
    if aim is not None and not QUIETEST <= aim <= LOUDEST:
        raise BadRequestError(f"{aim:g} LUFS cannot be asked; {QUIETEST:g} to {LOUDEST:g} can.")
    font = soundfont(options.soundfont)
    score = audible(midi.read(options.midi.read_bytes()))
    tags = {"title": score.title or options.midi.stem}
    began = time.perf_counter()
    aim = (score.mastering or DEFAULT).loudness_lufs if aim is None else aim
    if stems := options.stems is not None:
        options.stems.mkdir(parents=True, exist_ok=True)
    with rendered(score, font, stems=stems, target=aim) as sound:
        peak = sound.write(options.out, kind, tags=tags)
        for number, track in enumerate(score.tracks if stems else ()):
            name = f"{number + 1:02}-{track.name or 'player'}".replace("/", "-")
            path = options.stems / f"{name}.{kind.ending}"
            sound.write_stem(number, path, kind, tags={"title": f"{tags['title']}: {track.name}"})
        missed = sound.master.missed(aim)
        took = time.perf_counter() - began
        figures = {
            "seconds": round(sound.seconds, 2), "lufs": round(sound.master.lufs, 2),
            "true_peak_db": round(peak, 2), "times_real_time": round(sound.seconds / took, 1),
        }  # fmt: skip
    print(f"{options.out}: {figures['seconds']} s, {figures['lufs']} LUFS, peak {peak:.1f} dBTP")
    print(f"  {kind.title}, sounds of {font.name}, {figures['times_real_time']} × real time")
    if missed:
        print(f"  {aim:g} LUFS could not be reached: {missed}")
    if options.json:
        print_json(figures)


if __name__ == "__main__":
    main(parse, run)
