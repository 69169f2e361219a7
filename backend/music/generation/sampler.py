"""The sampler: writes a piece event by event under a grammar, so that every result decodes.

What is fixed (a kept melody, locked parts, given chords) is woven in at its own place: whenever the
network proposes something later than the next fixed event, the fixed event is written instead.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from backend.music.errors import CancelledError
from backend.music.events import vocabulary as v
from backend.music.events.grid import half_tick
from backend.music.generation.assignment import Given
from backend.music.generation.feed import Event, Feed
from backend.music.generation.guide import Guide
from backend.music.generation.ranges import allowed_pitches
from backend.music.generation.sampling import draw
from backend.music.score import Role
from backend.music.theory import CHORD_COUNT, CHORD_TONES

_ORDER = v.ORDER.tolist()
_CHORDS = np.arange(v.CHORD_BASE + 1, v.CHORD_BASE + CHORD_COUNT)  # A sketch has no empty chord.
_DURATIONS = np.arange(v.NO_DURATION)
_VELOCITIES = np.arange(v.VELOCITIES)
# Of the tail that top-p cuts off, pitches keep all but this share: without their rarer tones
# compositions are more diatonic than real songs, while rarer positions only blur the groove.
PITCH_TAIL = 0.2
_WITHOUT = (v.START, v.NO_ROLE, v.NO_PITCH, v.NO_DURATION, v.NO_VELOCITY)
_SCALE = (0, 2, 4, 5, 7, 9, 11)
POSITION, ROLE, PITCH, DURATION, VELOCITY = range(5)


@dataclass
class Sampler:
    """Writes one piece.

    While it does, `nats` (bars,) sums each bar's negative log-likelihood, in the guide's eyes at
    temperature 1 and without the grammar, as evaluation counts it; `notes` (bars,) its notes.
    `to_normal` are the semitones from the piece's key to C major or A minor; `scale_pull` makes the
    notes of the scale likelier and `chord_pull` those of the chord, in nats.
    """

    feed: Feed
    guide: Guide
    given: Given
    rng: np.random.Generator
    to_normal: int = 0
    temperature: float = 1.0
    top_p: float = 0.95
    scale_pull: float = 0.0
    chord_pull: float = 0.0
    on_bar: Callable[[int], None] = lambda _: None
    cancelled: Callable[[], bool] = lambda: False
    nats: npt.NDArray[np.float64] = field(init=False)
    notes: npt.NDArray[np.int64] = field(init=False)

    def __post_init__(self) -> None:
        bars = len(self.feed.plan)
        self.nats, self.notes = np.zeros(bars), np.zeros(bars, np.int64)
        self._positions = np.arange(v.LONGEST_BAR + 1)
        self._scale_bias = scale_bias(self.scale_pull)
        self._chord_bias = chord_bias(self.chord_pull)
        self._pitches = {r: allowed_pitches(r, self.to_normal) for r in Role}

    def write(self) -> v.Events:
        """Write the whole piece; `on_bar(n)` is called when n bars are finished.

        Raises:
            CancelledError: `cancelled()` became true between two bars.
        """
        self._read()
        for bar in range(len(self.feed.plan)):
            if self.cancelled():
                raise CancelledError("Stopped as you asked; nothing was kept.")
            self._push(v.marker(v.BAR))
            sketch, arrangement = self._fixed(bar)
            self._section(v.SEP, sketch, melody=True)
            self._push(v.marker(v.SEP))
            self._section(v.BAR, arrangement, melody=False)
            self.on_bar(bar + 1)
        self._push(v.marker(v.END))
        return self.feed.as_array()

    def _fixed(self, bar: int) -> tuple[deque[Event], deque[Event]]:
        """The chord slots with the fixed notes of the sketch, and those of the arrangement.

        A chord that nobody gave has the pitch NO_PITCH until it is its turn.
        """
        row = self.feed.plan[bar]
        half = half_tick(int(row["length"]), int(row["numerator"]), int(row["denominator"]))
        given = self.given.chords[bar] if self.given.chords else {}
        slots = sorted({0, half} | set(given))
        sketch: list[Event] = [
            (at, v.CHORD, given.get(at, v.NO_PITCH), v.NO_DURATION, v.NO_VELOCITY) for at in slots
        ]
        rest: list[Event] = []
        for event in self.given.fixed[bar] if self.given.fixed else ():
            (sketch if event[ROLE] == Role.MELODY else rest).append(event)
        sketch.sort(key=_place)
        rest.sort(key=_place)
        return deque(sketch), deque(rest)

    def _section(self, close: int, fixed: deque[Event], melody: bool) -> None:
        """Write one section of a bar; `close` is the marker that ends it."""
        last = (0, -1, -1)  # position, role order and pitch of the last event of this section
        length = int(self.feed.plan[self.feed.bar]["length"])
        while True:
            wanted = self._wanted(melody)
            proposal = self._propose(close, wanted, last, length) if len(wanted) else None
            if fixed and (proposal is None or _place(fixed[0]) <= proposal):
                event = fixed.popleft()
                if event[PITCH] == v.NO_PITCH:
                    event = self._chord(event)
            elif proposal is None:
                return
            else:
                event = self._note(*proposal, wanted, last)
            self._push(event)
            last = (*_place(event), event[PITCH])

    def _wanted(self, melody: bool) -> npt.NDArray[np.int64]:
        """The free roles of this section that still owe notes in this bar."""
        owing = self.given.free[self.feed.bar] & (self.feed.owed > 0)
        wanted: npt.NDArray[np.int64]
        wanted = owing[:1].nonzero()[0] if melody else owing[1:].nonzero()[0] + 1
        return wanted

    def _propose(
        self, close: int, wanted: npt.NDArray[np.int64], last: tuple[int, int, int], length: int
    ) -> tuple[int, int] | None:
        """Where the next note stands: (position, role order); None when the section closes."""
        start = last[0] if self._room_at(last, wanted) else last[0] + 1
        allowed = self._positions[start : length + 1].copy()
        allowed[-1] = close
        position = self._draw(POSITION, [], allowed)
        if position == close:
            return None
        roles = wanted
        if position == last[0]:
            roles = self._roles_after(last, wanted)
        return position, _ORDER[self._draw(ROLE, [position], roles)]

    def _roles_after(
        self, last: tuple[int, int, int], wanted: npt.NDArray[np.int64]
    ) -> npt.NDArray[np.int64]:
        """The wanted roles that may still sound at the position of the last event."""
        _, order, pitch = last
        orders = v.ORDER[wanted]
        same = np.array([r for r in wanted if _ORDER[r] == order], np.int64)
        above = wanted[orders > order]
        if len(same) and self._pitches[Role(int(same[0]))][-1] > pitch:
            return np.concatenate([same, above])
        return above

    def _room_at(self, last: tuple[int, int, int], wanted: npt.NDArray[np.int64]) -> bool:
        return last[1] < 0 or len(self._roles_after(last, wanted)) > 0

    def _note(
        self,
        position: int,
        order: int,
        wanted: npt.NDArray[np.int64],
        last: tuple[int, int, int],
    ) -> Event:
        role = int(wanted[v.ORDER[wanted] == order][0])
        pitches = self._pitches[Role(role)]
        if (position, order) == last[:2]:
            pitches = pitches[pitches > last[2]]
        chosen = [position, role]
        chosen.append(self._draw(PITCH, chosen, pitches))
        if role == Role.DRUMS:
            chosen.append(v.NO_DURATION)
        else:
            chosen.append(self._draw(DURATION, chosen, _DURATIONS))
        chosen.append(self._draw(VELOCITY, chosen, _VELOCITIES))
        return (chosen[0], chosen[1], chosen[2], chosen[3], chosen[4])

    def _chord(self, slot: Event) -> Event:
        pitch = self._draw(PITCH, [slot[0], v.CHORD], _CHORDS)
        return (slot[0], v.CHORD, pitch, v.NO_DURATION, v.NO_VELOCITY)

    def _draw(self, field_index: int, chosen: list[int], allowed: npt.NDArray[np.int64]) -> int:
        if len(allowed) == 1:
            return int(allowed[0])
        logits = self.guide.logits(field_index, chosen)
        top_p = self.top_p
        if field_index == PITCH:
            top_p = 1 - (1 - top_p) * PITCH_TAIL
            if self.scale_pull:
                logits = logits + self._scale_bias
            if self.chord_pull and chosen[ROLE] not in (Role.DRUMS, v.CHORD):
                logits = logits + self._chord_bias[self._chord_at(chosen[POSITION])]
        return draw(logits, allowed, self.rng, self.temperature, top_p)

    def _chord_at(self, position: int) -> int:
        """The number of the chord that sounds at a position of the bar being written."""
        chord = 0
        for at, number in self.feed.chords.items():
            if at <= position:
                chord = number
        return chord

    def _push(self, event: Event) -> None:
        self.feed.push(event)
        self._weigh(event)
        self._read()

    def _weigh(self, event: Event) -> None:
        """Add an event's likelihood to its bar; fields without a meaning do not count."""
        bar, sounding = self.feed.bar, event[POSITION] < v.LONGEST_BAR
        self.notes[bar] += event[ROLE] < v.ROLES
        for index in range(len(event) if sounding else 1):
            if event[index] != _WITHOUT[index]:
                logits = self.guide.logits(index, list(event[:index])).astype(np.float64)
                logits -= logits.max()
                self.nats[bar] += np.log(np.exp(logits).sum()) - logits[event[index]]

    def _read(self) -> None:
        self.guide.read(*self.feed.inputs())


def scale_bias(pull: float) -> npt.NDArray[np.float32]:
    """(pitch values,) to add to pitch logits: `pull` nats on notes of C major and A minor."""
    bias = np.zeros(v.NO_PITCH + 1, np.float32)
    pitch_class = (np.arange(v.DRUM_BASE) - v.SHIFT) % 12
    bias[: v.DRUM_BASE] = np.where(np.isin(pitch_class, _SCALE), pull, 0)
    return bias


def chord_bias(pull: float) -> npt.NDArray[np.float32]:
    """(chords, pitch values) to add to pitch logits: `pull` nats on the tones of each chord."""
    bias = np.zeros((CHORD_COUNT, v.NO_PITCH + 1), np.float32)
    pitch_class = (np.arange(v.DRUM_BASE) - v.SHIFT) % 12
    bias[:, : v.DRUM_BASE] = pull * CHORD_TONES[:, pitch_class]
    return bias


def _place(event: Event) -> tuple[int, int]:
    return event[POSITION], _ORDER[event[ROLE]]
