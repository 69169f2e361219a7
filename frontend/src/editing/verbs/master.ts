/** What is done to all players together: effects, loudness, ceiling. */
import { parseMastering } from "../../score/effects";
import type { Verb } from "../verb";

const NAMES = new Set(["verb", "enabled", "chain", "loudness_lufs", "ceiling_db"]);

export const master: Verb = {
  make(score, edit) {
    const unknown = Object.keys(edit).find((name) => !NAMES.has(name));
    if (unknown) throw new Error(`It has no “${unknown}”.`);
    return { ...score, mastering: parseMastering(edit, "master") };
  },
};
