"""Drawing one value from logits under a mask, with temperature and top-p."""

import numpy as np
import numpy.typing as npt


def draw(
    logits: npt.NDArray[np.float32],
    allowed: npt.NDArray[np.int64],
    rng: np.random.Generator,
    temperature: float = 1.0,
    top_p: float = 1.0,
) -> int:
    """Draw a value.

    Args:
        logits: (size,).
        allowed: the values that may be drawn, at least one.
        rng: where chance comes from.
        temperature: below 1 the likely becomes likelier.
        top_p: the unlikeliest values that together hold less than 1 − top_p are never drawn.
    """
    if len(allowed) == 1:
        return int(allowed[0])
    chosen = logits[allowed]
    chosen = np.exp((chosen - chosen.max()) / np.float32(temperature))
    order = (-chosen).argsort(kind="stable")
    running = chosen[order].cumsum(dtype=np.float64)
    last = min(int(running.searchsorted(top_p * running[-1])), len(running) - 1)
    at = int(running.searchsorted(rng.random() * running[last]))
    return int(allowed[order[min(at, last)]])
