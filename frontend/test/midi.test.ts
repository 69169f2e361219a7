/** MIDI in and out: messages, a device's timing, what is recorded, and the file that is made of it. */
import midiFiles from "@tonejs/midi";
import { describe, expect, test } from "vitest";
import { BEND, PAN, PARAMETER, VOLUME } from "../src/audio/changes";
import { keyOf } from "../src/audio/midi/messages";
import { MidiOut, volumeOf } from "../src/audio/midi/out";
import { oneVoice, onGrid, Recorder } from "../src/audio/midi/recorder";
import type { Seat } from "../src/audio/mix";
import type { Cue } from "../src/audio/schedule";
import { snapOf } from "../src/roll/grid";
import { melodyFile } from "../src/score/file";
import type { Note } from "../src/score/score";
import { BAR, QUARTER, scoreOf } from "./scores";

test("keys are read from messages, and nothing else is", () => {
  expect(keyOf(new Uint8Array([0x93, 60, 100]))).toEqual({ pitch: 60, velocity: 100 });
  expect(keyOf(new Uint8Array([0x90, 60, 0]))).toEqual({ pitch: 60, velocity: 0 });
  expect(keyOf(new Uint8Array([0x80, 60, 64]))).toEqual({ pitch: 60, velocity: 0 });
  for (const other of [[0xb0, 64, 127], [0xf8], [0xe0, 0, 64], []]) {
    expect(keyOf(new Uint8Array(other))).toBeNull();
  }
  expect(keyOf(null)).toBeNull();
});

describe("a device", () => {
  const cue = (track: number): Cue => ({ onset: 0, end: 10, pitch: 60, velocity: 90, track });
  const seat = (more: Partial<Seat>): Seat => ({
    ...{ program: 0, isDrum: false, synth: null, decibels: 0, pan: 0, muted: false, solo: false },
    effects: [],
    ...more,
  });
  function plugged() {
    const sent: [bytes: readonly number[], at: number | undefined][] = [];
    const send = (bytes: readonly number[], at?: number) => void sent.push([bytes, at]);
    const out = new MidiOut({ send }, (seconds) => 1000 * seconds);
    out.seat([seat({ program: 33, pan: -1 }), seat({ isDrum: true }), seat({ muted: true })]);
    return { out, sent };
  }

  test("is told sounds, levels and places, and again only what changed", () => {
    const { out, sent } = plugged();
    expect(sent.map(([bytes]) => bytes)).toEqual([
      [0xc0, 33],
      [0xb0, 7, 100],
      [0xb0, 10, 1],
      [0xc9, 0],
      [0xb9, 7, 100],
      [0xb9, 10, 64],
      [0xc1, 0],
      [0xb1, 7, 100],
      [0xb1, 10, 64],
    ]);
    sent.length = 0;
    out.seat([seat({ program: 33, pan: -1, decibels: -6 }), seat({ isDrum: true }), seat({})]);
    expect(sent.map(([bytes]) => bytes)).toEqual([[0xb0, 7, volumeOf(-6)]]);
    expect(volumeOf(-60)).toBeLessThan(4);
    expect(volumeOf(12)).toBe(127);
  });

  test("plays every note at its time; who is muted sends none", () => {
    const { out, sent } = plugged();
    sent.length = 0;
    const heard = cue(0);
    out.noteOn(heard, 1.25);
    out.noteOn(cue(2), 1.25);
    out.noteOff(heard, 1.75);
    out.click(true, 2);
    expect(sent).toEqual([
      [[0x90, 60, 90], 1250],
      [[0x80, 60, 64], 1750],
      [[0x99, 76, 110], 2000],
      [[0x89, 76, 64], 2050],
    ]);
  });

  test("is told what a file turns, as the mixer makes it", () => {
    const { out, sent } = plugged();
    sent.length = 0;
    out.change({ tick: 0, track: 0, kind: BEND, value: 0 }, 1);
    out.change({ tick: 0, track: 0, kind: PAN, value: 100 }, 1); // its strip stands at the left
    out.change({ tick: 0, track: 0, kind: VOLUME, value: 80 }, 1);
    out.change({ tick: 0, track: 2, kind: PARAMETER, value: 12 }, 1);
    expect(sent.map(([bytes]) => bytes)).toEqual([
      [0xe0, 0, 64],
      [0xb0, 10, 1],
      [0xb0, 7, 80],
      ...[
        [101, 0],
        [100, 0],
        [6, 12],
        [101, 127],
        [100, 127],
      ].map((data) => [0xb1, ...data]),
    ]);
    out.seat([seat({ program: 33, pan: -1, decibels: -6 }), seat({ isDrum: true }), seat({})]);
    expect(sent.at(-1)?.[0]).toEqual([0xb0, 7, volumeOf(-6, 80)]);
  });

  test("is silent at once", () => {
    const { out, sent } = plugged();
    sent.length = 0;
    out.silence();
    expect(sent.map(([bytes]) => bytes)).toEqual(
      [0, 9, 1].map((channel) => [0xb0 | channel, 123, 0]),
    );
  });
});

describe("a recording", () => {
  const score = scoreOf([], 4);

  test("holds what was pressed until it was let go, in order of time", () => {
    const recorder = new Recorder(BAR);
    recorder.key(60, 90, 10.4);
    recorder.key(64, 80, 20);
    recorder.key(60, 0, 500);
    expect(recorder.count).toBe(2);
    expect(recorder.finish(900)).toEqual([
      [10, 490, 60, 90],
      [20, 880, 64, 80],
    ]);
  });

  test("a key that is held while the loop comes round ends with it", () => {
    const recorder = new Recorder(BAR);
    recorder.key(60, 90, BAR - 100);
    recorder.key(60, 0, 50);
    expect(recorder.finish(60)).toEqual([[BAR - 100, 100, 60, 90]]);
  });

  test("is drawn to the grid, and none of it gets lost there", () => {
    const played: Note[] = [
      [15, 210, 60, 90],
      [QUARTER - 20, 30, 62, 80],
      [QUARTER + 10, 470, 62, 80],
    ];
    expect(onGrid(score, snapOf("8"), played)).toEqual([
      [0, QUARTER / 2, 60, 90],
      [QUARTER, QUARTER, 62, 80],
    ]);
    expect(onGrid(score, snapOf("off"), played)).toEqual(played);
  });

  test("becomes one voice: the top of what begins together, cut where the next begins", () => {
    const chord: Note[] = [
      [0, 960, 60, 90],
      [0, 960, 67, 90],
      [480, 480, 64, 90],
    ];
    expect(oneVoice(chord)).toEqual([
      [0, 480, 67, 90],
      [480, 480, 64, 90],
    ]);
  });

  test("goes into a file that others read", () => {
    const notes: Note[] = [
      [0, 480, 60, 90],
      [480, 480, 60, 70],
      [20_000, 960, 72, 100],
    ];
    const bytes = melodyFile(scoreOf([], 4, { tempos: [[0, 96]], metres: [[0, 6, 8]] }), notes, 24);
    const read = new midiFiles.Midi(bytes);
    expect(read.header.ppq).toBe(QUARTER);
    expect(read.header.tempos[0]?.bpm).toBeCloseTo(96, 3);
    expect(read.header.timeSignatures[0]?.timeSignature).toEqual([6, 8]);
    expect(read.tracks[0]?.instrument.number).toBe(24);
    const found = read.tracks[0]?.notes.map((note) => [
      note.ticks,
      note.durationTicks,
      note.midi,
      Math.round(note.velocity * 127),
    ]);
    expect(found).toEqual(notes);
  });
});
