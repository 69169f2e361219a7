/** Sections: what markers name, where their names stand on the ruler, which is gone to by keys. */
import { expect, test } from "vitest";
import type { View } from "../src/roll/geometry";
import { covered, tagsOf } from "../src/roll/tags";
import { barsSaid, sectionAt, sectionBeside, sectionsOf } from "../src/score/sections";
import { BAR, beats, QUARTER, scoreOf, track } from "./scores";

const song = (markers: readonly (readonly [number, string])[]) =>
  scoreOf([track(beats(16))], 16, { markers });
const AABA = song([
  [0, "A"],
  [4 * BAR, " Bridge "],
  [4 * BAR + QUARTER, " "],
  [12 * BAR, "solo"],
  [12 * BAR, "A"],
]);
const view = (start: number, barPixels: number): View => ({
  ...{ start, pixelsPerTick: barPixels / BAR, top: 84, rowHeight: 10, width: 800 },
});

test("a section goes on to the next; nameless markers are none, of two at one place the last counts", () => {
  const sections = sectionsOf(AABA);
  expect(sections.map(({ name, first, last }) => [name, first, last])).toEqual([
    ["A", 1, 4],
    ["Bridge", 5, 12],
    ["A", 13, 16],
  ]);
  expect(sections.map(barsSaid)).toEqual(["bars 1–4", "bars 5–12", "bars 13–16"]);
  const [within] = sectionsOf(song([[BAR + QUARTER, "Break"]]));
  expect(within).toMatchObject({ first: 2, last: 16, stop: 16 * BAR });
  expect(sectionsOf(song([[99 * BAR, "behind the end"]]))).toEqual([]);
});

test("by keys to the start of this one, the one before, the next", () => {
  const sections = sectionsOf(AABA);
  const from = (tick: number, way: -1 | 1) => sectionBeside(AABA, sections, tick, way)?.first;
  expect(from(0, 1)).toBe(5);
  expect(from(12 * BAR, 1)).toBe(undefined);
  expect(from(6 * BAR, -1)).toBe(5);
  expect(from(4 * BAR + QUARTER / 2, -1)).toBe(1);
  expect(from(0, -1)).toBe(undefined);
  expect(sectionAt(sections, 11 * BAR)?.name).toBe("Bridge");
  expect(sectionAt(sectionsOf(song([[BAR, "A"]])), 0)).toBe(undefined);
});

test("names stand at their bars and never over one another", () => {
  const sections = sectionsOf(AABA);
  expect(tagsOf(sections, view(0, 100)).map(({ x, room }) => [x, room])).toEqual([
    [0, 400],
    [400, 400],
  ]);
  const every = sectionsOf(song(AABA.bars.map((tick, bar) => [tick, `${bar}`])));
  const close = tagsOf(every, view(0, 10));
  expect(close.length).toBeLessThan(every.length / 2);
  for (const { room } of close) expect(room).toBeGreaterThanOrEqual(36);
});

test("a name at the right edge is shown once it is whole", () => {
  const chorus = sectionsOf(
    song([
      [0, "A"],
      [4 * BAR, "Chorus"],
    ]),
  );
  const names = (width: number) =>
    tagsOf(chorus, { ...view(0, 50), width }).map(({ section }) => section.name);
  expect(names(4 * 50 + 20)).toEqual(["A"]);
  expect(names(4 * 50 + 60)).toEqual(["A"]);
  expect(names(4 * 50 + 90)).toEqual(["A", "Chorus"]);
  expect(tagsOf(chorus, { ...view(0, 50), width: 220 })[0]?.room).toBe(220);
});

test("a section that began before the edge is named there until the next comes near", () => {
  const sections = sectionsOf(AABA);
  const [edge, next] = tagsOf(sections, view(6 * BAR, 100));
  expect(edge).toMatchObject({ x: 0, room: 600, begins: false, section: { first: 5 } });
  expect(next).toMatchObject({ x: 600, begins: true, section: { first: 13 } });
  expect(tagsOf(sections, view(11.8 * BAR, 100)).map(({ begins }) => begins)).toEqual([true]);
});

test("a tag covers its frame and its bar's number, and no more than it has room", () => {
  const [first, second] = tagsOf(sectionsOf(AABA), view(0, 20));
  expect(first && covered(first, 9, 7)).toEqual([0, 3 + 19 + 5 + 7]);
  expect(second && covered(second, 400, 7)).toEqual([80, 240]);
  const [edge] = tagsOf(sectionsOf(AABA), view(6 * BAR, 100));
  expect(edge && covered(edge, 4, 7)).toEqual([0, 3 + 17]);
});
