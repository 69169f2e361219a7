/** Times in ticks as note values and rests of one bar: what a reader would write for what was played. */

export interface Value {
  /** 1 whole, 2 half, 4 quarter, 8 eighth, 16 sixteenth. */
  readonly base: 1 | 2 | 4 | 8 | 16;
  readonly dotted: boolean;
  /** Three in the time of two. */
  readonly triplet: boolean;
}

const value = (base: Value["base"], dotted = false, triplet = false): Value => ({
  base,
  dotted,
  triplet,
});

/** Lengths in quarters, long to short. */
const VALUES: readonly (readonly [quarters: number, value: Value])[] = [
  [4, value(1)],
  [3, value(2, true)],
  [2, value(2)],
  [1.5, value(4, true)],
  [1, value(4)],
  [0.75, value(8, true)],
  [2 / 3, value(4, false, true)],
  [0.5, value(8)],
  [1 / 3, value(8, false, true)],
  [0.25, value(16)],
];

/** The nearest value, by ratio. */
export function nearestValue(quarters: number): Value {
  let best = VALUES[0] as (typeof VALUES)[number];
  const off = (of: number) => Math.abs(Math.log(Math.max(0.05, quarters) / of));
  for (const one of VALUES) if (off(one[0]) < off(best[0])) best = one;
  return best[1];
}

/** A note of the tune as it was played, within one bar; in quarters from the bar's start. */
export interface Played {
  readonly at: number;
  readonly length: number;
  readonly pitch: number;
  /** It began in the bar before. */
  readonly tied: boolean;
}

export interface Written extends Played {
  readonly value: Value;
}

export interface Rest {
  readonly at: number;
  readonly value: Value;
}

const BREATH = 0.5; // quarters: shorter gaps are how a note is let go, not rests
const RESTS: readonly (readonly [quarters: number, value: Value])[] = [
  [2, value(2)],
  [1, value(4)],
  [0.5, value(8)],
];
const HAIR = 0.1; // quarters by which played time is off

/** Notes of one voice and the rests between them, in a bar of `length` quarters. */
export function written(
  notes: readonly Played[],
  length: number,
): { notes: Written[]; rests: Rest[] } {
  const rests: Rest[] = [];
  if (!notes.length) return { notes: [], rests: [{ at: 0, value: value(1) }] };
  fill(rests, 0, notes[0]?.at ?? 0);
  const found = notes.map((note, i): Written => {
    const next = Math.min(notes[i + 1]?.at ?? length, length);
    const end = Math.min(next, note.at + note.length);
    const gap = next - end;
    if (gap < BREATH - HAIR) return { ...note, value: nearestValue(next - note.at) };
    // A note that is let go early is as long as its beats; the rest of the time is a rest.
    const held = Math.min(next, note.at + Math.max(0.25, Math.ceil((note.length - HAIR) * 2) / 2));
    fill(rests, held, next);
    return { ...note, value: nearestValue(held - note.at) };
  });
  return { notes: found, rests };
}

function fill(rests: Rest[], from: number, to: number): void {
  let at = from;
  for (const [quarters, one] of RESTS) {
    while (to - at >= quarters - HAIR) {
      rests.push({ at, value: one });
      at += quarters;
    }
  }
}
