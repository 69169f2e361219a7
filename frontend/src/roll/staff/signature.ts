/** What stands behind the clef: the sharps or flats of a key, and the metre. */
import { metreAt } from "../../score/bars";
import type { Score } from "../../score/score";
import { fifthsOf } from "./spelling";

/** Steps above the middle line of a treble staff, in the order in which they are written. */
const SHARPS = [4, 1, 5, 2, -1, 3, 0];
const FLATS = [0, 3, -1, 2, -2, 1, -3];
const BASS = -2; // the same signs stand a third lower there
const IN_FIFTHS = [3, 0, 4, 1, 5, 2, 6]; // F C G D A E B as steps from C

export interface Sign {
  readonly sign: "♯" | "♭";
  /** Steps above the middle line. */
  readonly step: number;
}

/** The signs of a key, from left to right. */
export function signsOf(key: string | null, clef: "treble" | "bass" = "treble"): Sign[] {
  const fifths = fifthsOf(key);
  const [sign, steps] = fifths < 0 ? (["♭", FLATS] as const) : (["♯", SHARPS] as const);
  const lower = clef === "bass" ? BASS : 0;
  return steps.slice(0, Math.abs(fifths)).map((step) => ({ sign, step: step + lower }));
}

/** What a key does to a plain step of the scale, counted from any C: −1, 0 or 1 half tones. */
export function alterIn(key: string | null, step: number): number {
  const fifths = fifthsOf(key);
  const place = IN_FIFTHS.indexOf(((step % 7) + 7) % 7);
  if (fifths > 0) return place < fifths ? 1 : 0;
  return place >= 7 + fifths ? -1 : 0;
}

/** "C minor, 3 flats, 4/4": what is drawn, in words. */
export function signatureWords(score: Score, tick: number): string {
  const count = Math.abs(fifthsOf(score.key));
  const kind = fifthsOf(score.key) < 0 ? "flat" : "sharp";
  const signs = count ? `${count} ${kind}${count > 1 ? "s" : ""}` : "no sharps or flats";
  return `${score.key ? `${score.key}, ${signs}, ` : ""}${metreAt(score, tick).join("/")}`;
}
