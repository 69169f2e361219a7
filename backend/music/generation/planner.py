"""The planner: per bar, who plays and how many notes, drawn from the genre's real songs."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from backend.music.errors import IncompatibleModelError, MissingModelError
from backend.music.events.form import Form
from backend.music.events.vocabulary import TICKS
from backend.music.generation.sections import returns, sections_of
from backend.music.score import DEFAULT_PROGRAM, Role
from backend.music.score.score import Rows

TRIES = 12  # windows looked at before the best of them is taken
USUAL = 0.6  # A melody is looked for if this share of the genre's songs has one.
PLAYS = 0.125  # A role belongs to a window if it plays in this share of its bars.
PAUSES = 0.125  # A window is taken as it is if no greater share of its bars is silent.
RETURNS = 0.5  # what it costs a window that nothing in it comes back
LIVELY = 0.5  # In this share of its bars at least a piece sounds.
ENDING = 2  # bars that come from the end of the song, so that a piece ends like one
NO_PROGRAM = 255


Window = tuple[np.void, Rows, Form]  # the header of its song, its bars, its form


@dataclass(frozen=True)
class BandPlan:
    """A plan with its header: `rows` (bars,) of PLAN starting at tick 0, `programs` per role.

    `form` says which bars are alike, part by part.
    """

    rows: Rows
    form: Form
    programs: dict[Role, int]
    bpm: float
    minor: bool


class Planner:
    """Plans of one genre. `songs`, `plan` and `form` are what `publish` put into the bundle."""

    def __init__(self, songs: Rows, plan: Rows, form: Form) -> None:
        self.songs, self.plan, self.form = songs, plan, form
        first = plan[
            songs["first_bar"] + songs["bars"] // 2
        ]  # A bar of the middle tells the metre.
        self._metres = np.stack([first["numerator"], first["denominator"]], axis=1)
        self._lengths = first["length"]
        has = np.add.reduceat(plan["counts"].astype(np.int64), songs["first_bar"]) > 0
        self._sings = bool(has[:, Role.MELODY].mean() > USUAL)

    @classmethod
    def load(cls, path: Path) -> "Planner":
        """Read the plans of a bundle.

        Raises:
            MissingModelError: they are not there. IncompatibleModelError: they lack the forms.
        """
        if not path.exists():
            raise MissingModelError(f"{path} is missing. Train again: scripts/train.py")
        with np.load(path) as data:
            if "form_notes" not in data:
                raise IncompatibleModelError(
                    f"{path} is of an older version. Make it anew: "
                    f"python scripts/index.py {path.parent.name}"
                )
            form = Form(data["form_notes"], data["form_rhythms"])
            return cls(data["songs"], data["plan"], form)

    def compose(
        self,
        bars: int,
        metre: tuple[int, int],
        roles: frozenset[Role] | None,
        minor: bool | None,
        rng: np.random.Generator,
    ) -> BandPlan:
        """Plan exactly `bars` bars for exactly these roles (None: the genre's choice)."""
        pool = self._in_metre(metre)
        song, rows, form = self._chosen(pool, bars, metre, roles, minor, rng)
        playing = _playing(rows)
        if roles is None:
            roles = frozenset(Role(int(r)) for r in np.flatnonzero(playing))
            if not roles:
                roles = frozenset(Role(int(r)) for r in np.flatnonzero(rows["counts"].any(axis=0)))
        for role in roles:
            if not playing[role]:
                self._borrow(pool, bars, metre, role, rng, rows, form)
        silent = [int(r) for r in Role if r not in roles]
        rows["counts"][:, silent] = 0
        _wake(rows, form)
        settle_ending(rows, roles)
        return BandPlan(
            rows=rows,
            form=form,
            programs={r: self._program(song, r) for r in roles},
            bpm=float(np.clip(round(float(song["bpm"])), 50, 220)),
            minor=bool(song["minor"]),
        )

    def _in_metre(self, metre: tuple[int, int]) -> npt.NDArray[np.int64]:
        exact = np.flatnonzero((self._metres == metre).all(axis=1))
        if len(exact):
            return exact
        length = metre[0] * 4 * TICKS // metre[1]
        near = np.flatnonzero(self._lengths == length)
        return near if len(near) else np.arange(len(self.songs))

    def _chosen(
        self,
        pool: npt.NDArray[np.int64],
        bars: int,
        metre: tuple[int, int],
        roles: frozenset[Role] | None,
        minor: bool | None,
        rng: np.random.Generator,
    ) -> Window:
        """The first window with which nothing is amiss, or the best of TRIES."""
        windows: list[Window] = []
        scores: list[float] = []
        while len(windows) < TRIES and 0 not in scores:
            windows.append(self._window(pool, bars, metre, rng))
            scores.append(self._fit(windows[-1], roles, minor))
        return windows[int(np.argmax(scores))]

    def _window(
        self,
        pool: npt.NDArray[np.int64],
        bars: int,
        metre: tuple[int, int],
        rng: np.random.Generator,
    ) -> Window:
        """`bars` bars of a song of the pool, laid into the metre asked for."""
        song = self.songs[rng.choice(pool)]
        at = int(song["first_bar"])
        own = self.plan[at:][: song["bars"]]
        starts = max((len(own) - bars) // 4 + 1, 1)
        start = int(rng.integers(starts)) * 4
        index = np.arange(start, start + bars) % len(own)  # A short song goes round again.
        ending = min(ENDING, bars // 4, len(own))
        index[bars - ending :] = np.arange(len(own) - ending, len(own))
        source = own[index]
        length = metre[0] * 4 * TICKS // metre[1]
        rows = source.copy()
        share = length / np.maximum(source["length"].astype(np.float64), 1)
        scaled = np.rint(source["counts"] * share[:, None])
        rows["counts"] = np.maximum(scaled, source["counts"] > 0)
        rows["length"], rows["numerator"], rows["denominator"] = length, *metre
        return song, rows, self.form.taken(at + index)

    def _fit(self, window: Window, roles: frozenset[Role] | None, minor: bool | None) -> float:
        """How well a window serves the request: 0 if nothing is amiss, else less."""
        song, rows, form = window
        playing = _playing(rows)
        score = -1.0 if minor is not None and bool(song["minor"]) != minor else 0.0
        score -= RETURNS * (not returns(sections_of(form)))
        silent_bars = float((rows["counts"].sum(axis=1) == 0).mean())
        score -= 4 * max(silent_bars - PAUSES, 0)
        if roles is not None:
            return score - 2 * sum(not playing[r] for r in roles)
        # Nothing speaks for a fuller band: chosen for it, parts would play more than in real songs.
        return score - 2 * bool(playing.sum() < 2) - 2 * bool(self._sings > playing[Role.MELODY])

    def _borrow(
        self,
        pool: npt.NDArray[np.int64],
        bars: int,
        metre: tuple[int, int],
        role: Role,
        rng: np.random.Generator,
        rows: Rows,
        form: Form,
    ) -> None:
        """Give a role that the chosen window lacks its notes and form in another song."""
        for _ in range(TRIES * 4):
            _, theirs, lent = self._window(pool, bars, metre, rng)
            if (theirs["counts"][:, role] > 0).mean() >= PLAYS:
                rows["counts"][:, role] = theirs["counts"][:, role]
                form.notes[:, role] = lent.notes[:, role]
                form.rhythms[:, role] = lent.rhythms[:, role]
                return
        busiest = self.plan["counts"][:, role]
        busiest = busiest[busiest > 0]
        rows["counts"][:, role] = max(int(np.median(busiest)) if len(busiest) else 4, 1)

    def _program(self, song: np.void, role: Role) -> int:
        program = int(song["programs"][role])
        return DEFAULT_PROGRAM[role] if program == NO_PROGRAM else program


def _playing(rows: Rows) -> npt.NDArray[np.bool_]:
    playing: npt.NDArray[np.bool_] = (rows["counts"] > 0).mean(axis=0) >= PLAYS
    return playing


def _wake(rows: Rows, form: Form) -> None:
    """Fill silent bars from the others where most are silent.

    Asked for alone, a player may rest for most of the song that the part is from.
    """
    sounding = rows["counts"].any(axis=1)
    if sounding.any() and sounding.mean() < LIVELY:
        silent = np.flatnonzero(~sounding)
        model = np.resize(np.flatnonzero(sounding), len(silent))
        rows["counts"][silent] = rows["counts"][model]
        form.notes[silent], form.rhythms[silent] = form.notes[model], form.rhythms[model]


def settle_ending(rows: Rows, roles: frozenset[Role]) -> None:
    """Every role has a note somewhere, and the last bar sounds."""
    for role in roles:
        if not rows["counts"][:, role].any():
            rows["counts"][0, role] = 1
    if not rows["counts"][-1].any():
        rows["counts"][-1] = np.minimum(rows["counts"].max(axis=0), 2)
