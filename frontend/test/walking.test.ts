/** Walking from note to note, and saying where one stands. */
import { expect, test } from "vitest";
import { across, along, noteFrom, placeOf } from "../src/roll/walk";
import { lengthWords, noteWords, placeWords } from "../src/roll/words";
import type { Note } from "../src/score/score";
import { BAR, QUARTER, scoreOf, track } from "./scores";

const C: Note = [0, QUARTER, 60, 82];
const E: Note = [QUARTER, QUARTER / 2, 64, 82];
const G: Note = [QUARTER, QUARTER, 67, 82];
const low: Note = [BAR, QUARTER, 36, 70];
const score = scoreOf([
  track([C, G, E], { name: "Piano lead" }),
  track([]),
  track([low], { isDrum: true }),
]);

test("a note in words: place, pitch, player, length, touch, kept", () => {
  expect(noteWords(score, 0, E, new Set([E]), false)).toBe(
    "Bar 1, beat 2, E4, Piano lead, half a beat, touch 82, kept",
  );
  expect(noteWords(score, 2, low, new Set(), true)).toBe(
    "Bar 2, beat 1, drum 36, Standard kit, one beat, touch 70, picked",
  );
  expect(placeWords(score, BAR + 1.5 * QUARTER)).toBe("Bar 2, beat 2 and half a beat");
  expect(lengthWords(2.5)).toBe("2.5 beats");
});

test("steps go in time, low before high, and stop at the ends", () => {
  const from = noteFrom(score, 0, 0);
  expect(from?.note).toBe(C);
  if (!from) return;
  expect(along(score, from, 1).note).toBe(E);
  expect(along(score, from, 2).note).toBe(G);
  expect(along(score, from, Number.POSITIVE_INFINITY).note).toBe(G);
  expect(along(score, from, -1).note).toBe(C);
});

test("over to the next who plays, at the same time or later", () => {
  expect(across(score, { track: 0, note: C }, 1)).toEqual({ track: 2, note: low });
  expect(across(score, { track: 2, note: low }, -1).note).toBe(G);
  expect(across(score, { track: 0, note: C }, -1).note).toBe(C);
});

test("a note that is no more has no place", () => {
  expect(placeOf(score, { track: 0, note: G })).toBe(2);
  expect(placeOf(score, { track: 0, note: [5, 1, 60, 1] })).toBe(-1);
  expect(noteFrom(score, 1, 0)).toBeNull();
});
