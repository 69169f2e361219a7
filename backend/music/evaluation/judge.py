"""The judge: a genre classifier on notes alone, trained on real songs, that hears composed ones.

Extra trees over `features`, which know no instruments. It learns from training songs, whole and in
excerpts of sixteen bars; how often it is right is measured on songs that nothing was trained on.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from backend.music.errors import MissingDataError
from backend.music.lstm.inputs import GENRES
from backend.music.style.features import vector
from backend.music.style.material import Material
from backend.music.training.shard import Shard, load_shard, material_of_song

if TYPE_CHECKING:
    from sklearn.ensemble import ExtraTreesClassifier

Floats = npt.NDArray[np.float64]

EXCERPT = 16  # bars
FEWEST_SONGS = 40  # to learn from, for a genre to be judged; of blues and reggae there are fewer
MOST_SONGS = 400  # of a genre, so that the many of one do not cost minutes
EXCERPTS = 3  # of each song, from its first, second and third quarter
TREES = 300
SMALLEST_LEAF = 8  # rows; with smaller leaves the judge knows big genres only
SHARE_OF_FEATURES = 0.15


@dataclass(frozen=True)
class Hearing:
    """How a judge does on real songs it never heard.

    `right` maps a genre to the share of its songs that are recognised, `top_two` of those that are
    among the two likeliest; `songs` says how many there were. `balanced` is the mean over genres,
    `chance` what guessing reaches.
    """

    songs: Mapping[str, int]
    right: Mapping[str, float]
    top_two: Mapping[str, float]

    @property
    def balanced(self) -> float:
        """The mean of `right`."""
        return float(np.mean(list(self.right.values())))

    @property
    def chance(self) -> float:
        """One genre of those there are."""
        return 1 / len(self.right)


class Judge:
    """A trained judge. `genres` are what it tells apart, in the order of its probabilities."""

    def __init__(self, genres: Sequence[str], trees: "ExtraTreesClassifier") -> None:
        self.genres = tuple(genres)
        self._trees = trees

    @classmethod
    def train(cls, songs: Mapping[str, Sequence[Material]], seed: int = 0) -> "Judge":
        """Learn from songs by genre; every genre weighs the same, and so does every song of it."""
        from sklearn.ensemble import ExtraTreesClassifier  # takes seconds to load

        genres = tuple(songs)
        rows, labels, weights = [], [], []
        for label, genre in enumerate(genres):
            for song in songs[genre]:
                views = [vector(view) for view in views_of(song)]
                rows += views
                labels += [label] * len(views)
                weights += [1 / len(views) / len(songs[genre])] * len(views)
        trees = ExtraTreesClassifier(
            TREES,
            max_features=SHARE_OF_FEATURES,
            min_samples_leaf=SMALLEST_LEAF,
            random_state=seed,
            n_jobs=1,
        )
        share = np.array(weights) * len(weights) / sum(weights)
        trees.fit(np.array(rows, np.float32), labels, sample_weight=share)
        return cls(genres, trees)

    def probabilities(self, pieces: Sequence[Material]) -> Floats:
        """(pieces, genres)."""
        rows = np.array([vector(piece) for piece in pieces], np.float32)
        chances: Floats = self._trees.predict_proba(rows)
        return chances

    def hear(self, songs: Mapping[str, Sequence[Material]]) -> Hearing:
        """Measure on songs by genre; genres without songs or unknown to this judge are left out."""
        counts, right, top_two = {}, {}, {}
        for label, genre in enumerate(self.genres):
            pieces = songs.get(genre, ())
            if pieces:
                best = np.argsort(-self.probabilities(pieces), axis=1)
                counts[genre] = len(pieces)
                right[genre] = float((best[:, 0] == label).mean())
                top_two[genre] = float((best[:, :2] == label).any(axis=1).mean())
        return Hearing(counts, right, top_two)


def views_of(song: Material) -> list[Material]:
    """The whole song and its excerpts, fewer of a short song."""
    last = song.bars - EXCERPT
    if last <= 0:
        return [song]
    starts = np.linspace(0, last, EXCERPTS + 2)[1:-1].astype(int)
    return [song, *(song.excerpt(int(start), EXCERPT) for start in np.unique(starts))]


def excerpt_of(song: Material) -> Material:
    """The sixteen bars in the middle of a song, where everybody plays."""
    return song.excerpt(max((song.bars - EXCERPT) // 2, 0), EXCERPT)


def judged_shards(folder: Path) -> Iterator[Shard]:
    """The shards of all genres with enough songs to be judged.

    Raises:
        MissingDataError: fewer than two genres are there.
    """
    found = 0
    for genre in GENRES:
        path = folder / f"{genre}.npz"
        if genre != "general" and path.exists():
            shard = load_shard(path)
            if len(shard.select(held_out=False)) >= FEWEST_SONGS:
                found += 1
                yield shard
    if found < 2:
        raise MissingDataError(
            f"The judge tells genres apart: it needs two or more with {FEWEST_SONGS} songs each in "
            f"{folder}. Make them: python scripts/preprocess.py all"
        )


def training_songs(shard: Shard, seed: int = 0) -> list[Material]:
    """Up to MOST_SONGS of the songs that a judge may learn from."""
    indices = shard.select(held_out=False)
    chosen = np.random.default_rng(seed).permutation(indices)[:MOST_SONGS]
    return [material_of_song(shard, int(i)) for i in np.sort(chosen)]


def held_out_songs(shard: Shard) -> list[Material]:
    """The songs that nothing was trained on."""
    return [material_of_song(shard, int(i)) for i in shard.select(held_out=True)]
