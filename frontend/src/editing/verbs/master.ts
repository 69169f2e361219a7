/** What is done to all players together: effects, loudness, ceiling. */
import { parseMastering } from "../../score/effects";
import { hold, type Verb } from "../verb";

const NAMES = new Set(["chain", "loudness_lufs", "ceiling_db"]);

export const master: Verb = {
  make(score, edit) {
    hold(edit, NAMES);
    return { ...score, mastering: parseMastering(edit, "master") };
  },
};
