"""What the scripts that write music share: their common options, requests, and reports."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from _common import print_json, target

if TYPE_CHECKING:
    from backend.music.generation import Outcome

# Every option of these names is a field of the requests of the same name.
_TEXTS = {
    "chords": "like “| Dm7 G7 | Cmaj7 |”, again and again to the end",
    "mood": "happy, sad, calm, tense, epic, dark, romantic, playful, energetic or dreamy",
    "instruments": "like piano,bass,drums or melody=73,piano=4",
    "energy": "0 to 100: a level, or points over the piece like 20,80,40",
}


def add_common(parser: argparse.ArgumentParser, *names: str, genre_needed: bool = True) -> None:
    """Options of every verb, and those of `names` that this one has as well."""
    parser.add_argument("--genre", required=genre_needed)
    parser.add_argument("--blend", help="a second genre and its share, like rock=0.4")
    for name in names:
        parser.add_argument(f"--{name}", help=_TEXTS[name])
    parser.add_argument("--plan", type=Path, help="JSON of bars: notes, register, loudness, chords")
    parser.add_argument("--plan-out", type=target, help="write the plan of the best piece there")
    parser.add_argument("--seed", type=int, help="the same seed writes the same piece")
    parser.add_argument("--temperature", type=float, help="below 1 tamer, above 1 bolder")
    parser.add_argument("--top-p", type=float, help="what is unlikelier is left out (0.95)")
    parser.add_argument("--candidates", type=int, help="how many to write and rank, 1 to 8")
    parser.add_argument("-o", "--out", type=target, required=True)
    parser.add_argument("--model-dir", type=Path, default=Path("model"))
    parser.add_argument("--json", action="store_true", help="end with one JSON object")


def fields_of(options: argparse.Namespace, names: list[str]) -> dict[str, Any]:
    """The fields of a request that the command line gives."""
    from backend.music.errors import BadRequestError
    from backend.music.generation import instruments_from_text

    given = {n: getattr(options, n) for n in names if getattr(options, n, None) is not None}
    if "instruments" in given:
        given["instruments"] = instruments_from_text(given["instruments"])
    if "energy" in given:
        given["energy"] = given["energy"].split(",")
    if "blend" in given:
        genre, _, share = given["blend"].partition("=")
        try:
            given["blend"] = {"genre": genre, "weight": float(share or 0.5)}
        except ValueError:
            raise BadRequestError(f"“{share}” is not a share. Write it like rock=0.4.") from None
    if "plan" in given:
        try:
            given["plan"] = json.loads(given["plan"].read_text(encoding="utf-8"))
        except ValueError as error:
            raise BadRequestError(f"{options.plan} is not JSON: {error}.") from None
    return given


def understood(text: str, given: dict[str, Any]) -> dict[str, Any]:
    """The fields that a text asks for; prints what was understood, and what was not.

    Where neither the text nor `given` names a genre, the general model plays.
    """
    from backend.music.prompt import parse

    prompt = parse(text)
    for chip in prompt.chips:
        overruled = ", but an option says otherwise" if chip.field in given else ""
        print(f"  {chip.text:24} from “{chip.words}”{overruled}")
    for unknown in prompt.unknown:
        print(f"  not understood: “{unknown.words}”: {unknown.reason}")
    return {"genre": "general", **prompt.request()}


def finish(options: argparse.Namespace, outcomes: "tuple[Outcome, ...]") -> None:
    """Write the candidates beside each other, best first, and report on them."""
    from backend.music import midi

    for place, outcome in enumerate(outcomes, 1):
        out = options.out if place == 1 else options.out.with_suffix(f".{place}.mid")
        out.write_bytes(midi.write(outcome.score))
        print(f"{outcome.title}, {outcome.bars} bars at {round(outcome.tempo, 1):g} → {out}")
        for row in outcome.certificate:
            asked = "not asked" if row["asked"] is None else row["asked"]
            mark = "✓" if row["ok"] else "✗"
            print(f"  {row['what']:11} asked {asked!s:14} got {row['got']!s:14} {mark}")
        told = {name: value for name, value in outcome.scores.items() if value is not None}
        print("  " + ", ".join(f"{name.replace('_', ' ')} {told[name]:g}" for name in told))
        for role, notes in outcome.report.get("changed", {}).items():
            counts = f"{notes['before']:5} → {notes['after']:5} notes"
            print(f"  {role:11} {counts}, other in {len(notes['bars'])} bars")
    best = outcomes[0]
    print(f"  seed {best.recipe['request']['seed']}")
    if options.plan_out:
        options.plan_out.write_text(json.dumps(best.plan, indent=1) + "\n", encoding="utf-8")
    if options.json:
        shown = [as_json(outcome) for outcome in outcomes]
        print_json({**shown[0], "candidates": shown})


def as_json(outcome: "Outcome") -> dict[str, Any]:
    """The papers of a piece."""
    papers = ("recipe", "certificate", "scores", "originality", "plan")
    return {**{name: getattr(outcome, name) for name in papers}, **outcome.report}
