import { expect, test } from "vitest";
import { Alignment, keepsBars, transposed } from "../src/recording/alignment";
import { rateOf } from "../src/recording/deck";
import { TempoMap } from "../src/score/tempo";
import { isRecording } from "../src/studio/listening.svelte";

const heard = {
  ticksPerQuarter: 480,
  tempos: [
    [0, 120],
    [960, 60],
  ] as [number, number][],
};

test("an unedited take has its recording where it was heard", () => {
  const line = new Alignment(heard, 0.5);
  const map = new TempoMap(480, heard.tempos);
  const at = (tick: number) => line.at(tick, (t) => map.secondsAt(t));
  expect(at(0)).toEqual({ seconds: 0.5, rate: 1 });
  expect(at(960)).toEqual({ seconds: 1.5, rate: 1 });
  expect(at(1440)).toEqual({ seconds: 2.5, rate: 1 });
});

test("another tempo hurries the recording, bar by bar", () => {
  const line = new Alignment(heard, -0.25);
  const twice = new TempoMap(480, [[0, 240]]);
  const at = (tick: number) => line.at(tick, (t) => twice.secondsAt(t));
  expect(at(480)).toEqual({ seconds: 0.25, rate: 2 });
  expect(at(1440).rate).toBeCloseTo(4); // it slowed down there, and now it does not
});

test("moved bars cannot be followed, a transposed song can", () => {
  const edit = (verb: string, more = {}) => ({ verb, enabled: true, ...more });
  const up = edit("transpose", { semitones: 3, tracks: null });
  expect(keepsBars([up, edit("tempo", { bpm: 90 })])).toBe(true);
  expect(keepsBars([edit("cut")])).toBe(false);
  expect(keepsBars([{ ...edit("cut"), enabled: false }])).toBe(true);
  const other = edit("transpose", { semitones: 12, tracks: [1] });
  const off = { ...edit("transpose", { semitones: 5 }), enabled: false };
  expect(transposed([up, other, off, edit("transpose", { semitones: -1 })])).toBe(2);
});

test("small lags are made up by speed, large ones by a jump, none beyond what browsers play", () => {
  expect(rateOf(1, 0.005)).toBe(1);
  expect(rateOf(1, 0.04)).toBeCloseTo(1.02);
  expect(rateOf(2, -0.04)).toBeCloseTo(1.96);
  expect(rateOf(1, 3)).toBe(1);
  expect(rateOf(20, 0)).toBe(8);
});

test("sound is told from notes by name and type", () => {
  const file = (name: string, type = "") => isRecording({ name, type });
  expect(["a.wav", "b.MP3", "c.flac", "d.m4a"].map((name) => file(name))).not.toContain(false);
  expect(file("a.mid", "audio/midi")).toBe(false);
  expect(file("a.kar")).toBe(false);
  expect(file("voice", "audio/webm")).toBe(true);
  expect(file("a.txt", "text/plain")).toBe(false);
});
