"""A thousand random lists on real songs give what they gave.

`frontend/test/edits.test.ts` reads the same file, so that the browser gives the same.
After a wanted change, write it anew:
CADENZA_SNAPSHOTS=write python -m pytest tests/music/editing/test_agreement.py
"""

import gzip
import json
import os
import random
from typing import Any

import pytest

from backend import paths
from backend.music import editing, midi
from backend.music.editing.verbs import VERBS
from backend.music.errors import RefusedEditError
from backend.music.score import Score, bars_of
from backend.music.score.json import as_json
from tests.music.editing.lists import edit_for, fingerprint

KEPT = paths.ROOT / "frontend" / "test" / "edits.json.gz"
SONGS = sorted((paths.ROOT / "data").glob("demos/*.mid")) + sorted(
    (paths.ROOT / "data").glob("midi/*/*.mid")
)
# Small files with changes of tempo, metre and key.
SONGS += [paths.ROOT / "tests/data/midi" / f"{name}.mid" for name in ("tempo-map", "late-metre")]
LISTS = 1000
MOST_NOTES = 6000  # of an edited song: enough, and quick


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
        songs = {path.stem: midi.read(path.read_bytes()) for path in SONGS}
        small = {name: song for name, song in songs.items() if song.note_count < MOST_NOTES}
        text = json.dumps(written(small), separators=(",", ":"), ensure_ascii=False)
        KEPT.write_bytes(gzip.compress(text.encode(), mtime=0))
    found: dict[str, Any] = json.loads(gzip.decompress(KEPT.read_bytes()))
    return found


def test_every_list_gives_what_it_gave(kept: dict[str, Any]) -> None:
    songs = {path.stem: midi.read(path.read_bytes()) for path in SONGS}
    assert all(as_json(songs[name]) == song for name, song in kept["songs"].items())
    assert len(kept["cases"]) == LISTS
    for number, (name, documents, result) in enumerate(kept["cases"]):
        assert outcome(songs[name], documents) == result, number


def test_the_lists_try_every_verb_and_some_refusals(kept: dict[str, Any]) -> None:
    good = [edits for _, edits, result in kept["cases"] if isinstance(result, str)]
    assert {edit["verb"] for edits in good for edit in edits} == set(VERBS)
    refused = sum(isinstance(result, int) for _, _, result in kept["cases"])
    assert 20 < refused < LISTS / 4
    assert len({result for _, _, result in kept["cases"]}) > LISTS / 2
