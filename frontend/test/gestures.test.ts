/** What presses and drags come to, by tool, lane and what lies there. */
import { expect, test } from "vitest";
import { xOfTick, yOfPitch } from "../src/roll/geometry";
import { begin, cursorAt } from "../src/roll/gestures/begin";
import type { Desk, Outcome, Pointer } from "../src/roll/gestures/gesture";
import { snapOf } from "../src/roll/grid";
import { drumY, touchY } from "../src/roll/hit";
import { besideHead, layoutOf, rollTop } from "../src/roll/layout";
import { keyOf, keysOf, NONE } from "../src/roll/picked";
import { NOBODY } from "../src/roll/together";
import type { Note } from "../src/score/score";
import { BAR, scoreOf, track } from "./scores";

const C: Note = [480, 480, 60, 90];
const E: Note = [960, 240, 64, 80];
const layout = layoutOf(560, { chords: false, staff: false, drums: true, touch: true });
const desk: Desk = {
  score: scoreOf([
    track([C, E], { role: "melody" }),
    track([[0, 240, 50, 70]]),
    track([[0, 10, 38, 100]], { isDrum: true }),
  ]),
  view: { start: 0, pixelsPerTick: 0.1, top: 84, rowHeight: 8, width: 800 },
  layout,
  focus: 0,
  picked: NONE,
  beside: NOBODY,
  company: new Set(),
  tool: "select",
  snap: snapOf("16"),
  editable: true,
  selectable: true,
  loop: null,
  lastLength: 0,
};

const at = (tick: number, pitch: number, more: Partial<Pointer> = {}): Pointer => ({
  x: xOfTick(desk.view, tick),
  y: rollTop(layout) + yOfPitch(desk.view, pitch) + 4,
  shift: false,
  alt: false,
  ctrl: false,
  ...more,
});

function dragged(on: Partial<Desk>, from: Pointer, to: Pointer): Outcome {
  const { gesture } = begin({ ...desk, ...on }, from);
  gesture.move(to);
  return gesture.end(to);
}

test("a note is moved along the grid and up", () => {
  const { edit, picked } = dragged({}, at(700, 60), at(700 + 310, 62));
  expect(edit).toMatchObject({ track: 0, remove: [[480, 60]], add: [[840, 480, 62, 90]] });
  expect(picked).toEqual(keysOf([[840, 480, 62, 90]]));
});

test("with Alt it goes off the grid", () => {
  const { edit } = dragged({}, at(700, 60), at(700 + 313, 60, { alt: true }));
  expect(edit?.add).toEqual([[793, 480, 60, 90]]);
});

test("what is picked goes along", () => {
  const { edit } = dragged({ picked: keysOf([C, E]) }, at(700, 60), at(700 + 240, 60));
  expect(edit?.add.map((note) => note[0])).toEqual([720, 1200]);
});

test("what is being moved is hidden where it lay, as one set throughout", () => {
  const { gesture } = begin(desk, at(700, 60));
  const first = gesture.move(at(900, 60));
  expect(first.hidden?.has(keyOf(C))).toBe(true);
  expect(gesture.move(at(1000, 60)).hidden).toBe(first.hidden);
});

test("a press picks a note; with Shift one more, or one less", () => {
  expect(dragged({}, at(700, 60), at(700, 60)).picked).toEqual(keysOf([C]));
  const shift = at(1080, 64, { shift: true });
  expect(dragged({ picked: keysOf([C]) }, shift, shift).picked).toEqual(keysOf([C, E]));
  expect(dragged({ picked: keysOf([C, E]) }, shift, shift).picked).toEqual(keysOf([C]));
});

test("ends are drawn to the grid", () => {
  expect(dragged({}, at(950, 60), at(1195, 60)).edit?.add).toEqual([[480, 720, 60, 90]]);
  expect(dragged({}, at(490, 60), at(610, 60)).edit?.add).toEqual([[600, 360, 60, 90]]);
});

test("a box picks what it touches; a press on nothing lets go, and then goes there", () => {
  expect(dragged({}, at(400, 66), at(1000, 59)).picked).toEqual(keysOf([C, E]));
  expect(dragged({ picked: keysOf([C]) }, at(200, 70), at(200, 70)).picked).toBe(NONE);
  expect(dragged({}, at(200, 70), at(200, 70)).seek).toBeCloseTo(200);
});

test("drawing begins at the line before and ends where it is drawn to", () => {
  const on = { tool: "draw" as const };
  const long = dragged(on, at(1300, 70), at(1660, 70));
  expect(long.edit).toMatchObject({ remove: [], add: [[1200, 480, 70, 88]] });
  expect(long.length).toBe(480);
  expect(dragged(on, at(1300, 70), at(1300, 70)).edit?.add[0]?.[1]).toBe(120);
  const again = dragged({ ...on, lastLength: 480 }, at(1300, 70), at(1300, 70));
  expect(again.edit?.add[0]?.[1]).toBe(480);
});

test("a press on another track's note takes that track up", () => {
  const begun = begin({ ...desk, picked: keysOf([C]) }, at(100, 50));
  expect(begun.focus).toBe(1);
  expect(begun.gesture.end(at(100, 50)).picked).toEqual(keysOf([[0, 240, 50, 70]]));
});

test("drums are drawn in their lane, into the drums, and moved from row to row", () => {
  const spot = (pitch: number, tick: number) => ({ ...at(tick, 60), y: drumY(layout, pitch) });
  const begun = begin({ ...desk, tool: "draw" }, spot(36, 1920));
  expect(begun.focus).toBe(2);
  expect(begun.gesture.end(spot(36, 1920)).edit).toMatchObject({
    track: 2,
    add: [[1920, 120, 36, 88]],
  });
  const move = begin({ ...desk, focus: 2 }, spot(38, 0));
  expect(move.gesture.end(spot(36, 0)).edit?.add).toEqual([[0, 10, 36, 100]]);
});

test("a note is split at the line that is nearest", () => {
  const { edit } = dragged({ tool: "split" }, at(730, 60), at(730, 60));
  expect(edit?.add.map((note) => note.slice(0, 2))).toEqual([
    [480, 240],
    [720, 240],
  ]);
});

test("touch is drawn across notes, and only of those that are picked", () => {
  const stem = (tick: number, touch: number) => ({ ...at(tick, 60), y: touchY(layout, touch) });
  const both = dragged({}, stem(470, 40), stem(970, 40));
  expect(both.edit?.add.map((note) => note[3])).toEqual([40, 40]);
  const one = dragged({ picked: keysOf([E]) }, stem(470, 40), stem(970, 40));
  expect(one.edit?.add).toEqual([[960, 240, 64, 40]]);
});

test("the ruler goes there or selects bars; without a list to write into all of it is ruler", () => {
  const ruler = (tick: number) => ({ ...at(tick, 60), y: 5 });
  expect(dragged({}, ruler(2 * BAR + 9), ruler(2 * BAR + 9))).toMatchObject({ bars: null });
  expect(dragged({}, ruler(2.5 * BAR), ruler(0.5 * BAR)).bars).toEqual([1, 3]);
  expect(dragged({ editable: false }, at(700, 60), at(700, 60)).seek).toBeCloseTo(700);
});

test("the pointer shows what it would do", () => {
  expect(cursorAt(desk, at(700, 60))).toBe("move");
  expect(cursorAt(desk, at(950, 60))).toBe("ew-resize");
  expect(cursorAt({ ...desk, tool: "draw" }, at(100, 70))).toBe("crosshair");
});

test("what floats over bars makes way for the playhead where there is room", () => {
  expect(besideHead(400, 200, 800, 700)).toBe(300);
  expect(besideHead(400, 200, 800, 350)).toBe(358);
  expect(besideHead(400, 700, 800, 400)).toBe(50);
});

test("a box picks of all who are worked on together, and a drag takes them along", () => {
  const company = new Set([1, 2]);
  const boxed = dragged({ company }, at(-50, 66), at(1100, 48));
  expect(boxed.picked).toEqual(keysOf([C, E]));
  expect([...(boxed.beside?.keys() ?? [])]).toEqual([1]); // the drums lie in a lane of their own
  const held = { company, picked: keysOf([C]), beside: new Map([[1, keysOf([[0, 240, 50, 70]])]]) };
  const { edit, edits, picked, beside } = dragged(held, at(700, 60), at(700 + 240, 60));
  expect(edit).toMatchObject({ track: 0, add: [[720, 480, 60, 90]] });
  expect(edits).toMatchObject([{ track: 1, remove: [[0, 50]], add: [[240, 240, 50, 70]] }]);
  expect(picked).toEqual(keysOf([[720, 480, 60, 90]]));
  expect(beside?.get(1)).toEqual(keysOf([[240, 240, 50, 70]]));
  // A press on a note of the company takes that player up, and nothing is let go.
  const begun = begin({ ...desk, ...held }, at(100, 50));
  expect(begun.focus).toBe(1);
  begun.gesture.move(at(340, 50));
  expect(begun.gesture.end(at(340, 50)).edits).toMatchObject([{ track: 0 }]);
});

test("the loop is drawn on the ruler with Shift, and dragged by its ends or as a whole", () => {
  const onRuler = (tick: number, y = 15, more: Partial<Pointer> = {}): Pointer => ({
    ...at(tick, 60, more),
    y,
  });
  const shift = onRuler(490, 15, { shift: true });
  expect(dragged({}, shift, onRuler(1430)).loop).toEqual([480, 1440]);
  const loop = [480, 1440] as const;
  expect(dragged({ loop }, onRuler(1440), onRuler(1930)).loop).toEqual([480, 1920]);
  expect(dragged({ loop }, onRuler(480), onRuler(230)).loop).toEqual([240, 1440]);
  // An end may pass the other, and they never meet.
  expect(dragged({ loop }, onRuler(480), onRuler(1930)).loop).toEqual([1440, 1920]);
  expect(dragged({ loop }, onRuler(480), onRuler(1440)).loop).toEqual([1440, 1560]);
  expect(dragged({ loop }, onRuler(960, 3), onRuler(1450, 3)).loop).toEqual([960, 1920]);
  // Beneath the rail the ruler selects bars as ever; a press on the rail goes there.
  expect(dragged({ loop }, onRuler(960), onRuler(2100)).bars).toEqual([1, 2]);
  expect(dragged({ loop }, onRuler(960, 3), onRuler(960, 3)).seek).toBeCloseTo(960);
  expect(cursorAt({ ...desk, loop }, onRuler(481))).toBe("ew-resize");
  expect(cursorAt({ ...desk, loop }, onRuler(960, 3))).toBe("grab");
});
