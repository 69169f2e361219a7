/** The scheduler on a clock that the test moves: times, speed, seeking, growing music. */
import { beforeEach, describe, expect, test } from "vitest";
import type { Change } from "../src/audio/changes";
import type { Cue } from "../src/audio/schedule";
import { LOOKAHEAD, type Output, Scheduler } from "../src/audio/scheduler";
import { BAR, beats, QUARTER, scoreOf, track } from "./scores";

interface Sent {
  kind: "on" | "off";
  pitch: number;
  onset: number;
  time: number;
}

class Tape implements Output {
  readonly sent: Sent[] = [];
  readonly sounding = new Set<Cue>();
  noteOn(cue: Cue, time: number) {
    this.sent.push({ kind: "on", pitch: cue.pitch, onset: cue.onset, time });
    this.sounding.add(cue);
  }
  noteOff(cue: Cue, time: number) {
    this.sent.push({ kind: "off", pitch: cue.pitch, onset: cue.onset, time });
    this.sounding.delete(cue);
  }
  readonly changes: { change: Change; time: number }[] = [];
  change(change: Change, time: number) {
    this.changes.push({ change, time });
  }
  clicks: { accent: boolean; time: number }[] = [];
  click(accent: boolean, time: number) {
    this.clicks.push({ accent, time });
  }
  silence() {}
  get ons() {
    return this.sent.filter((event) => event.kind === "on");
  }
}

let clock = 0;
let tape = new Tape();
let ended = 0;
let scheduler = new Scheduler(tape, () => clock);

beforeEach(() => {
  clock = 10;
  ended = 0;
  tape = new Tape();
  scheduler = new Scheduler(
    tape,
    () => clock,
    () => ended++,
  );
});

/** Lets `seconds` go by in ticks of 40 ms. */
function run(seconds: number) {
  const until = clock + seconds;
  while (clock < until) {
    clock = Math.min(until, clock + 0.04);
    scheduler.pump();
  }
}
const gaps = (events: readonly Sent[]) =>
  events.slice(1).map((event, index) => event.time - (events[index]?.time ?? 0));

describe("a whole score", () => {
  beforeEach(() => scheduler.load(scoreOf([track(beats(2))], 2)));

  test("every note is sent once, ahead of its time and on its beat", () => {
    scheduler.play();
    run(5);
    expect(tape.ons).toHaveLength(8);
    for (const gap of gaps(tape.ons)) expect(gap).toBeCloseTo(0.5, 6);
    expect(tape.sent.filter((event) => event.kind === "off")).toHaveLength(8);
    expect(tape.sounding.size).toBe(0);
  });

  test("nothing is sent later than the clock, nor more than the lookahead early", () => {
    scheduler.play();
    let before = 0;
    for (let i = 0; i < 60; i++) {
      run(0.04);
      for (const event of tape.ons.slice(before)) {
        expect(event.time).toBeGreaterThanOrEqual(clock - 0.05);
        expect(event.time).toBeLessThanOrEqual(clock + LOOKAHEAD + 1e-9);
      }
      before = tape.ons.length;
    }
  });

  test("at the end it stands, says so, and plays again from the start", () => {
    scheduler.play();
    run(4.2);
    expect(scheduler.state).toBe("standing");
    expect(ended).toBe(1);
    expect(scheduler.tick).toBe(2 * BAR);
    scheduler.play();
    run(0.2);
    expect(tape.ons.at(-1)?.onset).toBe(0);
  });

  test("half the speed doubles the time between notes and leaves the pitch alone", () => {
    scheduler.setSpeed(0.5);
    scheduler.play();
    run(8.5);
    for (const gap of gaps(tape.ons)) expect(gap).toBeCloseTo(1, 6);
    expect(new Set(tape.ons.map((event) => event.pitch))).toEqual(new Set([60]));
  });

  test("a change of speed while it plays does not move the place", () => {
    scheduler.play();
    run(1.03);
    const before = scheduler.tick;
    scheduler.setSpeed(2);
    expect(scheduler.tick).toBeCloseTo(before, 6);
    const place = scheduler.tick;
    clock += 0.5;
    expect(scheduler.tick - place).toBeCloseTo(2 * QUARTER, 3);
  });

  test("pausing ends all notes; playing goes on where it stood", () => {
    scheduler.play();
    run(0.73);
    scheduler.pause();
    expect(tape.sounding.size).toBe(0);
    const place = scheduler.tick;
    run(2);
    expect(scheduler.tick).toBe(place);
    const sent = tape.ons.length;
    scheduler.play();
    run(0.8);
    expect(tape.ons.slice(sent).map((event) => event.onset)).toContain(2 * QUARTER);
  });

  test("seeking plays on from there and skips what lies between", () => {
    scheduler.play();
    run(0.1);
    scheduler.jump(BAR);
    run(0.2);
    expect(tape.ons.map((event) => event.onset)).toEqual([0, BAR]);
    expect(scheduler.tick).toBeGreaterThan(BAR);
  });

  test("seeking while it stands does not start it", () => {
    scheduler.jump(BAR + 5);
    run(0.5);
    expect(tape.sent).toHaveLength(0);
    expect(scheduler.tick).toBeCloseTo(BAR + 5, 6);
  });
});

test("a long note is taken up again after a jump into it", () => {
  scheduler.load(scoreOf([track([[0, 4 * BAR, 50, 80]])]));
  scheduler.jump(2 * BAR);
  scheduler.play();
  expect(tape.ons).toHaveLength(1);
  expect(tape.ons[0]?.time).toBeLessThan(clock + 0.05);
});

test("tempo changes are kept", () => {
  const tempos: [number, number][] = [
    [0, 120],
    [BAR, 60],
  ];
  scheduler.load(scoreOf([track(beats(2))], 2, { tempos }));
  scheduler.play();
  run(7);
  const expected = [0.5, 0.5, 0.5, 0.5, 1, 1, 1];
  gaps(tape.ons).forEach((gap, index) => {
    expect(gap).toBeCloseTo(expected[index] ?? 0, 6);
  });
});

describe("a score that is being written", () => {
  const header = scoreOf([track([])], 4);
  const barOf = (index: number) => scoreOf([track(beats(1, 60 + index, index))], 4);

  beforeEach(() => {
    scheduler.begin(header);
    scheduler.play();
  });

  test("it waits for the first bar and sounds it at once", () => {
    run(1);
    expect(scheduler.state).toBe("waiting");
    expect(tape.sent).toHaveLength(0);
    scheduler.add(barOf(0), BAR);
    expect(scheduler.state).toBe("playing");
    expect(tape.ons[0]?.time).toBeLessThan(clock + 0.05);
  });

  test("bars that come in time sound without a gap", () => {
    scheduler.add(barOf(0), BAR);
    run(1);
    scheduler.add(barOf(1), 2 * BAR);
    run(3);
    expect(tape.ons).toHaveLength(8);
    for (const gap of gaps(tape.ons)) expect(gap).toBeCloseTo(0.5, 6);
  });

  test("it holds at the last written bar and goes on with the next", () => {
    scheduler.add(barOf(0), BAR);
    run(5);
    expect(scheduler.state).toBe("waiting");
    expect(scheduler.tick).toBe(BAR);
    expect(ended).toBe(0);
    scheduler.add(barOf(1), 2 * BAR);
    run(0.2);
    expect(scheduler.state).toBe("playing");
    expect(tape.ons.at(-1)).toMatchObject({ onset: BAR, pitch: 61 });
  });

  test("the whole piece takes over without repeating or losing a note", () => {
    scheduler.add(barOf(0), BAR);
    run(0.9);
    const notes = [0, 1, 2, 3].flatMap((index) => beats(1, 60 + index, index));
    scheduler.complete(scoreOf([track(notes)], 4));
    run(8);
    expect(tape.ons.map((event) => event.onset)).toEqual(notes.map((note) => note[0]));
    for (const gap of gaps(tape.ons)) expect(gap).toBeCloseTo(0.5, 6);
    expect(ended).toBe(1);
  });

  test("a new take begins again at its first bar", () => {
    scheduler.add(barOf(0), BAR);
    run(1);
    scheduler.begin(header);
    expect(scheduler.state).toBe("waiting");
    expect(scheduler.tick).toBe(0);
    expect(tape.sounding.size).toBe(0);
    scheduler.add(barOf(0), BAR);
    expect(tape.ons.at(-1)?.onset).toBe(0);
  });

  test("writing that stops leaves what is there to be heard to its end", () => {
    scheduler.add(barOf(0), BAR);
    run(3);
    expect(scheduler.state).toBe("waiting");
    scheduler.cut();
    expect(scheduler.state).toBe("standing");
    scheduler.play();
    run(3);
    expect(tape.ons).toHaveLength(8);
    expect(scheduler.state).toBe("standing");
  });

  test("who paused is not played to when the next bar comes", () => {
    scheduler.pause();
    scheduler.add(barOf(0), BAR);
    run(1);
    expect(tape.sent).toHaveLength(0);
  });
});
