"""What lies near a piece: by all groups alike, and said in words."""

import numpy as np

from backend.music.theory.portrait import GROUPS, SIZE
from backend.services.likeness import nearest


def piece(**groups: float) -> np.ndarray:
    made = np.zeros(SIZE)
    for name, value in groups.items():
        made[GROUPS[name]] = value
    return made


def test_the_nearest_comes_first_and_says_why() -> None:
    wanted = piece(tempo=0.5, swing=1.0, mode=1.0)
    others = [
        piece(tempo=-0.5, swing=0.0, tune=0.2),
        piece(tempo=0.52, swing=0.95, pace=2.0),
        piece(tempo=0.5, mode=1.0, metre=3.0),
        piece(tempo=-1.0, harmony=0.3),
    ]
    found = nearest(wanted, others, 4)
    assert found[0].place == 1
    assert found[0].why == "same tempo and swing"
    assert {one.place for one in found} == {0, 1, 2, 3}


def test_what_nearly_all_share_is_no_reason() -> None:
    others = [piece(tempo=i / 4, metre=4.0) for i in range(1, 8)]
    near = nearest(piece(tempo=0.25, metre=4.0), others, 1)[0]
    assert near.place == 0
    assert near.why == "same tempo"


def test_with_nothing_in_common_it_says_what_is_nearest() -> None:
    far = piece(**dict.fromkeys(GROUPS, 3.0))
    assert nearest(piece(), [far], 1)[0].why.startswith("nearest in ")


def test_among_none_there_is_none() -> None:
    assert nearest(piece(), np.zeros((0, SIZE)), 4) == []
