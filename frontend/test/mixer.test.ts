/** Faders, meters, voices of a pool, strings, sounds, and what the page remembers of a desk. */
import { describe, expect, test } from "vitest";
import { Ballistics } from "../src/audio/ballistics";
import {
  audible,
  decibelsSaid,
  gainOf,
  LOUDEST,
  meterOf,
  panSaid,
  SOFTEST,
} from "../src/audio/mix";
import { Notes, type Single } from "../src/audio/notes";
import { pluck } from "../src/audio/pluck";
import { type Desk, readDesk, writeDesk } from "../src/studio/desk";
import { fromFader, toFader } from "../src/studio/fader";
import { soundsFor } from "../src/studio/sounds";

test("decibels, in numbers and words", () => {
  expect(gainOf(0)).toBe(1);
  expect(gainOf(-6)).toBeCloseTo(0.5012, 4);
  expect(gainOf(SOFTEST)).toBe(0);
  expect(gainOf(40)).toBe(gainOf(LOUDEST));
  expect([0, -3.5, 6, SOFTEST].map(decibelsSaid)).toEqual(["0 dB", "−3.5 dB", "+6 dB", "off"]);
  expect([0, -0.3, 1].map(panSaid)).toEqual(["centre", "30 % left", "100 % right"]);
});

test("a fader goes there and back, in steps of half a decibel", () => {
  for (const decibels of [SOFTEST, -41.5, -18, -3.5, 0, 0.5, LOUDEST]) {
    expect(fromFader(toFader(decibels))).toBe(decibels);
  }
  expect(toFader(SOFTEST)).toBe(0);
  expect(toFader(LOUDEST)).toBe(1);
  expect(toFader(0)).toBeGreaterThan(0.7);
});

test("solo wins over the others, mute over solo", () => {
  const seat = (muted: boolean, solo: boolean) => ({ muted, solo });
  expect(audible([seat(false, false), seat(true, false)])).toEqual([true, false]);
  expect(audible([seat(false, true), seat(false, false), seat(true, true)])).toEqual([
    true,
    false,
    false,
  ]);
});

test("meters rise at once, fall slowly, and keep the mark of what was too loud", () => {
  const meters = new Ballistics();
  expect(meters.push([1, 0.001], 0)).toEqual([1, meterOf(0.001)]);
  expect(meters.clipped).toEqual([true, false]);
  const [fallen = 0] = meters.push([0, 0], 0.5);
  expect(fallen).toBeCloseTo(0.75, 6);
  expect(meters.clipped).toEqual([true, false]);
  meters.forget(0);
  expect(meters.clipped).toEqual([false, false]);
});

describe("notes of one-voice instruments", () => {
  class Played implements Single {
    readonly log: [string, number][] = [];
    triggerAttack(hertz: number, time: number) {
      this.log.push([`on ${hertz}`, time]);
    }
    triggerRelease(time: number) {
      this.log.push(["off", time]);
    }
  }
  const made: Played[] = [];
  const dropped: [Played, number][] = [];
  const notes = () => {
    made.length = 0;
    dropped.length = 0;
    const make = () => {
      const voice = new Played();
      made.push(voice);
      return voice;
    };
    return new Notes(make, (voice, time) => dropped.push([voice, time]), 3);
  };

  test("have a voice of their own and give it back when they end", () => {
    const voices = notes();
    voices.attack(60, 262, 1, 1);
    voices.release(60, 2);
    voices.attack(60, 262, 5, 1);
    expect(made).toHaveLength(2);
    expect(dropped).toEqual([[made[0], 2]]);
    voices.release(72, 6); // never struck: nothing happens
    voices.releaseAll(7);
    expect(made[1]?.log).toEqual([
      ["on 262", 5],
      ["off", 7],
    ]);
  });

  test("end the oldest when there are too many", () => {
    const voices = notes();
    for (const pitch of [60, 62, 64, 65]) voices.attack(pitch, pitch, pitch / 60, 1);
    expect(made[0]?.log.at(-1)).toEqual(["off", 65 / 60]);
    expect(dropped).toHaveLength(1);
  });

  test("of one pitch end in turn", () => {
    const voices = notes();
    voices.attack(60, 262, 1, 1);
    voices.attack(60, 262, 2, 1);
    voices.release(60, 3);
    voices.release(60, 4);
    expect(made.map((voice) => voice.log.at(-1))).toEqual([
      ["off", 3],
      ["off", 4],
    ]);
  });
});

/** Hertz of the strongest period between two bounds, by autocorrelation over a tenth of a second. */
function pitchOf(samples: Float32Array, rate: number, low: number, high: number): number {
  const from = Math.round(0.1 * rate);
  const span = Math.round(0.1 * rate);
  const likeness = (lag: number) => {
    let sum = 0;
    for (let i = from; i < from + span; i++) sum += (samples[i] ?? 0) * (samples[i + lag] ?? 0);
    return sum;
  };
  let best = Math.floor(rate / high);
  for (let lag = best; lag <= rate / low; lag++) if (likeness(lag) > likeness(best)) best = lag;
  const [a, b, c] = [likeness(best - 1), likeness(best), likeness(best + 1)];
  return rate / (best + (a - c) / (2 * (a - 2 * b + c)));
}

test.each([82.4, 220, 440, 1046.5])("a string of %f Hz is in tune and dies away", (hertz) => {
  const rate = 48_000;
  const samples = pluck(hertz, rate);
  const cents = 1200 * Math.log2(pitchOf(samples, rate, hertz / 1.3, hertz * 1.3) / hertz);
  expect(Math.abs(cents)).toBeLessThan(5);
  const loudness = (from: number) =>
    Math.sqrt(samples.subarray(from, from + 4800).reduce((sum, x) => sum + x * x, 0) / 4800);
  expect(loudness(2 * rate)).toBeLessThan(loudness(0) / 8);
  expect(samples.at(-1)).toBeCloseTo(0, 4);
});

test("sounds are found by name and by family; drummers are offered kits", () => {
  const all = soundsFor(false).flatMap((group) => group.sounds);
  expect(all.filter((sound) => sound.id.startsWith("program:"))).toHaveLength(128);
  expect(all.filter((sound) => sound.id.startsWith("synth:"))).toHaveLength(5);
  expect(soundsFor(false, "muted trum").flatMap((group) => group.sounds)).toEqual([
    { id: "program:59", label: "Muted Trumpet" },
  ]);
  expect(soundsFor(false, "brass")[0]?.sounds).toHaveLength(8);
  expect(soundsFor(false, "hurdy-gurdy")).toEqual([]);
  expect(soundsFor(true, "brush")[0]?.sounds[0]?.id).toBe("program:40");
});

test("a desk is remembered for its song, and one that cannot be read is forgotten", () => {
  const kept = new Map<string, string>();
  const store = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  const desk: Desk = { solos: [2], synths: { 0: "fm" } };
  writeDesk("a", desk, store);
  expect(readDesk("a", store)).toEqual(desk);
  expect(readDesk("b", store)).toEqual({ solos: [], synths: {} });
  kept.set("cadenza:desk:b", '{"synths": {"0": "theremin"}');
  expect(readDesk("b", store)).toEqual({ solos: [], synths: {} });
  kept.set("cadenza:desk:c", '{"solos": [1], "synths": {"0": "theremin", "1": "pluck"}}');
  expect(readDesk("c", store)).toEqual({ solos: [1], synths: { 1: "pluck" } });
  writeDesk("a", { solos: [], synths: {} }, store);
  expect(kept.has("cadenza:desk:a")).toBe(false);
});
