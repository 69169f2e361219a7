/** Several players worked on as one: picked by one box, moved, and handed back their own notes. */
import { expect, test } from "vitest";
import { apply } from "../src/editing/apply";
import { Steps } from "../src/editing/steps";
import { allJoined, moved } from "../src/roll/changes";
import { keysOf, NONE } from "../src/roll/picked";
import { changed, editsOf, NOBODY, partsOf, passed, picksOf } from "../src/roll/together";
import type { Note } from "../src/score/score";
import { BAR, scoreOf, track } from "./scores";

const C: Note = [480, 480, 60, 90];
const A: Note = [480, 240, 57, 70];
const KICK: Note = [960, 10, 36, 100];
const score = scoreOf([track([C]), track([A]), track([KICK], { isDrum: true })]);
const beside = new Map([
  [1, keysOf([A])],
  [2, keysOf([KICK])],
]);
const parts = partsOf(score, 0, keysOf([C]), beside);

test("what is picked is found again, the focused player first", () => {
  expect(parts.map((part) => part.track)).toEqual([0, 1, 2]);
  expect(partsOf(score, 0, NONE, beside).map((part) => part.track)).toEqual([1, 2]);
  expect(picksOf(parts, 0)).toEqual([keysOf([C]), beside]);
  expect(picksOf([], 0)).toEqual([NONE, NOBODY]);
});

test("all move by the same way, and drums keep their sounds among pitched players", () => {
  const after = changed(score, parts, (notes) => moved(score, notes, 240, 2));
  expect(after.map((part) => part.notes[0])).toEqual([
    [720, 480, 62, 90],
    [720, 240, 59, 70],
    [1200, 10, 36, 100],
  ]);
  // The earliest of them stops all at the beginning of the song.
  const back = changed(score, parts, (notes) => moved(score, notes, -BAR, 0));
  expect(back.map((part) => part.notes[0]?.[0])).toEqual([0, 0, 480]);
  expect(changed(score, parts, () => []).every((part) => !part.notes.length)).toBe(true);
});

test("a step of several players is undone and done again as one", () => {
  const steps = new Steps(score, apply);
  const after = changed(score, parts, (notes) => moved(score, notes, 240, 0));
  const edits = editsOf(score, parts, after);
  expect(edits.map((edit) => edit.track)).toEqual([0, 1, 2]);
  steps.push({ verb: "mute", enabled: true, track: 0, muted: true });
  steps.push(...edits.map((edit) => ({ ...edit })));
  expect(steps.edits).toHaveLength(4);
  expect(steps.undo()).toBe(true);
  expect(steps.edits).toHaveLength(1);
  expect(steps.redo()).toBe(true);
  expect(steps.score.tracks.map((one) => one.notes[0]?.[0])).toEqual([720, 720, 1200]);
  steps.undo();
  steps.undo();
  expect(steps.undo()).toBe(false);
  expect(steps.score).toEqual(score);
});

test("a step of several players is one after a reload too, and beside another such step", () => {
  const steps = new Steps(score, apply);
  const there = changed(score, parts, (notes) => moved(score, notes, 240, 0));
  steps.push(...editsOf(score, parts, there).map((edit) => ({ ...edit })));
  const on = changed(steps.score, there, (notes) => moved(steps.score, notes, 0, 2));
  steps.push(...editsOf(steps.score, there, on).map((edit) => ({ ...edit })));
  const again = new Steps(score, apply);
  again.rewrite(JSON.parse(JSON.stringify(steps.edits)));
  expect(again.score).toEqual(steps.score);
  expect(again.undo()).toBe(true);
  expect(again.score.tracks.map((one) => one.notes[0]?.slice(0, 3))).toEqual([
    [720, 480, 60],
    [720, 240, 57],
    [1200, 10, 36],
  ]);
  expect(again.undo()).toBe(true);
  expect(again.edits).toEqual([]);
  again.redo();
  again.redo();
  expect(again.edits).toEqual(JSON.parse(JSON.stringify(steps.edits)));
});

test("steps that go on are one: the same players, each from where it was left", () => {
  const once = changed(score, parts, (notes) => moved(score, notes, 240, 0));
  const first = editsOf(score, parts, once);
  const there = apply(
    score,
    first.map((edit) => ({ ...edit })),
  );
  const twice = changed(there, once, (notes) => moved(there, notes, 240, 0));
  const whole = allJoined(first, editsOf(there, once, twice));
  expect(whole?.map((edit) => [edit.remove[0]?.[0], edit.add[0]?.[0]])).toEqual([
    [480, 960],
    [480, 960],
    [960, 1440],
  ]);
  expect(allJoined(first, first.slice(1))).toBeNull();
});

test("within the company the focus goes over and all stays picked; to somebody else, nothing does", () => {
  const hands = { focus: 0, picked: keysOf([C]), beside, company: new Set([1, 2]) };
  const over = passed(hands, 1);
  expect(over.picked).toEqual(keysOf([A]));
  expect([...over.beside.keys()].sort()).toEqual([0, 2]);
  expect([...over.company].sort()).toEqual([0, 2]);
  const away = passed({ ...hands, company: new Set([2]) }, 1);
  expect(away).toEqual({ picked: NONE, beside: NOBODY, company: new Set() });
});
