/** Loops, edits while it plays, the metronome and the count-in, on a clock that the test moves. */
import { beforeEach, describe, expect, test } from "vitest";
import { beatsBetween, countIn } from "../src/audio/metronome";
import type { Cue } from "../src/audio/schedule";
import { type Output, Scheduler } from "../src/audio/scheduler";
import type { Note } from "../src/score/score";
import { BAR, beats, QUARTER, scoreOf, track } from "./scores";

interface Sent {
  readonly on: boolean;
  readonly pitch: number;
  readonly time: number;
}

let clock = 10;
let sent: Sent[] = [];
let changes: { value: number; time: number }[] = [];
let clicks: { accent: boolean; time: number }[] = [];
const output: Output = {
  noteOn: (cue: Cue, time) => sent.push({ on: true, pitch: cue.pitch, time }),
  noteOff: (cue: Cue, time) => sent.push({ on: false, pitch: cue.pitch, time }),
  click: (accent, time) => clicks.push({ accent, time }),
  silence: () => {},
  change: ({ value }, time) => changes.push({ value, time }),
};
let scheduler = new Scheduler(output, () => clock);

beforeEach(() => {
  clock = 10;
  sent = [];
  clicks = [];
  changes = [];
  scheduler = new Scheduler(output, () => clock);
});

function run(seconds: number, tick = 0.04) {
  const until = clock + seconds;
  while (clock < until) {
    clock = Math.min(until, clock + tick);
    scheduler.pump();
  }
}
const ons = () => sent.filter((event) => event.on);
const times = (events: readonly { time: number }[]) => events.map((event) => event.time);
const gaps = (all: readonly number[]) => all.slice(1).map((time, i) => time - (all[i] ?? 0));

describe("a loop", () => {
  const score = scoreOf([track([0, 1, 2, 3].flatMap((bar) => beats(1, 60 + bar, bar)))], 4);

  test("comes round without a gap, at the very moment at which it ends", () => {
    scheduler.load(score, BAR);
    scheduler.setLoop({ from: BAR, to: 2 * BAR });
    scheduler.play();
    run(20);
    expect(new Set(ons().map((event) => event.pitch))).toEqual(new Set([61]));
    expect(ons().length).toBeGreaterThan(36);
    for (const gap of gaps(times(ons()))) expect(gap).toBeCloseTo(0.5, 9);
  });

  test("the place shown follows what is heard, not what was sent", () => {
    scheduler.load(score, BAR);
    scheduler.setLoop({ from: BAR, to: 2 * BAR });
    scheduler.play();
    run(1.95);
    expect(ons().at(-1)?.time).toBeGreaterThan(clock); // the second round is sent
    expect(scheduler.tick).toBeGreaterThan(1.9 * BAR); // and the first is still heard
    run(0.1);
    expect(scheduler.tick).toBeLessThan(1.1 * BAR);
  });

  test("shorter than the lookahead it still keeps time", () => {
    scheduler.load(score);
    scheduler.setLoop({ from: 0, to: 60 }); // a sixteenth of a beat and a bit: 62.5 ms
    scheduler.play();
    run(2);
    for (const gap of gaps(times(ons()))) expect(gap).toBeCloseTo(0.0625, 9);
  });

  test("a note over its end is cut there, and taken up again if it is held over its start", () => {
    const long: Note[] = [[0, 4 * BAR, 50, 80]];
    scheduler.load(scoreOf([track(long)], 4), BAR);
    scheduler.setLoop({ from: BAR, to: 2 * BAR });
    scheduler.play();
    run(4.2);
    const turn = 10 + 0.03 + 2;
    expect(sent.map((event) => event.on)).toEqual([true, false, true, false, true]);
    expect(sent[1]?.time).toBeCloseTo(turn, 9);
    expect(sent[2]?.time).toBeCloseTo(turn, 9);
  });

  test("at twice the speed it takes half the time; a change of speed keeps the place", () => {
    scheduler.load(score);
    scheduler.setLoop({ from: 0, to: BAR });
    scheduler.setSpeed(2);
    scheduler.play();
    run(0.95); // the turn is sent and not heard yet
    const before = scheduler.tick;
    scheduler.setSpeed(1);
    expect(scheduler.tick).toBeCloseTo(before, 6);
    run(0.3);
    expect(scheduler.tick).toBeLessThan(BAR / 4);
  });

  test("what plays past the end goes to its start; what plays before it plays into it", () => {
    scheduler.load(score, 3 * BAR);
    scheduler.play();
    run(0.2);
    scheduler.setLoop({ from: BAR, to: 2 * BAR });
    expect(scheduler.tick).toBeCloseTo(BAR, 0);
    scheduler.jump(0);
    run(5);
    expect(scheduler.tick).toBeLessThan(2 * BAR);
    expect(ons().filter((event) => event.pitch === 60).length).toBe(4);
  });

  test("switched off it plays on, and to the end", () => {
    scheduler.load(score);
    scheduler.setLoop({ from: 0, to: BAR });
    scheduler.play();
    run(5);
    scheduler.setLoop(null);
    run(9);
    expect(scheduler.state).toBe("standing");
    expect(scheduler.tick).toBe(4 * BAR);
  });
});

describe("an edit while it plays", () => {
  const held: Note = [0, 2 * BAR, 48, 80];

  test("keeps the place and lets what is still there sound on", () => {
    scheduler.load(scoreOf([track([held, ...beats(4)])], 4));
    scheduler.play();
    run(1.1);
    const place = scheduler.tick;
    const before = sent.length;
    scheduler.update(scoreOf([track([held, ...beats(4), [3 * QUARTER, QUARTER, 72, 90]])], 4));
    expect(scheduler.tick).toBe(place);
    expect(sent).toHaveLength(before); // nothing was ended, nothing struck again
    run(1);
    expect(ons().map((event) => event.pitch)).toContain(72);
    expect(ons().filter((event) => event.pitch === 48)).toHaveLength(1);
  });

  test("ends what was taken out, and sounds what was put just before the playhead's next moments", () => {
    scheduler.load(scoreOf([track([held, ...beats(4)])], 4));
    scheduler.play();
    run(0.4);
    const soon = Math.ceil(scheduler.tick) + 20; // within what was sent already
    scheduler.update(scoreOf([track([...beats(4), [soon, QUARTER, 72, 90]])], 4));
    expect(sent.filter((event) => !event.on && event.pitch === 48)).toHaveLength(1);
    expect(ons().at(-1)?.pitch).toBe(72);
  });

  test("a note that was made shorter ends where it now ends", () => {
    scheduler.load(scoreOf([track([held])], 4));
    scheduler.play();
    run(0.4);
    scheduler.update(scoreOf([track([[0, QUARTER, 48, 80]])], 4));
    run(1);
    expect(sent.find((event) => !event.on)?.time).toBeCloseTo(10.03 + 0.5, 9);
  });

  test("another tempo goes on from the same tick", () => {
    scheduler.load(scoreOf([track(beats(4))], 4));
    scheduler.play();
    run(1.03);
    const place = scheduler.tick;
    scheduler.update(scoreOf([track(beats(4))], 4, { tempos: [[0, 60]] }));
    expect(scheduler.tick).toBeCloseTo(place, 6);
    clock += 0.5;
    expect(scheduler.tick - place).toBeCloseTo(QUARTER / 2, 3);
  });
});

describe("the metronome", () => {
  test.each([
    [4, 4, 4],
    [3, 4, 3],
    [5, 4, 5],
    [6, 8, 6],
    [12, 8, 12],
    [2, 2, 2],
  ])(
    "in %i/%i it clicks %i times a bar and stresses the first",
    (numerator, denominator, count) => {
      const bar = (numerator * 4 * QUARTER) / denominator;
      const score = scoreOf([], 2, { metres: [[0, numerator, denominator]], bars: [0, bar] });
      const found = beatsBetween(score, 0, 2 * bar);
      expect(found).toHaveLength(2 * count);
      const accents = found.filter((beat) => beat.accent).map((beat) => beat.tick);
      expect(accents).toEqual([0, bar]);
    },
  );

  test("where the metre changes, its beats do", () => {
    const score = scoreOf([], 2, {
      metres: [
        [0, 4, 4],
        [BAR, 6, 8],
      ],
      bars: [0, BAR],
    });
    const found = beatsBetween(score, BAR - QUARTER, BAR + QUARTER).map((beat) => beat.tick);
    expect(found).toEqual([BAR - QUARTER, BAR, BAR + QUARTER / 2]);
  });

  test("pieces of any length give every beat once", () => {
    const score = scoreOf([], 4);
    const found: number[] = [];
    for (let from = 0; from < 4 * BAR; from += 77.7) {
      found.push(...beatsBetween(score, from, from + 77.7).map((beat) => beat.tick));
    }
    expect(found).toEqual(Array.from({ length: 16 }, (_, beat) => beat * QUARTER));
  });

  test("clicks fall on the notes of the beats, also through a loop", () => {
    scheduler.load(scoreOf([track(beats(2))], 2));
    scheduler.setMetronome(true);
    scheduler.setLoop({ from: 0, to: BAR });
    scheduler.play();
    run(5);
    expect(clicks.length).toBeGreaterThan(8);
    expect(times(clicks)).toEqual(times(ons()));
    clicks.forEach((click, index) => {
      expect(click.accent).toBe(index % 4 === 0);
    });
  });
});

describe("the count-in", () => {
  test("counts one bar, then the music begins on its beat", () => {
    scheduler.load(scoreOf([track(beats(2))], 2));
    scheduler.countsIn = true;
    scheduler.play();
    expect(scheduler.counting).toBe(true);
    run(1.9);
    expect(scheduler.tick).toBe(0);
    run(1);
    expect(clicks.map((click) => click.accent)).toEqual([true, false, false, false]);
    const all = [...times(clicks), ...times(ons())];
    for (const gap of gaps(all)) expect(gap).toBeCloseTo(0.5, 9);
  });

  test("from the middle of a bar it leads up to the beat that comes", () => {
    const counted = countIn(scoreOf([], 2), BAR + 2 * QUARTER);
    expect(counted.map((beat) => beat.accent)).toEqual([false, false, true, false]);
  });

  test("pausing takes back what was not clicked yet", () => {
    scheduler.load(scoreOf([track(beats(2))], 2));
    scheduler.countsIn = true;
    scheduler.play();
    run(0.6);
    scheduler.pause();
    const heard = clicks.length;
    run(3);
    expect(clicks).toHaveLength(heard);
    expect(heard).toBeLessThan(4);
    expect(ons()).toHaveLength(0);
  });

  test("going elsewhere while it plays counts nothing", () => {
    scheduler.load(scoreOf([track(beats(2))], 2));
    scheduler.countsIn = true;
    scheduler.play();
    run(2.5);
    const heard = clicks.length;
    scheduler.jump(BAR);
    run(0.2);
    expect(clicks).toHaveLength(heard);
    expect(ons().at(-1)?.time).toBeLessThan(clock);
  });
});
