/** A score that comes bar by bar. */
import { expect, test } from "vitest";
import { GrowingScore, type Progress } from "../src/score/growing";
import { BAR, beats, scoreOf, track } from "./scores";

const header = (take = 0, bars = 3): Progress => ({
  candidate: 0,
  take,
  bar: 0,
  bars,
  score: scoreOf([track([])], 1),
});
const bar = (number: number, take = 0, pitch = 60): Progress => ({
  candidate: 0,
  take,
  bar: number,
  bars: 3,
  score: scoreOf([track(beats(1, pitch, number - 1))], number),
});

test("the header lays out all bars before a note is written", () => {
  const growing = new GrowingScore();
  expect(growing.score).toBeNull();
  expect(growing.add(header())).toBe("header");
  expect(growing.score?.bars).toEqual([0, BAR, 2 * BAR]);
  expect(growing.score?.tracks[0]?.notes).toHaveLength(0);
});

test("bars are laid out by every metre of the header", () => {
  const growing = new GrowingScore();
  const metres: [number, number, number][] = [
    [0, 3, 4],
    [1440, 4, 4],
  ];
  growing.add({ ...header(), score: scoreOf([track([])], 1, { metres }) });
  expect(growing.score?.bars).toEqual([0, 1440, 1440 + BAR]);
});

test("bars add up, each once", () => {
  const growing = new GrowingScore();
  growing.add(header());
  expect(growing.add(bar(1))).toBe("bar");
  expect(growing.add(bar(1))).toBe("ignored");
  expect(growing.add(bar(2))).toBe("bar");
  expect(growing.bar).toBe(2);
  expect(growing.score?.tracks[0]?.notes).toHaveLength(8);
});

test("a higher take forgets what came before; an older one is ignored", () => {
  const growing = new GrowingScore();
  growing.add(header());
  growing.add(bar(1));
  growing.add(bar(2));
  expect(growing.add(header(1))).toBe("header");
  expect(growing.score?.tracks[0]?.notes).toHaveLength(0);
  expect(growing.add(bar(3, 0))).toBe("ignored");
  growing.add(bar(1, 1, 72));
  expect(growing.score?.tracks[0]?.notes.map((note) => note[2])).toEqual([72, 72, 72, 72]);
});
