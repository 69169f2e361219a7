/** Chord symbols moved and spelt in their key, as the server's theory/chord.py spells them. */
import { fifthsOf } from "../roll/staff/spelling";
import type { Named } from "../score/score";
import { keyOf, modulo, STEP } from "./keys";

const LINE = "FCGDAEB"; // fifths upwards, counted from C = 0: F is −1
// The lowest root on the line of fifths, over the signature: see the server's file.
const LOWEST: Readonly<Record<string, number>> = { m: -3, m7: -3, dim: -2, m7b5: -2 };
const LOWEST_MAJOR = { inMajor: -5, inMinor: -3 };
const FLATTEST = -8;
const SHARPEST = 12;

/** Symbols so many semitones higher, spelt in the keys that hold there. */
export function movedChords(chords: Named, semitones: number, keys: Named): Named {
  return chords.map(([tick, name]) => {
    const key = keys.findLast(([from]) => from <= tick) ?? keys[0];
    return [tick, movedChord(name, semitones, key?.[1] ?? "C major")] as const;
  });
}

function movedChord(name: string, semitones: number, key: string): string {
  const major = keyOf(key)?.minor ? LOWEST_MAJOR.inMinor : LOWEST_MAJOR.inMajor;
  return name.replace(
    /^([A-G])(#*|b*)([^#b].*)?$/,
    (_, letter: string, signs: string, kind = "") => {
      const sharps = signs.startsWith("b") ? -signs.length : signs.length;
      const root = (STEP[letter] ?? 0) + sharps + semitones;
      return rootName(root, fifthsOf(key) + (LOWEST[kind] ?? major)) + kind;
    },
  );
}

/** The name of a pitch class among the twelve from `lowest` on, never with two signs. */
function rootName(root: number, lowest: number): string {
  let place = lowest + modulo(7 * root - lowest, 12);
  if (place < FLATTEST) place += 12;
  else if (place > SHARPEST) place -= 12;
  const signs = Math.floor((place + 1) / 7);
  return `${LINE[modulo(place + 1, 7)]}${(signs < 0 ? "b" : "#").repeat(Math.abs(signs))}`;
}
