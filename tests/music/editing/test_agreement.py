"""A thousand random lists on real songs give what they gave.

`frontend/test/edits.test.ts` reads the same file, so that the browser gives the same.
After a wanted change, write it anew:
CADENZA_SNAPSHOTS=write python -m pytest tests/music/editing/test_agreement.py
"""

import gzip
import json
import os
import random
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from backend import paths
from backend.music import editing, midi
from backend.music.editing.verbs import VERBS
from backend.music.errors import RefusedEditError
from backend.music.score import BEND, CONTROL, Score, Track, bars_of
from backend.music.score.json import as_json
from tests.music.editing.lists import edit_for, fingerprint

KEPT = paths.ROOT / "frontend" / "test" / "edits.json.gz"
SONGS = sorted((paths.ROOT / "data").glob("demos/*.mid")) + sorted(
    (paths.ROOT / "data").glob("midi/*/*.mid")
)
# Small files with changes of tempo, metre and key.
SONGS += [paths.ROOT / "tests/data/midi" / f"{name}.mid" for name in ("tempo-map", "late-metre")]
MOVED = 4  # songs once more with pedal, bends and the like, which none of these files has
LISTS = 1000
MOST_NOTES = 6000  # of an edited song: enough, and quick


def songs() -> dict[str, Score]:
    """The files by their names, some of them once more with controls and bends."""
    found = {path.stem: midi.read(path.read_bytes()) for path in SONGS}
    small = [name for name, song in found.items() if song.note_count < MOST_NOTES / 2]
    for seed, name in enumerate(small[:: len(small) // MOVED][:MOVED]):
        draw = random.Random(seed)
        tracks = tuple(moved(track, found[name], draw) for track in found[name].tracks)
        found[f"{name}, moved"] = replace(found[name], tracks=tracks)
    return found


def moved(track: Track, score: Score, draw: random.Random) -> Track:
    """The track with up to forty controls and bends, half of them where a bar begins."""
    starts = bars_of(score).rows["start"].tolist()

    def ticks() -> list[int]:
        places = (draw.choice((draw.choice(starts), draw.randrange(score.end))) for _ in range(40))
        return sorted(places)[: draw.randint(0, 40)]

    controls = [(at, draw.choice((1, 7, 8, 10, 11, 64)), draw.randrange(128)) for at in ticks()]
    bends = [(at, draw.choice((0, draw.randint(-8192, 8191)))) for at in ticks()]
    return replace(track, controls=np.array(controls, CONTROL), bends=np.array(bends, BEND))


def outcome(score: Score, documents: list[Any]) -> str | int:
    """The fingerprint of the edited score, or the index of the edit that is refused."""
    try:
        return fingerprint(editing.edited(score, documents))
    except RefusedEditError as refusal:
        return refusal.index


def one_list(score: Score, draw: random.Random) -> list[Any]:
    # Hardly any of these files has markers, and most lists should carry some along.
    bars = len(bars_of(score))
    documents: list[Any] = [
        {"verb": "marker", "bar": bar, "name": name}
        for bar, name in ((1, "A"), (min(3, bars), "B"))
        if draw.random() < 0.4
    ]
    score = editing.edited(score, documents)
    for _ in range(draw.randint(1, 6)):
        edit = edit_for(score, draw)
        documents.append(edit)
        try:
            score = editing.edited(score, [edit])
        except RefusedEditError:
            if draw.random() < 0.3:
                return documents
            documents.pop()
        if score.note_count > MOST_NOTES:
            break
    return documents


def written(songs: dict[str, Score]) -> dict[str, Any]:
    cases = []
    for seed in range(LISTS):
        draw = random.Random(seed)
        name = draw.choice(sorted(songs))
        documents = one_list(songs[name], draw)
        cases.append([name, documents, outcome(songs[name], documents)])
    return {"songs": {name: as_json(song) for name, song in songs.items()}, "cases": cases}


@pytest.fixture(scope="module")
def kept() -> dict[str, Any]:
    if os.environ.get("CADENZA_SNAPSHOTS") == "write":
        small = {name: song for name, song in songs().items() if song.note_count < MOST_NOTES}
        text = json.dumps(written(small), separators=(",", ":"), ensure_ascii=False)
        KEPT.write_bytes(gzip.compress(text.encode(), mtime=0))
    found: dict[str, Any] = json.loads(gzip.decompress(KEPT.read_bytes()))
    return found


def test_every_list_gives_what_it_gave(kept: dict[str, Any]) -> None:
    given = songs()
    assert all(as_json(given[name]) == song for name, song in kept["songs"].items())
    assert len(kept["cases"]) == LISTS
    for number, (name, documents, result) in enumerate(kept["cases"]):
        assert outcome(given[name], documents) == result, number


def test_a_part_of_the_lists_is_on_songs_with_controls_and_bends(kept: dict[str, Any]) -> None:
    tracks = [track for song in kept["songs"].values() for track in song["tracks"]]
    with_them = sum("controls" in track and "bends" in track for track in tracks)
    assert with_them > 2 * MOVED
    assert sum(name.endswith(", moved") for name, _, _ in kept["cases"]) > LISTS / 20


def test_the_lists_try_every_verb_and_some_refusals(kept: dict[str, Any]) -> None:
    good = [edits for _, edits, result in kept["cases"] if isinstance(result, str)]
    assert {edit["verb"] for edits in good for edit in edits} == set(VERBS)
    refused = sum(isinstance(result, int) for _, _, result in kept["cases"])
    assert 20 < refused < LISTS / 4
    assert len({result for _, _, result in kept["cases"]}) > LISTS / 2
