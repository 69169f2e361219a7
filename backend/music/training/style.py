"""Fitting the style scorer on the training songs of all genres that have enough of them."""

from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np

from backend.music.evaluation.judge import training_songs, views_of
from backend.music.style.features import vector
from backend.music.style.scorer import StyleScorer, standardised
from backend.music.training.shard import Shard

# Of 0.003, 0.01 and 0.03 the one with which most held-out songs are among their two likeliest.
INVERSE_PENALTY = 0.003
ROUNDS = 1000  # of the optimiser, more than it needs


def fit(shards: Sequence[Shard]) -> StyleScorer:
    """Learn from whole songs and their excerpts; every genre weighs the same, every song too."""
    from sklearn.linear_model import LogisticRegression  # takes seconds to load

    songs = {shard.genre: training_songs(shard) for shard in shards}
    rows, labels, weights = [], [], []
    for label, own in enumerate(songs.values()):
        for song in own:
            views = [vector(view) for view in views_of(song)]
            rows += views
            labels += [label] * len(views)
            weights += [1 / len(views) / len(own)] * len(views)
    table = np.array(rows)
    mean, scale = table.mean(axis=0), table.std(axis=0)
    scale[scale < 1e-9] = 1.0
    share = np.array(weights) * len(weights) / sum(weights)
    model = LogisticRegression(C=INVERSE_PENALTY, max_iter=ROUNDS)
    model.fit(standardised(table, mean, scale), labels, sample_weight=share)
    about = {
        "songs": {genre: len(own) for genre, own in songs.items()},
        "date": datetime.now(UTC).date().isoformat(),
    }
    coefficients, bias = model.coef_.T, model.intercept_
    if len(songs) == 2:  # What speaks for the second genre is all that is fitted.
        coefficients = np.column_stack([np.zeros(len(mean)), coefficients])
        bias = np.append(0.0, bias)
    return StyleScorer(tuple(songs), mean, scale, coefficients.copy(), bias.copy(), about)
