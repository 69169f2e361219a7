"""A planner of two genres: the band is drawn from both, each in its share."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from backend.music.generation.planner import BandPlan, Planner
from backend.music.score import Role


class Plans(Protocol):
    """What can plan a band: a genre's planner, or two of them together."""

    def compose(
        self,
        bars: int,
        metre: tuple[int, int],
        roles: frozenset[Role] | None,
        minor: bool | None,
        rng: np.random.Generator,
    ) -> BandPlan:
        """Plan exactly `bars` bars for exactly these roles (None: the genre's choice)."""


@dataclass(frozen=True)
class Blended:
    """Planners with weights that sum to 1."""

    planners: Sequence[tuple[Planner, float]]

    def compose(
        self,
        bars: int,
        metre: tuple[int, int],
        roles: frozenset[Role] | None,
        minor: bool | None,
        rng: np.random.Generator,
    ) -> BandPlan:
        """Each role's notes and sound come from one of the genres, drawn by their weights.

        Left alone, a role plays if the genre that was drawn for it has it. Form, tempo and mode
        are those of one of the genres as well.
        """
        weights = np.array([weight for _, weight in self.planners])
        leader = int(rng.choice(len(weights), p=weights))
        first = self.planners[leader][0].compose(bars, metre, roles, minor, rng)
        plans = [
            first if i == leader else planner.compose(bars, metre, roles, first.minor, rng)
            for i, (planner, _) in enumerate(self.planners)
        ]
        rows, form, programs = first.rows.copy(), first.form, {}
        rows["counts"] = 0
        for role in sorted(set().union(*(plan.programs for plan in plans))):
            plan = plans[int(rng.choice(len(weights), p=weights))]
            if role in plan.programs:
                rows["counts"][:, role] = plan.rows["counts"][:, role]
                form = form.with_part(role, plan.form)
                programs[role] = plan.programs[role]
        if not rows["counts"].any():
            return first
        if not rows["counts"][-1].any():
            rows["counts"][-1] = np.minimum(rows["counts"].max(axis=0), 2)
        return replace(first, rows=rows, form=form, programs=programs)
