"""Write the demo songs of the shipped models, which a new account finds in its library."""

import argparse
import json
from pathlib import Path

from _common import Parser, main

BARS = 16
SEED = 1
CANDIDATES = 4  # of which the first is taken
NAMES = {
    "general": "Open door",
    "classical": "Window seat",
    "jazz": "Last tram",
    "rock": "Gravel road",
    "pop": "Corner shop",
    "country": "Porch light",
    "electronic": "Night bus",
    "folk": "Millpond",
    "metal": "Ironworks",
    "hiphop": "Stairwell",
    "blues": "Rent day",
    "reggae": "Slow harbour",
}


def parse() -> argparse.Namespace:
    """The command line."""
    parser = Parser(description=__doc__)
    parser.add_argument("--model-dir", type=Path, default=Path("model"))
    parser.add_argument("--out", type=Path, default=Path("data/demos"))
    parser.add_argument("--seed", type=int, default=SEED, help="of the first genre")
    return parser.parse_args()


def run(options: argparse.Namespace) -> None:
    """Compose one song with each model; replace what was there."""
    from backend.music import midi
    from backend.music.generation import ComposeRequest, Engine

    engine = Engine(options.model_dir)
    options.out.mkdir(parents=True, exist_ok=True)
    for seed, genre in enumerate(engine.genres, start=options.seed):
        request = ComposeRequest(genre, bars=BARS, seed=seed, candidates=CANDIDATES)
        outcome = engine.compose(request)[0]
        path = options.out / f"{genre}.mid"
        path.write_bytes(midi.write(outcome.score))
        told = {
            "title": NAMES.get(genre, outcome.title),
            "genre": genre,
            "key": str(outcome.key),
            "tempo": outcome.tempo,
            "metre": outcome.metre,
            "bars": outcome.bars,
            "seed": seed,
            "plan": outcome.plan,
            "scores": outcome.scores,
            "originality": outcome.originality,
            "recipe": outcome.recipe,
            "certificate": outcome.certificate,
        }
        path.with_suffix(".json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
        print(f"{path}: {told['title']}, {outcome.title}")


if __name__ == "__main__":
    main(parse, run)
