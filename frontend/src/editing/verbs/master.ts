/** What is done to all players together: effects, loudness, ceiling. */
import { parseMastering } from "../../score/effects";
import type { Edit } from "../edit";
import { hold, type Verb } from "../verb";

const NAMES = new Set(["chain", "loudness_lufs", "ceiling_db"]);

function checked(edit: Edit) {
  hold(edit, NAMES);
  return parseMastering(edit, "master");
}

export const master: Verb = {
  check: checked,
  make: (score, edit) => ({ ...score, mastering: checked(edit) }),
};
