/** What is done to notes, as edits of the list. */
import { expect, test } from "vitest";
import {
  aligned,
  cut,
  edit,
  following,
  joined,
  moved,
  pasted,
  stretched,
  stretchedAtStart,
  touched,
} from "../src/roll/changes";
import { SNAPS, snapOf, snapped, unitAt } from "../src/roll/grid";
import type { Note } from "../src/score/score";
import { BAR, QUARTER, scoreOf, track } from "./scores";

const C: Note = [0, 480, 60, 90];
const E: Note = [480, 240, 64, 80];
const score = scoreOf([track([C, E])], 4);
const sixteenths = snapOf("16");

test("a move is a remove and an add", () => {
  expect(edit(score, 0, [C], moved(score, [C], 120, 2))).toEqual({
    verb: "notes",
    enabled: true,
    track: 0,
    remove: [[0, 60]],
    add: [[120, 480, 62, 90]],
  });
});

test("what does not change is no edit, and only what changes is in one", () => {
  expect(edit(score, 0, [C, E], [C, E])).toBeNull();
  const step = edit(score, 0, [C, E], [C, [480, 240, 64, 81]]);
  expect(step?.remove).toEqual([[480, 64]]);
  expect(step?.add).toEqual([[480, 240, 64, 81]]);
});

test("a note gives way to one that lands on it", () => {
  expect(edit(score, 0, [C], [[480, 480, 64, 90]])?.remove).toEqual([
    [0, 60],
    [480, 64],
  ]);
});

test("steps of one drag join; strangers do not", () => {
  const first = edit(score, 0, [C], moved(score, [C], 120, 0));
  const then = {
    verb: "notes",
    enabled: true,
    track: 0,
    remove: [[120, 60]],
    add: [[240, 480, 60, 90]],
  };
  expect(first && joined(first, then as never)).toMatchObject({
    remove: [[0, 60]],
    add: [[240, 480, 60, 90]],
  });
  expect(first && joined(first, { ...then, remove: [[480, 64]] } as never)).toBeNull();
  expect(first && joined(first, { ...then, track: 1 } as never)).toBeNull();
});

test("notes move together and stay within song and keys", () => {
  expect(moved(score, [C, E], -999, 0).map((note) => note[0])).toEqual([0, 480]);
  expect(moved(score, [C, E], 0, 100).map((note) => note[2])).toEqual([123, 127]);
  expect(moved(score, [C, E], 99 * BAR, 0).map((note) => note[0])).toEqual([
    4 * BAR - 481,
    4 * BAR - 1,
  ]);
});

test("notes are stretched at either end, never to nothing", () => {
  expect(stretched([C, E], -300, 60).map((note) => note[1])).toEqual([180, 60]);
  expect(stretchedAtStart([E], 120)[0]).toEqual([600, 120, 64, 80]);
  expect(stretchedAtStart([C], -99)[0]).toEqual(C);
});

test("touch stays between 1 and 127", () => {
  expect(touched([C], 99)[0]?.[3]).toBe(127);
  expect(touched([C], -99)[0]?.[3]).toBe(1);
});

test("a note is cut in two where it sounds, nowhere else", () => {
  expect(cut(C, 120)).toEqual([
    [0, 120, 60, 90],
    [120, 360, 60, 90],
  ]);
  expect(cut(C, 0)).toBeNull();
  expect(cut(C, 480)).toBeNull();
});

test("quantising goes a share of the way", () => {
  const late: Note = [140, 100, 60, 90];
  expect(aligned(score, sixteenths, [late], 1)[0]?.[0]).toBe(120);
  expect(aligned(score, sixteenths, [late], 0.5)[0]?.[0]).toBe(130);
  expect(aligned(score, snapOf("8t"), [late], 1)[0]?.[0]).toBe(160);
  expect(aligned(score, snapOf("off"), [late], 1)).toEqual([late]);
});

test("the grid begins anew with every bar, also after an odd one", () => {
  const odd = scoreOf([track([C])], 2, { bars: [0, 500], metres: [[0, 4, 4]] });
  expect(snapped(odd, snapOf("4"), 490)).toBe(480);
  expect(snapped(odd, snapOf("4"), 495)).toBe(480);
  expect(snapped(odd, snapOf("4"), 700)).toBe(500);
  expect(snapped(odd, snapOf("4"), 990)).toBe(980);
  expect(unitAt(score, snapOf("bar"), 10)).toBe(BAR);
  expect(snapped(score, snapOf("bar"), 0.6 * BAR)).toBe(BAR);
  expect(snapped(score, snapOf("16"), 119, true)).toBe(0);
  expect(SNAPS.filter((snap) => snap.label.includes("triplet"))).toHaveLength(2);
});

test("copies keep their shape, end with the song, and follow on the grid", () => {
  expect(pasted(score, [C, E], BAR)).toEqual([
    [BAR, 480, 60, 90],
    [BAR + 480, 240, 64, 80],
  ]);
  expect(pasted(score, [C, E], 4 * BAR - QUARTER)).toHaveLength(1);
  expect(following(score, snapOf("4"), [C, E])).toBe(2 * QUARTER);
});
