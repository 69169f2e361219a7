/** The edit list of a take as the server sends it. */
import { type Edit, parseEdits } from "../editing/edit";
import { integer, record } from "../lib/check";
import { type Named, named } from "../score/score";
import { parseTake, type Take } from "./takes";

export interface Held extends Record<string, unknown> {
  revision: number;
  edits: Edit[];
  /** Those that are heard with the edits. */
  chords: Named;
}

/** A list that was sent, and its take as it is known with it. */
export interface Kept extends Held {
  take: Take;
}

const held = { revision: integer(0), edits: parseEdits, chords: named };

export const parseHeld = record<Held>(held);

export const parseKept = record<Kept>({ ...held, take: parseTake });
