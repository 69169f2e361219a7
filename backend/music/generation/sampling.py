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
    chosen = logits[allowed].astype(np.float64)
    chosen = np.exp((chosen - chosen.max()) / temperature)
    if top_p < 1:
        order = np.argsort(-chosen, kind="stable")
        running = np.cumsum(chosen[order])
        kept = int(np.searchsorted(running, top_p * running[-1])) + 1
        return int(
            allowed[order[np.searchsorted(running[:kept], rng.random() * running[kept - 1])]]
        )
    running = np.cumsum(chosen)
    return int(allowed[np.searchsorted(running, rng.random() * running[-1])])
