/** Keys by their names: read and written. */
import { type Check, string, ValidationError } from "../lib/check";

export const STEP: Readonly<Record<string, number>> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };
const MAJOR = ["C", "Db", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B"];
const MINOR = ["C", "C#", "D", "Eb", "E", "F", "F#", "G", "G#", "A", "Bb", "B"];

export interface Key {
  /** 0 = C to 11 = B. */
  readonly tonic: number;
  readonly minor: boolean;
}

export const modulo = (value: number, by: number) => ((value % by) + by) % by;

/** Reads "D minor", "Bb major", "F#m" or "c", as the server does; null where it is no key. */
export function keyOf(text: string): Key | null {
  const cleaned = text.trim().replaceAll("♯", "#").replaceAll("♭", "b");
  const found = /^([A-Ga-g])([#b]{0,2})(m)?(?:\s+(.*))?$/.exec(cleaned);
  if (!found) return null;
  const [, letter = "", signs = "", m, tail] = found;
  const mode = m ? "minor" : (tail ?? "").trim().toLowerCase();
  if ((m && tail) || !["", "major", "minor", "maj", "min"].includes(mode)) return null;
  const sharps = [...signs].reduce((sum, sign) => sum + (sign === "#" ? 1 : -1), 0);
  const tonic = modulo((STEP[letter.toUpperCase()] ?? 0) + sharps, 12);
  const isSmall = letter === letter.toLowerCase();
  return { tonic, minor: mode.startsWith("min") || (mode === "" && isSmall) };
}

export function nameOf({ tonic, minor }: Key): string {
  return `${(minor ? MINOR : MAJOR)[tonic]} ${minor ? "minor" : "major"}`;
}

/** The names of all keys, first those in major. */
export const KEYS: readonly string[] = [false, true].flatMap((minor) =>
  MAJOR.map((_, tonic) => nameOf({ tonic, minor })),
);

/** The name of a key, read. */
export const keyName: Check<Key> = (value, path) => {
  const key = keyOf(string(value, path));
  if (!key) throw new ValidationError(path, "a key like “D minor”", value);
  return key;
};
