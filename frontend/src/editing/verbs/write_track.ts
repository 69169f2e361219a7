/** A player whom a model wrote: the notes, and the recipe that they were written by. */
import {
  boolean,
  integer,
  list,
  nullable,
  record,
  string,
  tuple,
  withDefault,
} from "../../lib/check";
import { SILENT } from "../../score/blank";
import { divide } from "../rounding";
import { arranged, laid } from "../tracks";
import { bar, LAST_TICK, verb } from "../verb";
import { playerName } from "./add_track";

const tick = integer(0, LAST_TICK);
const note = tuple<[number, number, number, number]>(
  tick,
  integer(1, LAST_TICK),
  integer(0, 127),
  integer(1, 127),
);
const recipe = record<{
  genre: string;
  seed: number;
  candidate: number;
  role: string;
  first_bar: number | null;
  last_bar: number | null;
}>({
  genre: string,
  seed: integer(0),
  candidate: withDefault(integer(0, 63), 0),
  role: string,
  first_bar: nullable(bar),
  last_bar: nullable(bar),
});

export const write_track = verb(
  {
    name: playerName,
    program: integer(0, 127),
    is_drum: withDefault(boolean, false),
    ticks_per_quarter: integer(1, 32_767),
    notes: list(note),
    recipe,
  },
  (score, { name, program, is_drum, ticks_per_quarter, notes }) => {
    // Ticks of another song become those of this one.
    const here = (ticks: number) => divide(ticks * score.ticksPerQuarter, ticks_per_quarter);
    const written = notes.map(
      ([onset, duration, pitch, velocity]) =>
        [here(onset), Math.max(here(duration), 1), pitch, velocity] as const,
    );
    const sound = { name, program, isDrum: is_drum };
    const track = { ...SILENT, ...sound, notes: arranged(written) };
    return laid({ ...score, tracks: [...score.tracks, track] });
  },
);
