/** The edit list of a take as the server sends it. */
import type { Edit } from "../editing/edit";
import {
  type Check,
  dictionary,
  integer,
  list,
  record,
  string,
  ValidationError,
} from "../lib/check";

export interface Held extends Record<string, unknown> {
  revision: number;
  edits: Edit[];
}

const edit: Check<Edit> = (value, path) => {
  const from = dictionary(value, path);
  string(from.verb, `${path}.verb`);
  if (typeof from.enabled !== "boolean") throw new ValidationError(path, "an edit", value);
  return from as unknown as Edit;
};

export const parseHeld = record<Held>({ revision: integer(0), edits: list(edit) });
