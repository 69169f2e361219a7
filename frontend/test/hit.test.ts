/** What lies under a pointer, and finding it among many. */
import { expect, test } from "vitest";
import { yOfPitch } from "../src/roll/geometry";
import { drumY, hitAt, type Sight, touchY } from "../src/roll/hit";
import { layoutOf, rollTop } from "../src/roll/layout";
import { indexOf, NoteIndex } from "../src/roll/noteindex";
import { keysOf, pickedNotes, toggled, within } from "../src/roll/picked";
import type { Note } from "../src/score/score";
import { scoreOf, track } from "./scores";

const C: Note = [480, 480, 60, 90];
const layout = layoutOf(500, { chords: true, staff: true, drums: true, touch: true });
const sight: Sight = {
  score: scoreOf([
    track([C]),
    track([[480, 960, 60, 70]]),
    track([[960, 10, 38, 100]], { isDrum: true }),
  ]),
  view: { start: 0, pixelsPerTick: 0.1, top: 84, rowHeight: 8, width: 800 },
  layout,
  focus: 0,
};
const y = rollTop(layout) + yOfPitch(sight.view, 60) + 4;

test("the lanes lie one under the other, and staff and touch make room on a small stage", () => {
  expect(hitAt(sight, 10, 5).lane).toBe("ruler");
  expect(hitAt(sight, 10, 80).lane).toBe("staff");
  expect(hitAt(sight, 10, y).lane).toBe("roll");
  expect(hitAt(sight, 10, 500 - 40).lane).toBe("drums");
  expect(hitAt(sight, 10, 499).lane).toBe("touch");
  const small = layoutOf(240, { chords: true, staff: true, drums: true, touch: true });
  expect([small.staff, small.touch]).toEqual([0, 0]);
});

test("a note is found with the part of it; the focused track's comes first", () => {
  expect(hitAt(sight, 72, y).found).toEqual({ track: 0, note: C, part: "body" });
  expect(hitAt(sight, 49, y).found?.part).toBe("start");
  expect(hitAt(sight, 95, y).found?.part).toBe("end");
  expect(hitAt({ ...sight, focus: 1 }, 72, y).found?.track).toBe(1);
  expect(hitAt(sight, 120, y).found?.track).toBe(1);
  expect(hitAt(sight, 20, y).found).toBeNull();
  expect(hitAt(sight, 72, y - 16).found).toBeNull();
});

test("a finger may miss, and takes the nearest", () => {
  expect(hitAt(sight, 72, y - 12, 10).found?.note).toBe(C);
  expect(hitAt(sight, 38, y, 12).found?.note).toBe(C);
});

test("drums are found in their row, and an empty row names its sound", () => {
  const found = hitAt(sight, 96, drumY(layout, 38)).found;
  expect(found).toMatchObject({ track: 2, note: [960, 10, 38, 100] });
  expect(hitAt(sight, 300, drumY(layout, 36))).toMatchObject({ pitch: 36, found: null });
});

test("the touch lane reads what it draws", () => {
  for (const touch of [1, 64, 127])
    expect(hitAt(sight, 0, touchY(layout, touch)).touch).toBe(touch);
});

test("an index finds what a look at all notes finds, long notes too", () => {
  let seed = 7;
  const random = () => {
    seed = (seed * 1103515245 + 12345) % 2 ** 31;
    return seed / 2 ** 31;
  };
  const notes = Array.from(
    { length: 2000 },
    (_, i): Note => [
      Math.floor(random() * 1e5),
      i % 97 ? Math.floor(random() * 500) : 40_000,
      40 + Math.floor(random() * 40),
      90,
    ],
  );
  const index = new NoteIndex(notes);
  for (let from = 0; from < 1e5; from += 7919) {
    const found: Note[] = [];
    index.between(from, from + 2000, (note) => found.push(note));
    const all = notes.filter((note) => note[0] <= from + 2000 && note[0] + note[1] >= from);
    expect(new Set(found)).toEqual(new Set(all));
    expect(found).toHaveLength(all.length);
  }
  expect(indexOf(notes)).toBe(indexOf(notes));
});

test("picked notes are found again by onset and pitch", () => {
  const notes: Note[] = [C, [0, 1, 61, 1]];
  const picked = keysOf([C]);
  expect(pickedNotes([[480, 99, 60, 1]], picked)).toEqual([[480, 99, 60, 1]]);
  expect(pickedNotes(notes, toggled(picked, C))).toEqual([]);
  expect(within(notes, 0, 100)).toEqual([[0, 1, 61, 1]]);
  expect(within(notes, 0, 1000, 60, 60)).toEqual([C]);
});
