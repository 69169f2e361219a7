/** What is done to notes, as edits of the take's list: moved, stretched, split, quantised …; all pure. */
import { endTick } from "../score/bars";
import type { Note, Score } from "../score/score";
import { quantised, type Snap, snapped } from "./grid";
import { keyOf } from "./picked";

/** One step of the edit list: notes taken out of a track and put into it. */
export interface NotesEdit {
  readonly verb: "notes";
  readonly enabled: boolean;
  readonly track: number;
  readonly remove: readonly (readonly [onset: number, pitch: number])[];
  readonly add: readonly Note[];
}

const same = (a: Note, b: Note) => a.every((value, i) => value === b[i]);

/**
 * The edit that puts `after` in the place of `before` (the same notes, in the same order, or
 * fewer, or more); null where nothing changes. A note that lay where one lands gives way to it.
 */
export function edit(
  score: Score,
  track: number,
  before: readonly Note[],
  after: readonly Note[],
): NotesEdit | null {
  const still = new Set(before.filter((note, i) => after[i] && same(note, after[i])));
  const remove = new Map(before.filter((n) => !still.has(n)).map((n) => [keyOf(n), n]));
  const add = new Map<number, Note>();
  after.forEach((note, i) => {
    if (!before[i] || !still.has(before[i])) add.set(keyOf(note), note);
  });
  if (!remove.size && !add.size) return null;
  for (const note of score.tracks[track]?.notes ?? []) {
    if (add.has(keyOf(note))) remove.set(keyOf(note), note);
  }
  return {
    verb: "notes",
    enabled: true,
    track,
    remove: [...remove.values()].map(([onset, , pitch]) => [onset, pitch]),
    add: [...add.values()],
  };
}

/** Two edits of one track that follow each other as one step; null if they do not belong together. */
export function joined(first: NotesEdit, then: NotesEdit): NotesEdit | null {
  if (first.track !== then.track || !then.remove.length) return null;
  const added = new Map(first.add.map((note) => [keyOf(note), note]));
  for (const [onset, pitch] of then.remove) {
    if (!added.delete(onset * 128 + pitch)) return null;
  }
  return { ...first, add: [...added.values(), ...then.add] };
}

/** The same of several that were put on the list at once. */
export function allJoined(
  first: readonly NotesEdit[],
  then: readonly NotesEdit[],
): NotesEdit[] | null {
  if (first.length !== then.length) return null;
  const whole = then.map((step, index) => joined(first[index] as NotesEdit, step));
  return whole.every((step) => step !== null) ? whole : null;
}

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

/** All moved together in time and pitch, as far as the song and the keys reach. */
export function moved(
  score: Score,
  notes: readonly Note[],
  ticks: number,
  semitones: number,
): Note[] {
  const first = Math.min(...notes.map((note) => note[0]));
  const last = Math.max(...notes.map((note) => note[0]));
  const low = Math.min(...notes.map((note) => note[2]));
  const high = Math.max(...notes.map((note) => note[2]));
  const by = Math.round(clamp(ticks, -first, Math.max(0, endTick(score) - 1 - last)));
  const up = clamp(semitones, -low, 127 - high);
  return notes.map(([onset, duration, pitch, touch]) => [onset + by, duration, pitch + up, touch]);
}

/** All made longer or shorter by `ticks` at their end; none shorter than `least`. */
export function stretched(notes: readonly Note[], ticks: number, least = 1): Note[] {
  return notes.map(([onset, duration, pitch, touch]) => [
    onset,
    Math.round(Math.max(Math.min(least, duration), duration + ticks)),
    pitch,
    touch,
  ]);
}

/** All begin `ticks` later (or earlier) and end where they ended. */
export function stretchedAtStart(notes: readonly Note[], ticks: number, least = 1): Note[] {
  return notes.map(([onset, duration, pitch, touch]) => {
    const start = Math.round(clamp(onset + ticks, 0, onset + duration - Math.min(least, duration)));
    return [start, onset + duration - start, pitch, touch];
  });
}

/** Harder (or softer) by `by`, from 1 to 127. */
export function touched(notes: readonly Note[], by: number): Note[] {
  return notes.map(([onset, duration, pitch, touch]) => [
    onset,
    duration,
    pitch,
    clamp(Math.round(touch + by), 1, 127),
  ]);
}

/** Onsets drawn to the grid by a share of the way, 0–1; lengths stay. */
export function aligned(score: Score, snap: Snap, notes: readonly Note[], share: number): Note[] {
  return notes.map(([onset, duration, pitch, touch]) => [
    Math.min(quantised(score, snap, onset, share), endTick(score) - 1),
    duration,
    pitch,
    touch,
  ]);
}

/** A note cut in two at `tick`; null where it does not lie inside. */
export function cut(note: Note, tick: number): readonly [Note, Note] | null {
  const [onset, duration, pitch, touch] = note;
  const at = Math.round(tick);
  if (at <= onset || at >= onset + duration) return null;
  return [
    [onset, at - onset, pitch, touch],
    [at, onset + duration - at, pitch, touch],
  ];
}

/** Copies of notes with the first of them at `tick`; what would begin after the end is left out. */
export function pasted(score: Score, notes: readonly Note[], tick: number): Note[] {
  const first = Math.min(...notes.map((note) => note[0]));
  const by = Math.round(tick) - first;
  const end = endTick(score);
  return notes
    .map(([onset, duration, pitch, touch]): Note => [onset + by, duration, pitch, touch])
    .filter((note) => note[0] >= 0 && note[0] < end);
}

/** Where a copy goes that follows on: the next line of the grid after the last note ends. */
export function following(score: Score, snap: Snap, notes: readonly Note[]): number {
  const first = Math.min(...notes.map((note) => note[0]));
  const end = Math.max(...notes.map((note) => note[0] + note[1]));
  const line = snapped(score, snap, end);
  return line > first ? line : end;
}
