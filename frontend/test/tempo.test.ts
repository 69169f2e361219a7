/** Ticks and seconds. */
import { expect, test } from "vitest";
import { TempoMap } from "../src/score/tempo";

test("without tempos music runs at 120", () => {
  expect(new TempoMap(480, []).secondsAt(960)).toBeCloseTo(1);
});

test("a change of tempo counts from its tick on", () => {
  const map = new TempoMap(480, [
    [0, 120],
    [960, 60],
  ]);
  expect(map.secondsAt(960)).toBeCloseTo(1);
  expect(map.secondsAt(1440)).toBeCloseTo(2);
});

test("before a late first tempo stands 120", () => {
  const map = new TempoMap(480, [[480, 240]]);
  expect(map.secondsAt(960)).toBeCloseTo(0.5 + 0.25);
});

test("of two tempos on one tick the later counts", () => {
  const map = new TempoMap(480, [
    [0, 60],
    [0, 120],
  ]);
  expect(map.secondsAt(480)).toBeCloseTo(0.5);
});

test("seconds lead back to their tick, on both sides of a change", () => {
  const map = new TempoMap(96, [
    [0, 97.3],
    [500, 141],
    [700, 60],
  ]);
  for (const tick of [0, 1, 499, 500, 501, 650, 700, 2000]) {
    expect(map.tickAt(map.secondsAt(tick))).toBeCloseTo(tick, 6);
  }
});
