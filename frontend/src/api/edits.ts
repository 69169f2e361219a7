/** The edit list of a take as the server sends it. */
import { type Edit, parseEdits } from "../editing/edit";
import { integer, record } from "../lib/check";
import { parseTake, type Take } from "./takes";

export interface Held extends Record<string, unknown> {
  revision: number;
  edits: Edit[];
}

/** A list that was sent, and its take as it is known with it. */
export interface Kept extends Held {
  take: Take;
}

export const parseHeld = record<Held>({ revision: integer(0), edits: parseEdits });

export const parseKept = record<Kept>({
  revision: integer(0),
  edits: parseEdits,
  take: parseTake,
});
