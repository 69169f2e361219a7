/** The song in another key, by the degrees of its scale: major becomes minor where that is asked. */
import { nullable } from "../../lib/check";
import type { Score } from "../../score/score";
import { withPitch } from "../beside";
import { movedChords } from "../chords";
import { type Key, keyName, keyOf, modulo, nameOf } from "../keys";
import { changed, withPitches } from "../scope";
import { changing } from "../statelines";
import { verb } from "../verb";

// Semitones over the tonic, from one mode to the other; see the server's file of this name.
const TO_MINOR = [0, 1, 2, 3, 3, 5, 6, 7, 8, 8, 10, 10];
const TO_MAJOR = [0, 1, 2, 4, 4, 5, 6, 7, 9, 9, 11, 11];
const ALL: readonly Key[] = [false, true].flatMap((minor) =>
  Array.from({ length: 12 }, (_, tonic) => ({ tonic, minor })),
);

export const key = verb(
  { key: keyName, from_key: nullable(keyName) },
  (score, { key: target, from_key }) => {
    const source = from_key ?? keyOf(score.keys[0]?.[1] ?? "");
    if (!source) throw new Error("the song does not say its key; name it as “from_key”.");
    const up = modulo(target.tonic - source.tonic, 12);
    const shift = up > 6 ? up - 12 : up;
    const table = target.minor ? TO_MINOR : TO_MAJOR;
    const same = source.minor === target.minor;
    const pitchOf = (pitch: number) => {
      const degree = modulo(pitch - source.tonic, 12);
      return pitch + shift + (same ? 0 : (table[degree] ?? 0) - degree);
    };
    const moved = changed(
      score,
      (notes, track) => withPitches(notes, track, pitchOf),
      undefined,
      false,
    );
    const keys = keysOf(score, source, target, pitchOf);
    // In another mode the chords are others; the server finds them anew.
    const chords = same ? movedChords(score.chords, shift, keys) : [];
    return withPitch({ ...moved, keys, key: keys[0]?.[1] ?? null, chords }, shift);
  },
);

/** The changes of key, moved as the notes are. */
function keysOf(
  score: Score,
  source: Key,
  target: Key,
  pitchOf: (pitch: number) => number,
): Score["keys"] {
  if (!score.keys.length) return [[0, nameOf(target)]];
  const placeOf = (note: number) => modulo(pitchOf(note), 12);
  return changing(
    score.keys.map(([tick, name]) => {
      const key = keyOf(name) ?? source;
      const notes = new Set(scaleOf(key).map(placeOf));
      const minor = key.minor === source.minor ? target.minor : key.minor;
      // Of keys of one signature the one on the same degree, or at least of the mode to expect.
      const likeness = (one: Key) =>
        8 * scaleOf(one).filter((note) => notes.has(note)).length +
        4 * Number(one.tonic === placeOf(key.tonic)) +
        2 * Number(one.minor === minor) +
        Number(one.tonic === target.tonic && one.minor === target.minor);
      const best = ALL.reduce((a, b) => (likeness(b) > likeness(a) ? b : a));
      return [tick, nameOf(best)] as const;
    }),
  );
}

function scaleOf({ tonic, minor }: Key): number[] {
  const steps = minor ? [0, 2, 3, 5, 7, 8, 10] : [0, 2, 4, 5, 7, 9, 11];
  return steps.map((step) => modulo(tonic + step, 12));
}
