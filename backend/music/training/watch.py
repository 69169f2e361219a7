"""The watch: lets a network in training write short pieces, to see in time whether it collapses."""

from collections.abc import Sequence

from backend.music.errors import CollapsedError
from backend.music.generation import ComposeRequest
from backend.music.generation.compose import prepare
from backend.music.generation.planner import Planner
from backend.music.generation.writing import write
from backend.music.lstm.bundle import Bundle, Weights
from backend.music.lstm.config import NetworkConfig
from backend.music.lstm.runtime import Runtime
from backend.music.training.plans import plans_of
from backend.music.training.shard import Shard

PIECES = 4
BARS = 8


class Watch:
    """Writes as the finished model will: by the genre's plans, with all the rules of the engine."""

    def __init__(self, genre: str, shards: Sequence[Shard], config: NetworkConfig) -> None:
        self._genre, self._config = genre, config
        self._planner = Planner(*plans_of(shards))

    def __call__(self, weights: Weights) -> float:
        """The share of pieces whose first attempt was no music; see `generation.collapse`."""
        runtimes = {self._genre: Runtime(Bundle(self._genre, {}, self._config, weights))}
        return sum(self._collapses(seed, runtimes) for seed in range(PIECES)) / PIECES

    def _collapses(self, seed: int, runtimes: dict[str, Runtime]) -> bool:
        request = ComposeRequest(self._genre, bars=BARS, seed=seed)
        assignment = prepare(request, seed, self._planner, ((self._genre, 1.0),)).assignment
        try:
            (written,) = write(
                assignment, runtimes, 1, lambda _: True, lambda _: None, lambda: False
            )
        except CollapsedError:
            return True
        return written.takes > 1
