/** The drawn views: bands of the spectrum, keys, and which notes fall when. */
import { expect, test } from "vitest";
import { isBlack } from "../src/roll/geometry";
import { Falling } from "../src/views/falling";
import { keysOf, octavesOf } from "../src/views/keyboard";
import { BANDS, bandsOf, edgeOf, settle } from "../src/views/spectrum";
import { BAR, beats, QUARTER, scoreOf, track } from "./scores";

test("a tone of 440 Hz stands in the band that holds it, and silence in none", () => {
  const decibels = new Float32Array(4096).fill(-120);
  expect(Math.max(...bandsOf(decibels, 48_000))).toBe(0);
  decibels[Math.round(440 / (24_000 / 4096))] = -20;
  const bands = bandsOf(decibels, 48_000);
  expect(bands).toHaveLength(BANDS);
  const band = bands.indexOf(Math.max(...bands));
  expect(edgeOf(band)).toBeLessThanOrEqual(446); // a bin is 6 Hz wide
  expect(edgeOf(band + 1)).toBeGreaterThan(434);
});

test("bands rise at once and fall slowly", () => {
  expect(settle([0.2, 0.9], [0.5, 0], 0.1)).toEqual([0.5, 0.9 - 0.12]);
});

test("keys fill the width without a gap, black ones between the white", () => {
  const keys = keysOf(...octavesOf(50, 61), 700);
  const whites = keys.filter((key) => !key.black);
  expect(keys[0]?.pitch).toBe(48);
  expect(keys.at(-1)?.pitch).toBe(71);
  expect(whites).toHaveLength(14);
  whites.forEach((key, index) => {
    expect(key.x).toBeCloseTo(index * 50, 6);
  });
  expect(keys.filter((key) => isBlack(key.pitch))).toHaveLength(10);
});

test("what sounds touches the keys, what comes hangs above, what is over is gone", () => {
  const held: [number, number, number, number] = [0, 2 * BAR, 40, 90];
  const falling = new Falling(scoreOf([track(beats(2)), track([held])]));
  const seen = falling.at(QUARTER);
  expect(seen.map(({ cue }) => cue.pitch)).toContain(40); // held since before the last beat
  expect(seen.every(({ cue, to }) => cue.end > QUARTER && to > 0)).toBe(true);
  const next = seen.find(({ cue }) => cue.onset === 2 * QUARTER);
  expect(next?.from).toBeCloseTo(0.5 / 3, 6); // half a second of three
  expect(Math.max(...seen.map(({ from }) => from))).toBeLessThan(1);
});
