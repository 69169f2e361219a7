/** Which notes survived a restyle. */
import { expect, test } from "vitest";
import { keptNotes } from "../src/score/kept";
import type { Note } from "../src/score/score";
import { QUARTER, scoreOf, track } from "./scores";

test("a note of the same pitch in the same place is kept, whatever its track and resolution", () => {
  const source = scoreOf(
    [
      track([
        [96, 96, 60, 80],
        [384, 96, 64, 80],
      ]),
    ],
    4,
    {
      ticksPerQuarter: 96,
      bars: [0, 384, 768, 1152],
      end: 1536,
    },
  );
  const same: Note = [QUARTER + 10, QUARTER, 60, 99];
  const nextBar: Note = [4 * QUARTER - 20, QUARTER, 64, 99]; // a hair before the bar line
  const late: Note = [QUARTER + 240, QUARTER, 60, 99];
  const other: Note = [QUARTER, QUARTER, 61, 99];
  const kept = keptNotes(scoreOf([track([other]), track([same, late, nextBar])]), source);
  expect([...kept]).toEqual([same, nextBar]);
});

test("drums are never kept notes", () => {
  const drums = scoreOf([track([[0, 1, 36, 90]], { isDrum: true })]);
  expect(keptNotes(drums, drums).size).toBe(0);
});
