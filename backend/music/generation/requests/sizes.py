"""Whether a progression or a plan fits the bars it is asked for."""

from backend.music.errors import BadRequestError
from backend.music.generation.requests.plan import Plan
from backend.music.theory import chord_name, half_position
from backend.music.theory.progression import read_progression


def metre_numbers(metre: str) -> tuple[int, int]:
    """A metre such as "6/8" as two numbers."""
    above, below = metre.split("/")
    return int(above), int(below)


def check_chords(chords: str | None, metre: tuple[int, int]) -> None:
    """Refuse a progression that cannot be read or that has more chords a bar than the metre."""
    if chords is None:
        return
    for number, bar in enumerate(read_progression(chords), 1):
        if len(bar) > 1 and half_position(*metre) is None:
            raise BadRequestError(
                f"“{chord_name(bar[1])}” is the second chord of bar {number}, but a bar of "
                f"{metre[0]}/{metre[1]} holds one."
            )


def check_plan(plan: Plan | None, bars: int) -> None:
    """Refuse a plan of more bars than the piece has."""
    if plan is not None and len(plan.bars) > bars:
        raise BadRequestError(
            f"The plan has {len(plan.bars)} bars and the piece {bars}. Make them agree."
        )
