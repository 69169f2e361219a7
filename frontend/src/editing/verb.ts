/** What a verb is: its parameters with their checks, and the way from one score to the next. */
import { type Check, integer, number, record, ValidationError } from "../lib/check";
import type { Score } from "../score/score";
import { COMMON, type Edit, stepMark } from "./edit";

// What an edited score may come to, as on the server.
export const MAX_NOTES = 200_000;
export const MAX_TRACKS = 256;
export const LAST_TICK = 2 ** 31 - 1;
export const MAX_BARS = 10_000;

export interface Verb {
  /** Throws what says why there is no such edit, wherever it is made. */
  check(edit: Edit): void;
  /** The score with the edit made. Throws what says why it cannot be. */
  make(score: Score, edit: Edit): Score;
}

type Checks<T> = { [K in keyof T]: Check<T[K]> };

export function verb<T extends Record<string, unknown>>(
  fields: Checks<T>,
  on: (score: Score, edit: T) => Score,
): Verb {
  const read = record<T>(fields);
  const names = new Set(Object.keys(fields));
  const checked = (edit: Edit) => {
    hold(edit, names);
    return read(edit, edit.verb);
  };
  return {
    check: checked,
    make: (score, edit) => on(score, checked(edit)),
  };
}

/** Refuses what no verb has and is none of the `parameters` of this one. */
export function hold(edit: Edit, parameters: ReadonlySet<string>): void {
  const known = (name: string) => COMMON.has(name) || parameters.has(name);
  const unknown = Object.keys(edit).find((name) => !known(name));
  if (unknown) throw new Error(`It has no “${unknown}”.`);
  if (edit.step !== undefined && edit.step !== null) stepMark(edit.step, "step");
}

export const index = integer(0, MAX_TRACKS - 1);
export const RECORDING = "recording";

/** A strip of the mixer: a track's, or the recording's. */
export type Place = number | typeof RECORDING;

export const strip: Check<Place> = (value, path) =>
  value === RECORDING ? RECORDING : index(value, path);

export const bar = integer(1, MAX_BARS);

/** A number from `low` to `high`, both included. */
export function between(low: number, high: number): Check<number> {
  return (value, path) => {
    const found = number(value, path);
    if (found < low || found > high) {
      throw new ValidationError(path, `a number from ${low} to ${high}`, value);
    }
    return found;
  };
}
