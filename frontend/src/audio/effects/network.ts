/** The room that is reckoned: what a network of eight delays answers to one clap; as effects/network.py. */
import type { Effect } from "../../score/effects";

const LINES = [29.7, 37.1, 41.1, 43.7, 50.3, 56.9, 61.3, 68.9]; // ms
const DIFFUSERS = [4.77, 3.59, 12.73, 9.31]; // ms
const SPREAD = 0.6; // of the all-passes

export type Sides = readonly [left: Float64Array, right: Float64Array];

const framesOf = (milliseconds: number, rate: number) =>
  Math.floor((milliseconds / 1000) * rate + 0.5);

/** Left and right, before any normalisation. */
export function networkAnswer(effect: Effect<"reverb">, rate: number): Sides {
  const { seconds, size, tone_hz, predelay_ms } = effect;
  const before = Math.round((predelay_ms / 1000) * rate);
  const frames = Math.ceil((seconds * 1.1 + (68.9 / 1000) * size) * rate);
  const lengths = LINES.map((line) => framesOf(line * size, rate));
  const losses = lengths.map((length) => 10 ** ((-3 * length) / (seconds * rate)));
  const dull = Math.exp((-2 * Math.PI * tone_hz) / rate);
  const out: Sides = [new Float64Array(before + frames), new Float64Array(before + frames)];
  ring(
    [out[0].subarray(before), out[1].subarray(before)],
    DIFFUSERS.map((one) => framesOf(one, rate)),
    lengths,
    losses,
    dull,
  );
  return out;
}

function ring(
  out: Sides,
  diffusers: readonly number[],
  lengths: readonly number[],
  losses: readonly number[],
  dull: number,
): void {
  const count = lengths.length;
  const lines = lengths.map((length) => new Float64Array(length));
  const spread = diffusers.map((length) => new Float64Array(length));
  const dulled = new Float64Array(count);
  const back = new Float64Array(count);
  for (let frame = 0; frame < out[0].length; frame++) {
    let value = frame === 0 ? 1 : 0;
    for (const kept of spread) {
      const at = frame % kept.length;
      const old = kept[at] as number;
      const fresh = value + SPREAD * old;
      kept[at] = fresh;
      value = old - SPREAD * fresh;
    }
    let total = 0;
    for (let line = 0; line < count; line++) {
      const kept = lines[line] as Float64Array;
      const heard = kept[frame % kept.length] as number;
      const duller = (1 - dull) * heard + dull * (dulled[line] as number);
      dulled[line] = duller;
      back[line] = (losses[line] as number) * duller;
      total += back[line] as number;
      const side = out[(line % 2) as 0 | 1];
      const sign = (line >> 1) % 2 ? -1 : 1;
      side[frame] = (side[frame] as number) + sign * heard;
    }
    for (let line = 0; line < count; line++) {
      const kept = lines[line] as Float64Array;
      const into = line % 4 < 2 ? value : -value;
      kept[frame % kept.length] = into + (back[line] as number) - (2 * total) / count;
    }
  }
}
