/** The song in another key, by the degrees of its scale: major becomes minor where that is asked. */
import { nullable } from "../../lib/check";
import type { Score } from "../../score/score";
import { withPitch } from "../beside";
import { type Key, keyName, keyOf, modulo, nameOf } from "../keys";
import { changed, withPitches } from "../scope";
import { verb } from "../verb";
import { harmonyMoved } from "./transpose";

// Semitones over the tonic, from one mode to the other; see the server's file of this name.
const TO_MINOR = [0, 1, 2, 3, 3, 5, 6, 7, 8, 8, 10, 10];
const TO_MAJOR = [0, 1, 2, 4, 4, 5, 6, 7, 9, 9, 11, 11];

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
    const keys = keysOf(score, source, target);
    // In another mode the chords are others; the server finds them anew.
    const chords = same ? harmonyMoved(score, shift).chords : [];
    return withPitch({ ...moved, keys, key: keys[0]?.[1] ?? null, chords }, shift);
  },
);

/** The changes of key, moved as the notes are. */
function keysOf(score: Score, source: Key, target: Key): Score["keys"] {
  if (!score.keys.length) return [[0, nameOf(target)]];
  return score.keys.map(([tick, name]) => {
    const found = keyOf(name) ?? source;
    const tonic = modulo(found.tonic + target.tonic - source.tonic, 12);
    const minor = found.minor === source.minor ? target.minor : found.minor;
    return [tick, nameOf({ tonic, minor })] as const;
  });
}
