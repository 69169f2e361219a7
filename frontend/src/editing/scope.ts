/** Edits of notes that may be held to some tracks and some bars. */
import { type Check, list, nullable, ValidationError } from "../lib/check";
import type { Note, Score } from "../score/score";
import { span } from "./ranges";
import { arranged, laid, trackOf } from "./tracks";
import { bar, index, LAST_TICK } from "./verb";

const indexes = list(index);
const some: Check<number[]> = (value, path) => {
  const found = indexes(value, path);
  if (!found.length) throw new ValidationError(path, "at least one track", value);
  return found;
};

/** The parameters of an edit with a scope; what is left out is all there is. */
export const scope = { tracks: nullable(some), first_bar: nullable(bar), last_bar: nullable(bar) };

export interface Scope {
  readonly tracks: readonly number[] | null;
  readonly first_bar: number | null;
  readonly last_bar: number | null;
}

/** Changes the notes of one track that begin within a scope. */
export type Change = (notes: readonly Note[], track: number) => Note[];

/** Whether an edit is about the song and not about a part of it. */
export function isWhole({ tracks, first_bar, last_bar }: Scope): boolean {
  return tracks === null && first_bar === null && last_bar === null;
}

const ALL: Scope = { tracks: null, first_bar: null, last_bar: null };

/** The score with the notes of a scope put through `change`; without `drums`, no drum track is. */
export function changed(score: Score, change: Change, within: Scope = ALL, drums = true): Score {
  const [start, stop] = within === ALL ? [0, LAST_TICK] : spanOf(score, within);
  for (const i of within.tracks ?? []) {
    if (trackOf(score, i).isDrum && !drums) {
      throw new Error(`track ${i} plays drums, which have no pitches to move.`);
    }
  }
  const tracks = score.tracks.map((track, i) => {
    if ((track.isDrum && !drums) || (within.tracks && !within.tracks.includes(i))) return track;
    const inside = track.notes.filter((note) => note[0] >= start && note[0] < stop);
    if (!inside.length) return track;
    const rest = track.notes.filter((note) => note[0] < start || note[0] >= stop);
    return { ...track, notes: arranged([...rest, ...change(inside, i)]) };
  });
  return laid({ ...score, tracks });
}

export function spanOf(score: Score, within: Scope): readonly [number, number] {
  return span(score, within.first_bar, within.last_bar);
}

/** The notes with other pitches. Throws where there is no such pitch. */
export function withPitches(
  notes: readonly Note[],
  track: number,
  pitchOf: (pitch: number) => number,
): Note[] {
  return notes.map(([onset, duration, before, velocity]) => {
    const pitch = pitchOf(before);
    if (pitch < 0 || pitch > 127) {
      throw new Error(`notes of track ${track} would leave the range of pitches, 0 to 127.`);
    }
    return [onset, duration, pitch, velocity];
  });
}
