"""White noise that is the same in every language: each sample is a hash of its number.

The hash is "lowbias32" by Chris Wellons (https://nullprogram.com/blog/2018/07/31/).
"""

import numpy as np

from backend.music.audio.loudness import Floats


def noise(count: int, seed: int) -> Floats:
    """(count,) between −1 and 1."""
    with np.errstate(over="ignore"):
        x = np.arange(count, dtype=np.uint32) + np.uint32(seed * 0x9E3779B9 & 0xFFFFFFFF)
        x = (x ^ (x >> np.uint32(16))) * np.uint32(0x7FEB352D)
        x = (x ^ (x >> np.uint32(15))) * np.uint32(0x846CA68B)
        x ^= x >> np.uint32(16)
    return x / 2.0**31 - 1
