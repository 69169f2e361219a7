import { expect, test } from "vitest";
import { expectedLoudness } from "../src/audio/expected";
import type { Note } from "../src/score/score";
import { BAR, beats, scoreOf, track } from "./scores";

const at = (notes: Note[], velocity: number): Note[] =>
  notes.map(([onset, duration, pitch]) => [onset, duration, pitch, velocity]);
const long = beats(200);
const loudness = (notes: readonly Note[], more = {}) =>
  expectedLoudness(scoreOf([track(notes, more)], 200));

test("half the velocity and half the volume are a quarter as far, twelve decibels each", () => {
  const whole = loudness(at(long, 80), { controls: [[0, 7, 100]] });
  expect(whole - loudness(at(long, 40))).toBeCloseTo(12, 0);
  expect(whole - loudness(at(long, 80), { controls: [[0, 7, 50]] })).toBeCloseTo(12, 0);
  expect(whole - loudness(at(long, 80), { controls: [[100 * BAR, 11, 0]] })).toBeCloseTo(3, 0);
});

test("two players are louder than one, and rests make nobody softer", () => {
  const one = expectedLoudness(scoreOf([track(long)], 200));
  expect(expectedLoudness(scoreOf([track(long), track(long)], 200)) - one).toBeCloseTo(3, 0);
  const rested = [...beats(100), ...beats(100, 60, 150)];
  expect(expectedLoudness(scoreOf([track(rested)], 250))).toBeCloseTo(one, 0);
});

test("a piece of which little is there yet is taken for a usual one", () => {
  const none = expectedLoudness(scoreOf([track([])]));
  const first = loudness(at(beats(1), 20));
  expect(first).toBeLessThan(none);
  expect(loudness(at(long, 20))).toBeLessThan(first);
});
