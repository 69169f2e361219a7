/** Notes taken out and put in by hand, as the piano roll does; a move is both. */
import { integer, list, tuple, withDefault } from "../../lib/check";
import type { Note } from "../../score/score";
import { arranged, merged, trackOf, withTrack } from "../tracks";
import { index, LAST_TICK, verb } from "../verb";

const tick = integer(0, LAST_TICK);
const pitch = integer(0, 127);
const remove = tuple<[number, number]>(tick, pitch);
const add = tuple<[number, number, number, number]>(
  tick,
  integer(1, LAST_TICK),
  pitch,
  integer(1, 127),
);
const keyOf = (note: Note) => note[0] * 128 + note[2];

export const notes = verb(
  { track: index, remove: withDefault(list(remove), []), add: withDefault(list(add), []) },
  (score, edit) => {
    const track = trackOf(score, edit.track);
    const gone = new Map(edit.remove.map((place) => [place[0] * 128 + place[1], place]));
    // Of two added to one place the last one counts.
    const added = new Map(edit.add.map((note) => [keyOf(note), note]));
    const missing = new Set(gone.keys());
    const kept = track.notes.filter((note) => {
      const key = keyOf(note);
      missing.delete(key);
      return !gone.has(key) && !added.has(key);
    });
    for (const key of missing) {
      const [onset, pitch] = gone.get(key) ?? [];
      throw new Error(
        `track ${edit.track} has no note of pitch ${pitch} that begins at tick ${onset}.`,
      );
    }
    return withTrack(score, edit.track, { notes: merged(kept, arranged([...added.values()])) });
  },
);
