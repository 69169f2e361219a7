/** The master's limiter: nothing over its ceiling, not between the samples either, and nothing else changed. */
import { describe, expect, test } from "vitest";
import { Limiting } from "../src/audio/limiting";

const RATE = 48_000;
const BLOCK = 128;
const CEILING = 10 ** (-1 / 20);

/** What comes out for the same sound on both sides, in blocks as a browser sends them. */
function limited(sound: Float32Array, ceiling = -1): Float32Array {
  const limiting = new Limiting(RATE, ceiling);
  const out = new Float32Array(sound.length);
  for (let at = 0; at + BLOCK <= sound.length; at += BLOCK) {
    const input = sound.subarray(at, at + BLOCK);
    limiting.process([input, input], [out.subarray(at, at + BLOCK), new Float32Array(BLOCK)]);
  }
  return out;
}
const wave = (hertz: number, amplitude: (second: number) => number, phase = 0) =>
  Float32Array.from({ length: RATE }, (_, i) => {
    return amplitude(i / RATE) * Math.sin((2 * Math.PI * hertz * i) / RATE + phase);
  });
const peak = (sound: Float32Array) => sound.reduce((most, one) => Math.max(most, Math.abs(one)), 0);

/** The greatest value between the samples, by a long sinc in eighths: independent of the limiter's own. */
function truePeak(sound: Float32Array): number {
  let most = 0;
  for (let i = 200; i < sound.length - 200; i++) {
    if (Math.abs(sound[i] ?? 0) < 0.5) continue;
    for (let part = 0; part < 8; part++) {
      let value = 0;
      for (let k = -32; k <= 32; k++) {
        const away = Math.PI * (k - part / 8);
        const weight = away === 0 ? 1 : (Math.sin(away) / away) * Math.cos(away / 66) ** 2;
        value += weight * (sound[i + k] ?? 0);
      }
      most = Math.max(most, Math.abs(value));
    }
  }
  return most;
}

describe("a limiter", () => {
  test("leaves what stays under its ceiling as it is, a little later", () => {
    const sound = wave(440, () => 0.5);
    const { delay } = new Limiting(RATE, -1);
    expect(delay / RATE).toBeLessThan(0.006);
    const out = limited(sound);
    for (let i = delay; i < RATE - BLOCK; i += 97) expect(out[i]).toBe(sound[i - delay]);
  });

  test("lets no peak through: bursts, steps, clicks and noise", () => {
    let seed = 1;
    const noise = Float32Array.from({ length: RATE }, () => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return (seed / 2 ** 31 - 1) * 3;
    });
    const clicks = new Float32Array(RATE);
    for (let i = 1000; i < RATE; i += 3001) clicks[i] = 2.5;
    const burst = wave(90, (second) => (second > 0.3 && second < 0.6 ? 4 : 0.1));
    for (const sound of [noise, clicks, burst]) {
      expect(peak(limited(sound))).toBeLessThanOrEqual(CEILING);
      expect(peak(limited(sound))).toBeGreaterThan(0.6 * CEILING);
    }
  });

  test("holds between the samples too", () => {
    const sound = wave(RATE / 4, (second) => (second > 0.2 ? 1.4 : 0.7), Math.PI / 4); // on them 0.99
    const around = [9_000, 12_000] as const; // where it becomes loud
    expect(truePeak(sound.subarray(...around))).toBeGreaterThan(1.35);
    expect(truePeak(limited(sound).subarray(...around))).toBeLessThanOrEqual(CEILING);
  });

  test("comes back to what comes in, and turns slowly enough to be no crack", () => {
    const out = limited(wave(220, (second) => (second > 0.2 && second < 0.25 ? 3 : 0.5)));
    expect(peak(out.subarray(0.9 * RATE, 0.98 * RATE))).toBeCloseTo(0.5, 3);
    const dc = limited(Float32Array.from({ length: RATE }, (_, i) => (i === 24_000 ? 4 : 0.5)));
    const steps = dc.subarray(12_000, 23_900).map((one, i) => one - (dc[11_999 + i] ?? 0));
    expect(peak(steps)).toBeLessThan(1e-6);
    const turned = dc.subarray(23_990, 24_230).map((one, i) => one - (dc[23_989 + i] ?? 0));
    expect(peak(turned)).toBeLessThan(0.003);
  });

  test("takes another ceiling", () => {
    expect(
      peak(
        limited(
          wave(440, () => 2),
          -6,
        ),
      ),
    ).toBeLessThanOrEqual(10 ** (-6 / 20));
  });
});
