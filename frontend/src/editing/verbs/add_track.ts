/** A new player behind the others, who has nothing to play yet. */
import {
  boolean,
  type Check,
  integer,
  string,
  ValidationError,
  withDefault,
} from "../../lib/check";
import { verb } from "../verb";

export const playerName: Check<string> = (value, path) => {
  const text = string(value, path);
  if ([...text].length > 60) throw new ValidationError(path, "at most 60 signs", value);
  return text;
};

export const add_track = verb(
  { name: playerName, program: integer(0, 127), is_drum: withDefault(boolean, false) },
  (score, { name, program, is_drum }) => {
    const track = { name, program, isDrum: is_drum, role: "", notes: [] };
    return {
      ...score,
      tracks: [...score.tracks, { ...track, volumeDb: 0, pan: 0, muted: false, effects: [] }],
    };
  },
);
