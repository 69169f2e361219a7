/** Filters of second order for sound in memory, by the formulas of the Web Audio specification. */

export type Section = readonly [b0: number, b1: number, b2: number, a1: number, a2: number];

const FLAT = Math.SQRT1_2; // the quality at which a low-pass has no hump
/** The same as a BiquadFilterNode of the types "lowpass" and "highpass" counts it. */
export const FLAT_DB = 20 * Math.log10(FLAT);

export function lowpass(hertz: number, rate: number): Section {
  return passing(hertz, rate, 1);
}

export function highpass(hertz: number, rate: number): Section {
  return passing(hertz, rate, -1);
}

function passing(hertz: number, rate: number, side: 1 | -1): Section {
  const w = (2 * Math.PI * hertz) / rate;
  const alpha = Math.sin(w) / (2 * FLAT);
  const a0 = 1 + alpha;
  const outer = (1 - side * Math.cos(w)) / 2 / a0;
  return [outer, side * 2 * outer, outer, (-2 * Math.cos(w)) / a0, (1 - alpha) / a0];
}

/** Sends sound through a filter, in its place. */
export function filter(sound: Float64Array, [b0, b1, b2, a1, a2]: Section): void {
  let one = 0;
  let two = 0;
  for (let i = 0; i < sound.length; i++) {
    const value = sound[i] as number;
    const out = b0 * value + one;
    one = b1 * value - a1 * out + two;
    two = b2 * value - a2 * out;
    sound[i] = out;
  }
}
