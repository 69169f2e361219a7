/** Walks from note to note: on in time, or over to the next player. */
import type { Note, Score } from "../score/score";
import { indexOf } from "./noteindex";
import { keyOf } from "./picked";

export interface Stand {
  readonly track: number;
  readonly note: Note;
}

/** The note at or after `tick`, else the last of the track; null in an empty one. */
export function noteFrom(score: Score, track: number, tick: number): Stand | null {
  const index = indexOf(score.tracks[track]?.notes ?? []);
  const note = index.sorted[index.firstFrom(tick)] ?? index.sorted.at(-1);
  return note ? { track, note } : null;
}

/** The place of a note in its track's time; −1 where it is no more. */
export function placeOf(score: Score, { track, note }: Stand): number {
  const index = indexOf(score.tracks[track]?.notes ?? []);
  for (let i = index.firstFrom(note[0]); i < index.sorted.length; i++) {
    const found = index.sorted[i] as Note;
    if (keyOf(found) === keyOf(note)) return i;
    if (found[0] > note[0]) return -1;
  }
  return -1;
}

/** `steps` notes on or back in time; stays at the ends. */
export function along(score: Score, stand: Stand, steps: number): Stand {
  const { sorted } = indexOf(score.tracks[stand.track]?.notes ?? []);
  const place = Math.max(0, placeOf(score, stand)) + steps;
  const note = sorted[Math.min(sorted.length - 1, Math.max(0, place))];
  return note ? { ...stand, note } : stand;
}

/** The nearest note of the next player, up or down, who plays at all. */
export function across(score: Score, stand: Stand, direction: -1 | 1): Stand {
  for (
    let track = stand.track + direction;
    track >= 0 && track < score.tracks.length;
    track += direction
  ) {
    const found = noteFrom(score, track, stand.note[0]);
    if (found) return found;
  }
  return stand;
}
