import { expect, test, vi } from "vitest";
import { audible } from "../src/audio/mix";
import { apply } from "../src/editing/apply";
import { RECORDING } from "../src/editing/verb";
import { Alignment } from "../src/recording/alignment";
import { rateOf } from "../src/recording/deck";
import { AS_IT_WAS, SILENT, type Stretch } from "../src/score/recording";
import { TempoMap } from "../src/score/tempo";
import { isRecording } from "../src/studio/listening.svelte";
import { Mixer } from "../src/studio/mixer.svelte";
import { BAR, beats, scoreOf, track } from "./scores";

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
  const at = (tick: number) => line.at(tick, (t) => map.secondsAt(t), AS_IT_WAS);
  expect(at(0)).toEqual({ seconds: 0.5, rate: 1 });
  expect(at(960)).toEqual({ seconds: 1.5, rate: 1 });
  expect(at(1440)).toEqual({ seconds: 2.5, rate: 1 });
});

test("another tempo hurries the recording, bar by bar", () => {
  const line = new Alignment(heard, -0.25);
  const twice = new TempoMap(480, [[0, 240]]);
  const at = (tick: number) => line.at(tick, (t) => twice.secondsAt(t), AS_IT_WAS);
  expect(at(480)).toEqual({ seconds: 0.25, rate: 2 });
  expect(at(1440)?.rate).toBeCloseTo(4); // it slowed down there, and now it does not
});

test("bars take their sound along when they are moved; bars put in are silent", () => {
  const song = scoreOf([track(beats(4))], 4);
  const edit = (verb: string, more = {}) => ({ verb, enabled: true, ...more });
  const made = (...edits: ReturnType<typeof edit>[]) => apply(song, edits).recording.stretches;
  expect(made(edit("cut", { first_bar: 2, last_bar: 2 }))).toEqual([
    [0, 0],
    [BAR, 2 * BAR],
  ]);
  expect(made(edit("insert", { before_bar: 2, bars: 1 }))).toEqual([
    [0, 0],
    [BAR, SILENT],
    [2 * BAR, BAR],
  ]);
  const twice = edit("repeat", { first_bar: 2, last_bar: 2, times: 1 });
  expect(made(twice)).toEqual([
    [0, 0],
    [2 * BAR, BAR],
  ]);
  // What is cut out again was never there.
  expect(made(twice, edit("cut", { first_bar: 3, last_bar: 3 }))).toEqual([[0, 0]]);
  const line = new Alignment({ ticksPerQuarter: 480, tempos: [[0, 120]] }, 0.5);
  const at = (tick: number, stretches: readonly Stretch[]) =>
    line.at(tick, (t) => t / 960, { stretches });
  expect(at(BAR + 480, made(edit("cut", { first_bar: 2, last_bar: 2 })))?.seconds).toBe(5);
  expect(at(BAR + 480, made(edit("insert", { before_bar: 2, bars: 1 })))).toBeNull();
});

test("the whole song's pitch is the recording's, some players' is not", () => {
  const song = scoreOf([track(beats(4))], 4, { key: "C major", keys: [[0, "C major"]] });
  const edit = (verb: string, more = {}) => ({ verb, enabled: true, ...more });
  const { recording } = apply(song, [
    edit("transpose", { semitones: 3 }),
    edit("transpose", { semitones: 12, tracks: [0] }),
    { ...edit("transpose", { semitones: 5 }), enabled: false },
    edit("key", { key: "D major" }), // from E flat
  ]);
  expect(recording.semitones).toBe(2);
});

test("the recording has a strip of its own: what is set there is an edit", () => {
  vi.stubGlobal("localStorage", { getItem: () => null });
  const edits: object[] = [];
  const heard: boolean[][] = [];
  const mixer = new Mixer(
    (seats) => heard.push(audible(seats)),
    (step) => edits.push(step),
  );
  mixer.seat(scoreOf([track(beats(4)), track(beats(4))]), "");
  mixer.setVolume(RECORDING, -6);
  mixer.setPan(RECORDING, 0.5);
  mixer.setMuted(RECORDING, true);
  expect(edits).toEqual([
    { verb: "volume", track: RECORDING, gain_db: -6 },
    { verb: "pan", track: RECORDING, position: 0.5 },
    { verb: "mute", track: RECORDING, muted: true },
  ]);
  mixer.setMuted(RECORDING, false);
  mixer.setSolo(RECORDING, true);
  expect(heard.at(-1)).toEqual([false, false]);
  expect(mixer.silent).toEqual([true, true, false]);
  mixer.setSolo(1, true);
  expect(heard.at(-1)).toEqual([false, true]);
  mixer.setSolo(RECORDING, false);
  expect(mixer.silent).toEqual([true, false, true]);
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
