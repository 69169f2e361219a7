"""Sort a collection of MIDI by artist (as Lakh's Clean MIDI) into a folder for each genre."""

import argparse
from pathlib import Path

from _common import Parser, main

LABELS_HELP = "CSV with the columns genre and artist or track, instead of the table of artists"
MOST_ARTISTS = 20  # named of those that fitted nowhere


def parse() -> argparse.Namespace:
    """The command line."""
    parser = Parser(description=__doc__)
    parser.add_argument("folder", type=Path, metavar="CLEAN_MIDI_DIR", help="a folder an artist")
    parser.add_argument("--out", type=Path, default=Path("data/midi"))
    parser.add_argument("--artists", type=Path, default=Path("data/artists.csv"))
    parser.add_argument("--labels", type=Path, metavar="CSV", help=LABELS_HELP)
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--copy", action="store_true", help="copy the files (the default)")
    how.add_argument("--link", action="store_true", help="link them, which takes no space")
    parser.add_argument("--general", action="store_true", help="put what fits nowhere there")
    return parser.parse_args()


def run(options: argparse.Namespace) -> None:
    """Place every file, and say which went where."""
    from backend.music.training import labels
    from backend.music.training.organize import organize

    if options.labels:
        genre_of, unknown = labels.by_labels(options.labels)
        for name, rows in unknown.most_common(MOST_ARTISTS):
            print(f"labels: {rows:,} of “{name}”, which is none of the genres here, are left out")
    else:
        genre_of = labels.by_artist(options.artists)
    done = organize(
        options.folder, options.out, genre_of, link=options.link, keep_unplaced=options.general
    )
    for genre in sorted(done.placed | done.already):
        print(f"{genre}: {done.placed[genre]:,} new files, {done.already[genre]:,} there already")
    left = "went to general" if options.general else "are in no genre and stay out"
    print(f"{done.unplaced.total():,} files of {len(done.unplaced):,} artists {left}")
    for artist, files in done.unplaced.most_common(MOST_ARTISTS):
        print(f"  {files:,} of {artist}")
    print(f"Next: python scripts/preprocess.py all --midi-dir {options.out}")


if __name__ == "__main__":
    main(parse, run)
