/** Notes that are picked out, by where they begin and their pitch: so they are found again after an edit. */
import type { Note } from "../score/score";
import { indexOf } from "./noteindex";

/** Of one track; a number for each note, as `keyOf` makes it. */
export type Picked = ReadonlySet<number>;

export const NONE: Picked = new Set();

/** Onset and pitch in one number. */
export const keyOf = (note: Note) => note[0] * 128 + note[2];

export const keysOf = (notes: readonly Note[]): Picked => new Set(notes.map(keyOf));

/** The picked notes of a track, in time. */
export function pickedNotes(notes: readonly Note[], picked: Picked): Note[] {
  if (!picked.size) return [];
  return indexOf(notes).sorted.filter((note) => picked.has(keyOf(note)));
}

/** Adds a note to what is picked, or takes it out. */
export function toggled(picked: Picked, note: Note): Picked {
  const next = new Set(picked);
  if (!next.delete(keyOf(note))) next.add(keyOf(note));
  return next;
}

/** The notes that begin in a stretch of time and lie between two pitches. */
export function within(
  notes: readonly Note[],
  from: number,
  to: number,
  low = 0,
  high = 127,
): Note[] {
  const found: Note[] = [];
  indexOf(notes).between(from, to, (note) => {
    if (note[2] >= low && note[2] <= high) found.push(note);
  });
  return found;
}
