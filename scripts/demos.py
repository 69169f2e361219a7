"""Write the demo songs of data/demos/programme.toml: played without an account, three a genre."""

import argparse
import json
import os
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from _common import Parser, main

if TYPE_CHECKING:
    from backend.music.generation import Engine, Outcome

CANDIDATES = 4  # of which the first is taken


def parse() -> argparse.Namespace:
    """The command line."""
    parser = Parser(description=__doc__)
    parser.add_argument("genres", nargs="*", metavar="GENRE", help="by default all")
    parser.add_argument("--programme", type=Path, default=Path("data/demos/programme.toml"))
    parser.add_argument("--midi-dir", type=Path, default=Path("data/midi"))
    parser.add_argument("--model-dir", type=Path, default=Path("model"))
    parser.add_argument("--out", type=Path, default=Path("data/demos"))
    return parser.parse_args()


def run(options: argparse.Namespace) -> None:
    """Write every song that is asked for; replace what was there."""
    from backend.music import midi
    from backend.music.generation import Engine

    engine = Engine(options.model_dir)
    programme = tomllib.loads(options.programme.read_text(encoding="utf-8"))
    options.out.mkdir(parents=True, exist_ok=True)
    for genre in options.genres or programme:
        for number, wish in enumerate(programme[genre], 1):
            path = options.out / f"{genre}-{number}.mid"
            source = options.midi_dir / wish["restyle"] if "restyle" in wish else None
            outcome = written(engine, {"genre": genre, **wish}, source)
            path.write_bytes(midi.write(outcome.score))
            told = told_of(outcome, wish["title"])
            if source:
                told["source"] = Path(os.path.relpath(source, options.out)).as_posix()
            text = json.dumps(told, indent=1, ensure_ascii=False) + "\n"
            path.with_suffix(".json").write_text(text, encoding="utf-8")
            print(f"{path}: {wish['title']}, {outcome.title}")


def written(engine: "Engine", wish: dict[str, Any], source: Path | None) -> "Outcome":
    """The first of the candidates for a wish; `source` is restyled if there is one."""
    from backend.music import midi
    from backend.music.generation import ComposeRequest, RestyleRequest, instruments_from_text

    asked = {k: v for k, v in wish.items() if k not in ("title", "restyle")}
    asked |= {
        "candidates": CANDIDATES,
        "instruments": instruments_from_text(wish.get("instruments")),
    }
    if source is None:
        return engine.compose(ComposeRequest.from_json(asked))[0]
    return engine.restyle(midi.read(source.read_bytes()), RestyleRequest.from_json(asked))[0]


def told_of(outcome: "Outcome", title: str) -> dict[str, Any]:
    """What stands beside the file."""
    names = ("genre", "tempo", "metre", "bars", "plan", "scores", "originality", "recipe")
    return {
        "title": title,
        "key": str(outcome.key),
        "seed": outcome.recipe["request"]["seed"],
        **{name: getattr(outcome, name) for name in (*names, "certificate", "report")},
    }


if __name__ == "__main__":
    main(parse, run)
