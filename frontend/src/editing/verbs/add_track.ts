/** A new player behind the others, who has nothing to play yet. */
import {
  boolean,
  type Check,
  integer,
  string,
  ValidationError,
  withDefault,
} from "../../lib/check";
import { SILENT } from "../../score/blank";
import { verb } from "../verb";

export const playerName: Check<string> = (value, path) => {
  const text = string(value, path);
  if ([...text].length > 60) throw new ValidationError(path, "at most 60 signs", value);
  return text;
};

export const add_track = verb(
  { name: playerName, program: integer(0, 127), is_drum: withDefault(boolean, false) },
  (score, { name, program, is_drum }) => {
    const track = { ...SILENT, name, program, isDrum: is_drum };
    return { ...score, tracks: [...score.tracks, track] };
  },
);
