/** The edit list of a take as the server sends it. */
import { type Edit, parseEdits } from "../editing/edit";
import { integer, record } from "../lib/check";

export interface Held extends Record<string, unknown> {
  revision: number;
  edits: Edit[];
}

export const parseHeld = record<Held>({ revision: integer(0), edits: parseEdits });
