"""Court: the judge with what it is worth, and what it makes of the compositions of a genre."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from backend.music.evaluation.judge import (
    Hearing,
    Judge,
    excerpt_of,
    held_out_songs,
    judged_shards,
    training_songs,
)
from backend.music.style.material import Material
from backend.music.training.shard import Shard


@dataclass(frozen=True)
class Court:
    """The judge with what it is worth on real songs, and the songs it may be asked about."""

    judge: Judge
    shards: Sequence[Shard]
    whole: Hearing
    excerpts: Hearing


def summon(events: Path) -> Court:
    """Train the judge on the training songs and hear it on the others (MissingDataError)."""
    shards = list(judged_shards(events))
    judge = Judge.train({s.genre: training_songs(s) for s in shards})
    songs = {s.genre: held_out_songs(s) for s in shards}
    excerpts = {genre: [excerpt_of(song) for song in some] for genre, some in songs.items()}
    return Court(judge, shards, judge.hear(songs), judge.hear(excerpts))


def judged(genre: str, court: Court, composed: Sequence[Material]) -> dict[str, Any]:
    """How often compositions are taken for their genre, beside real songs never heard."""
    out: dict[str, Any] = {
        "genres": list(court.judge.genres),
        "chance": court.whole.chance,
        "balanced_whole": court.whole.balanced,
        "balanced_excerpts": court.excerpts.balanced,
        "whole": _heard(court.whole),
        "excerpts": _heard(court.excerpts),
    }
    if genre in court.judge.genres and composed:
        label = court.judge.genres.index(genre)
        own = next(s for s in court.shards if s.genre == genre)
        for name, pieces in (
            ("real", [excerpt_of(song) for song in held_out_songs(own)]),
            ("composed", list(composed)),
        ):
            chances = court.judge.probabilities(pieces)
            out[name] = {
                "pieces": len(pieces),
                "recognised": float((chances.argmax(axis=1) == label).mean()),
                "probability": float(chances[:, label].mean()),
            }
    return out


def _heard(hearing: Hearing) -> dict[str, Any]:
    return {
        genre: {
            "songs": hearing.songs[genre],
            "right": hearing.right[genre],
            "top_two": hearing.top_two[genre],
        }
        for genre in hearing.songs
    }
