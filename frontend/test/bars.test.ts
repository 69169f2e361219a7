/** Bars, beats and the same place in two versions of a song. */
import { expect, test } from "vitest";
import {
  barsAt,
  endTick,
  metreAt,
  positionAt,
  samePlace,
  step,
  tickAtBars,
} from "../src/score/bars";
import { BAR, QUARTER, scoreOf } from "./scores";

const plain = scoreOf([]);
/** Two bars of 6/8, then two of 3/4: bars of 1440 ticks that count six and three. */
const mixed = scoreOf([], 4, {
  metres: [
    [0, 6, 8],
    [2880, 3, 4],
  ],
  bars: [0, 1440, 2880, 4320],
  end: 5760,
});

test("positions count bars and beats from 1", () => {
  expect(positionAt(plain, 0)).toEqual({ bar: 1, beat: 1 });
  expect(positionAt(plain, BAR + 2 * QUARTER + 10)).toEqual({ bar: 2, beat: 3 });
  expect(positionAt(plain, 99 * BAR)).toEqual({ bar: 4, beat: 4 });
});

test("beats are of the metre's own unit", () => {
  expect(positionAt(mixed, 1440 + 240 * 5)).toEqual({ bar: 2, beat: 6 });
  expect(positionAt(mixed, 2880 + 480 * 2)).toEqual({ bar: 3, beat: 3 });
  expect(metreAt(mixed, 2879)).toEqual([6, 8]);
});

test("the last bar is whole, though its notes stop before its end", () => {
  expect(endTick(scoreOf([], 4, { end: 3 * BAR + 10 }))).toBe(4 * BAR);
});

test("bars and ticks are each other's inverse", () => {
  for (const tick of [0, 100, 1440, 2000, 2880, 5000, 5759]) {
    expect(tickAtBars(mixed, barsAt(mixed, tick))).toBeCloseTo(tick, 6);
  }
});

test("the same place is the same fraction of the same bar", () => {
  const finer = scoreOf([], 4, { ticksPerQuarter: 96, bars: [0, 384, 768, 1152], end: 1536 });
  expect(samePlace(plain, finer, 2 * BAR + QUARTER)).toBeCloseTo(768 + 96);
});

test("past the end of a shorter version lies its end", () => {
  expect(samePlace(plain, scoreOf([], 2), 3.5 * BAR)).toBe(2 * BAR);
});

test("steps land on beats and bars", () => {
  expect(step(plain, QUARTER + 7, 1, "beat")).toBe(2 * QUARTER);
  expect(step(plain, QUARTER + 7, -1, "beat")).toBe(QUARTER);
  expect(step(plain, QUARTER, -1, "beat")).toBe(0);
  expect(step(plain, BAR, -1, "beat")).toBe(BAR - QUARTER);
  expect(step(plain, BAR + 1, -1, "bar")).toBe(BAR);
  expect(step(plain, BAR, -1, "bar")).toBe(0);
  expect(step(plain, 0, -1, "bar")).toBe(0);
  expect(step(plain, 3 * BAR, 1, "bar")).toBe(4 * BAR);
});
