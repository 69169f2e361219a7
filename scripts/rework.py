"""Continue a MIDI file, harmonise a melody, write some bars anew, or add a player to a piece."""

import argparse
import json
from pathlib import Path
from typing import Any

from _common import Parser, main, tell
from _music import add_common, fields_of, finish


def parse() -> argparse.Namespace:
    """The command line."""
    parser = Parser(description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True, parser_class=Parser)

    more = verbs.add_parser("continue", help="write new bars behind a piece")
    more.add_argument("midi", type=Path)
    more.add_argument("--bars", type=int, help="how many are added (8)")
    add_common(more, "instruments", "energy", "chords")

    under = verbs.add_parser("harmonise", help="put chords and a band under one voice")
    under.add_argument("midi", type=Path)
    add_common(under, "instruments", "energy", "chords", "mood")

    anew = verbs.add_parser("regenerate", help="write some bars of some tracks anew")
    anew.add_argument("midi", type=Path)
    anew.add_argument("--first-bar", type=int, required=True, help="counted from 1")
    anew.add_argument("--last-bar", type=int, required=True)
    anew.add_argument("--tracks", help="numbers like 0,2; left out: all of them")
    add_common(anew, "energy", "chords")

    join = verbs.add_parser("join", help="write one more player; everything else stays as it is")
    join.add_argument("midi", type=Path)
    join.add_argument("--role", required=True, help="like strings, bass or drums")
    join.add_argument("--program", type=int, help="General MIDI, from 0; else the role's own")
    join.add_argument("--first-bar", type=int, help="counted from 1")
    join.add_argument("--last-bar", type=int)
    add_common(join, "energy")

    reroll = verbs.add_parser("reroll", help="write the melody of copied bars anew")
    reroll.add_argument("midi", type=Path)
    reroll.add_argument("--record", type=Path, help="JSON with “originality”; else it is looked up")
    add_common(reroll)
    return parser.parse_args()


def run(options: argparse.Namespace) -> None:
    """Read, write anew, report."""
    from backend.music import generation, midi
    from backend.music.errors import BadRequestError

    engine = generation.Engine(options.model_dir)
    kind, do = {
        "continue": (generation.ContinueRequest, engine.continue_),
        "harmonise": (generation.HarmoniseRequest, engine.harmonise),
        "regenerate": (generation.RegenerateRequest, engine.regenerate),
        "join": (generation.JoinRequest, engine.join),
        "reroll": (generation.RerollRequest, engine.reroll),
    }[options.verb]
    source = midi.read(options.midi.read_bytes())
    tracks = getattr(options, "tracks", None)
    if tracks is not None:
        if not tracks.replace(",", "").isdigit():
            raise BadRequestError(f"“{tracks}” are no track numbers. Write them like 0,2.")
        options.tracks = [int(number) for number in tracks.split(",") if number]
    if options.verb == "reroll":
        options.record = _record(options.record) if options.record else engine.record(source)
    request = kind.from_json(fields_of(options, kind.names()))
    finish(options, do(source, request, on_progress=tell))


def _record(path: Path) -> Any:
    """The originality record in a file, alone or among the papers of a piece."""
    data = json.loads(path.read_text(encoding="utf-8"))
    return data.get("originality", data)


if __name__ == "__main__":
    main(parse, run)
