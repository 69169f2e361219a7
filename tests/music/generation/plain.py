"""The rules of the sampler in plain Python, one event at a time, to hold the kernels against.

The network is asked through the kernels of `lstm.step`, which have tests of their own; everything
else is written a second time: inputs as training makes them, masks as lists, top-p by sorting.
"""

import numpy as np

from backend.music.events import SIZES
from backend.music.events import vocabulary as v
from backend.music.generation.drawing import chance
from backend.music.generation.novelty import HELD
from backend.music.generation.pad import PITCH_TAIL
from backend.music.generation.pulls import pitch_bias
from backend.music.generation.ranges import allowed_pitches
from backend.music.generation.repeats import KINDS, NEW, RHYTHM
from backend.music.generation.sampler import NEAR
from backend.music.generation.sheets import task_of
from backend.music.lstm.inputs import GENRES, NO_CHORD, count_features, song_inputs
from backend.music.lstm.step import add_logits, step
from backend.music.score import Role
from backend.music.theory import CHORD_COUNT

ORDER = v.ORDER.tolist()
CHORDS = list(range(v.CHORD_BASE + 1, v.CHORD_BASE + CHORD_COUNT))


class PlainSampler:
    def __init__(self, assignment, runtimes, candidate, take, scale_pull):
        self.made, self.piece = assignment, assignment.blank
        self.voices = [(runtimes[g], GENRES.index(g), w) for g, w in assignment.voices]
        self.memories = [np.zeros((1, r.memory_size), np.float32) for r, _, _ in self.voices]
        numbers = np.random.SeedSequence((assignment.seed, candidate, take))
        self.stream = numbers.generate_state(1, np.uint64)
        self.bias = pitch_bias(scale_pull, assignment.chord_pull)
        self.fixed = task_of(assignment, scale_pull)  # only its fixed events are looked at
        self.events = []
        self.named = []

    def write(self):
        self._push(v.marker(v.START))
        for bar in range(len(self.piece.plan)):
            self._push(v.marker(v.BAR))
            self.owed = np.minimum(self.piece.plan["counts"][bar], 255).astype(int)
            self.chords = {}
            fixed = sorted(self._fixed(bar), key=place)
            self._section(bar, v.SEP, [e for e in fixed if e[1] in (v.CHORD, Role.MELODY)])
            self.named.append(tuple(self.chords.values()))
            self._push(v.marker(v.SEP))
            self._section(bar, v.BAR, [e for e in fixed if e[1] not in (v.CHORD, Role.MELODY)])
        self._push(v.marker(v.END))
        return np.array(self.events, v.EVENT)

    def _fixed(self, bar):
        """The given events of a bar, and those that come from an earlier bar."""
        start, end = self.fixed.plan[bar, -2:]
        fixed = [tuple(e) for e in self.fixed.fixed[start:end].tolist()]
        for part, repeat in enumerate(self.fixed.repeats[bar].tolist()):
            if repeat < 0:
                continue
            lines = [i for i, e in enumerate(self.events) if e[0] == v.BAR]
            again = self.events[lines[repeat // KINDS] : lines[repeat // KINDS + 1]]
            for event in (e for e in again if e[1] == part):
                if part == v.CHORD:
                    at = next(i for i, e in enumerate(fixed) if e[:2] == event[:2])
                    fixed[at] = event if fixed[at][2] == v.NO_PITCH else fixed[at]
                elif repeat % KINDS == RHYTHM:
                    fixed.append((*event[:2], v.NO_PITCH, *event[3:], event[2]))
                else:
                    fixed.append(event)
        return fixed

    def _section(self, bar, close, fixed):
        last, self.bar = (0, -1, -1), bar
        self.sketch = close == v.SEP
        roles = [0] if close == v.SEP else range(1, v.ROLES)
        length = int(self.piece.plan["length"][bar])
        while True:
            afresh = self.made.given.free[bar] & (self.fixed.repeats[bar, : v.ROLES] < 0)
            wanted = [r for r in roles if afresh[r] and self.owed[r] > 0]
            proposal = self._propose(close, wanted, last, length) if wanted else None
            if fixed and (proposal is None or place(fixed[0]) <= proposal):
                event = fixed.pop(0)
                if event[2] == v.NO_PITCH and event[1] == v.CHORD:
                    event = (*event[:2], self._draw(2, event[:2], self._chords(bar, event[0])),
                             *event[3:])  # fmt: skip
                elif event[2] == v.NO_PITCH:
                    model, event = event[5], event[:5]
                    room = sum(place(e) == place(event) for e in fixed)
                    pitches = self._pitches(event[1])
                    pitches = pitches[: len(pitches) - room]
                    if place(event) == last[:2]:
                        pitches = [p for p in pitches if p > last[2]]
                    near = [p for p in pitches if abs(p - model) <= NEAR]
                    pitches = near or [pitches[0] if pitches[0] > model else pitches[-1]]
                    event = (*event[:2], self._draw(2, event[:2], pitches), *event[3:])
                if event[1] == v.CHORD:
                    self.chords[event[0]] = event[2] - v.CHORD_BASE
            elif proposal is None:
                return
            else:
                event = self._note(*proposal, wanted, last)
            if event[1] < v.ROLES:
                self.owed[event[1]] -= 1
            self._push(event)
            last = (*place(event), event[2])

    def _chords(self, bar, position):
        """All chords, or those that make a bar that has to be new unlike the others."""
        if self.fixed.repeats[bar, v.CHORD] != NEW:
            return CHORDS
        if position == 0:
            if chance(self.stream, 0) > HELD:
                return CHORDS
            used = {first for first, second in self.named if first == second}
        else:
            used = {second for first, second in self.named if first == self.chords[0]}
        return [c for c in CHORDS if c - v.CHORD_BASE not in used]

    def _propose(self, close, wanted, last, length):
        start = last[0] if self._after(last, wanted) else last[0] + 1
        position = self._draw(0, (), [*range(start, length), close])
        if position == close:
            return None
        roles = self._after(last, wanted) if position == last[0] else wanted
        return position, ORDER[self._draw(1, (position,), roles)]

    def _after(self, last, wanted):
        _, order, pitch = last
        return [
            r for r in wanted
            if ORDER[r] > order or (ORDER[r] == order and self._pitches(r)[-1] > pitch)
        ]  # fmt: skip

    def _pitches(self, role):
        return allowed_pitches(Role(role), self.piece.key.to_normal).tolist()

    def _note(self, position, order, wanted, last):
        role = next(r for r in wanted if ORDER[r] == order)
        pitches = self._pitches(role)
        if (position, order) == last[:2]:
            pitches = [p for p in pitches if p > last[2]]
        chosen = (position, role)
        chosen += (self._draw(2, chosen, pitches),)
        drum = role == Role.DRUMS
        lengths = [v.NO_DURATION] if drum else list(range(v.NO_DURATION))
        chosen += (self._draw(3, chosen, lengths),)
        return (*chosen, self._draw(4, chosen, list(range(v.VELOCITIES))))

    def _draw(self, field, chosen, allowed):
        if len(allowed) == 1:
            return allowed[0]
        logits = self._logits(field, chosen)
        top_p = self.made.top_p
        if field == 2:
            top_p = 1 - (1 - top_p) * PITCH_TAIL
            earlier = [at for at in self.chords if at <= chosen[0]]
            chord = self.chords[max(earlier)] if earlier else NO_CHORD
            logits = logits + self.bias[chord]
        some = logits[allowed].astype(np.float64)
        rhythm = field < 2 or (field == 2 and chosen[1] == Role.DRUMS)
        share = 1.0
        if rhythm and not self.sketch:
            share = self.made.rhythm * float(self.fixed.calm[self.bar])
        chances = np.exp((some - some.max()) / (self.made.temperature * share))
        order = np.argsort(-chances, kind="stable")
        running = np.cumsum(chances[order])
        last = int(np.searchsorted(running, top_p * running[-1]))
        goal = chance(self.stream, 0) * running[min(last, len(running) - 1)]
        return allowed[order[min(int(np.searchsorted(running, goal)), last)]]

    def _logits(self, field, chosen):
        out = np.zeros(list(SIZES.values())[field], np.float32)
        event = np.array([*chosen, *[0] * (5 - len(chosen))])
        for (runtime, _, weight), memory in zip(self.voices, self.memories, strict=True):
            add_logits(runtime.addresses, memory[0], field, event, np.float32(weight), out)
        return out

    def _push(self, event):
        self.events.append(event)
        events, plan = np.array(self.events, v.EVENT), self.piece.plan
        for (runtime, genre, _), memory in zip(self.voices, self.memories, strict=True):
            given = (genre, self.piece.key.minor, self.piece.tempo_step)
            told = song_inputs(events, plan, *given)
            looked = [f for i in told.looked[-1] for f in self.events[i]]
            inputs = np.array([[*event, *looked, *told.conditions[-1].tolist()]], np.int64)
            counts = count_features(told.planned[-1:], told.owed[-1:])
            step(runtime.addresses, memory, np.zeros(1, np.int64), inputs, counts, np.ones(1, bool))


def place(event):
    return event[0], ORDER[event[1]]
