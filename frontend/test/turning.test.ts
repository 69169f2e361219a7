/** Pedal, bends, volumes and places of a file, on their way to who plays them. */
import { beforeEach, describe, expect, test } from "vitest";
import { BEND, type Change, Changes, PARAMETER, PEDAL, VOLUME } from "../src/audio/changes";
import { LOOKAHEAD, Scheduler } from "../src/audio/scheduler";
import { Turned } from "../src/audio/turned";
import type { Control } from "../src/score/score";
import { BAR, beats, QUARTER, scoreOf, track } from "./scores";

const kinds = (changes: readonly Change[]) => changes.map(({ kind, value }) => [kind, value]);
const of = (controls: readonly Control[]) => Changes.of(scoreOf([track([], { controls })]));

describe("the changes of a score", () => {
  test("are those that a rendering hears, in their order", () => {
    const changes = Changes.of(
      scoreOf([
        track([], {
          controls: [
            [5, 0, 8],
            [5, 64, 127],
            [9, 64, 0],
          ],
          bends: [[7, -8192]],
        }),
        track([], { controls: [[6, 7, 90]] }),
      ]),
    ).between(0, 100);
    expect(changes.map(({ tick, track: of }) => [tick, of])).toEqual([
      [5, 0],
      [6, 1],
      [7, 0],
      [9, 0],
    ]);
    expect(kinds(changes)).toEqual([
      [PEDAL, 127],
      [VOLUME, 90],
      [BEND, -8192],
      [PEDAL, 0],
    ]);
  });

  test("read which parameter a data entry is for", () => {
    const range: Control[] = [
      [0, 101, 0],
      [0, 100, 0],
      [0, 6, 12],
      [0, 101, 127],
      [0, 100, 127],
    ];
    expect(kinds(of([...range, [3, 6, 5]]).between(0, 10))).toEqual([[PARAMETER, 12]]);
    expect(kinds(of([...range.slice(0, 2), [0, 99, 1], [0, 6, 30]]).between(0, 10))).toEqual([]);
  });

  test("what holds at a place is the last of each kind, and the usual before the first", () => {
    const changes = of([
      [0, 7, 80],
      [10, 7, 20],
      [20, 64, 127],
      [30, 121, 0],
    ]);
    const at = (tick: number) => new Map(kinds(changes.before(tick)) as [number, number][]);
    expect([at(0).get(7), at(10).get(7), at(11).get(7)]).toEqual([100, 80, 20]);
    expect([at(20).get(64), at(21).get(64), at(31).get(64)]).toEqual([0, 127, 0]);
    expect(at(31).get(7)).toBe(20); // “reset all controllers” leaves the volume
  });
});

let clock = 10;
let sent: { kind: number; value: number; time: number }[] = [];
const output = {
  noteOn: () => {},
  noteOff: () => {},
  click: () => {},
  silence: () => {},
  change: ({ kind, value }: Change, time: number) => sent.push({ kind, value, time }),
};

beforeEach(() => {
  clock = 10;
  sent = [];
});

test("what is on its way for later is overruled there too", () => {
  const turned = new Turned(output, () => clock);
  const change = (value: number): Change => ({ tick: 0, track: 0, kind: PEDAL, value });
  turned.send(change(127), 10.1);
  turned.become([change(40)], 10.03);
  turned.send(change(50), 10.06);
  const queue = [...sent].sort((a, b) => a.time - b.time); // stable, as the synthesizer's is
  expect(queue.map(({ value }) => value)).toEqual([40, 50, 127, 40, 50]);
  sent = [];
  turned.become([change(50)], 10.2);
  expect(sent).toEqual([]);
});

describe("while it plays", () => {
  const controls: Control[] = [
    [QUARTER, 64, 127],
    [BAR, 64, 0],
    [BAR + QUARTER, 11, 30],
  ];
  const score = scoreOf([track(beats(4), { controls, bends: [[2 * BAR, 4000]] })], 4);
  let scheduler = new Scheduler(output, () => clock);
  function run(seconds: number) {
    for (const until = clock + seconds; clock < until; ) {
      clock = Math.min(until, clock + 0.04);
      scheduler.pump();
    }
  }
  const last = (kind: number) => sent.findLast((change) => change.kind === kind)?.value;

  beforeEach(() => {
    scheduler = new Scheduler(output, () => clock);
    scheduler.load(score);
  });

  test("every change is sent once, ahead of its time and on it", () => {
    scheduler.play();
    const begun = clock + 0.03;
    run(8.5);
    expect(kinds(sent as never)).toEqual([
      [64, 127],
      [64, 0],
      [11, 30],
      [BEND, 4000],
    ]);
    [0.5, 2, 2.5, 4].forEach((seconds, i) => {
      expect(sent[i]?.time).toBeCloseTo(begun + seconds, 6);
    });
  });

  test("a jump makes all what it is there, a stop lets it go", () => {
    scheduler.jump(3 * BAR);
    scheduler.play();
    expect(kinds(sent as never)).toEqual([
      [11, 30],
      [BEND, 4000],
    ]);
    scheduler.jump(QUARTER + 1);
    expect([last(64), last(11), last(BEND)]).toEqual([127, 127, 0]);
    scheduler.pause();
    expect([last(64), last(11), last(BEND)]).toEqual([0, 127, 0]);
  });

  test("a loop comes round as it began", () => {
    scheduler.setLoop({ from: 0, to: BAR });
    scheduler.play();
    run(2 + LOOKAHEAD);
    expect(kinds(sent as never)).toEqual([
      [64, 127],
      [64, 0],
    ]);
    run(0.5);
    expect(kinds(sent as never).slice(2)).toEqual([[64, 127]]);
  });

  test("an edit that takes a change away takes it back", () => {
    scheduler.play();
    run(1);
    scheduler.update(scoreOf([track(beats(4))], 4));
    expect(last(64)).toBe(0);
  });
});
