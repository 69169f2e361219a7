/** Channels, levels, and which instrument sounds a part. */
import { describe, expect, test } from "vitest";
import { Band } from "../src/audio/band";
import { BEND, PAN, PEDAL, VOLUME } from "../src/audio/changes";
import { channelsOf, DRUM_CHANNEL } from "../src/audio/channels";
import type { Seat } from "../src/audio/mix";
import type { Cue } from "../src/audio/schedule";
import type { ProgramVoice } from "../src/audio/voice";
import type { Chain } from "../src/score/effects";

const cue = (track: number, pitch = 60): Cue => ({ onset: 0, end: 10, pitch, velocity: 90, track });
const seat = (more: Partial<Seat>): Seat => ({
  ...{ program: 0, isDrum: false, synth: null, decibels: 0, pan: 0, muted: false, solo: false },
  effects: [],
  ...more,
});
const SEATS = [seat({ program: 73 }), seat({ isDrum: true, program: 40 }), seat({ program: 33 })];

class Recorder implements ProgramVoice {
  readonly played: string[] = [];
  readonly levels = new Map<number, readonly [gain: number, pan: number]>();
  noteOn(channel: number, pitch: number) {
    this.played.push(`on ${channel} ${pitch}`);
  }
  noteOff(channel: number, pitch: number) {
    this.played.push(`off ${channel} ${pitch}`);
  }
  silence() {
    this.played.push("silence");
  }
  setProgram(channel: number, program: number) {
    this.played.push(`program ${channel} ${program}`);
  }
  change(channel: number, kind: number, value: number, time: number) {
    this.played.push(`turn ${channel} ${kind} ${value} ${time}`);
  }
  setLevel(channel: number, gain: number, pan: number) {
    this.levels.set(channel, [gain, pan]);
  }
}

function seated(font: Recorder | null) {
  const synths = new Map<string, Recorder>();
  const strips = new Map<number, readonly [gain: number, pan: number]>();
  const chains = new Map<number, Chain>();
  const voices = { font, drums: new Recorder(), clicks: [] as boolean[], synths, strips };
  const band = new Band({
    ports: 4,
    get font() {
      return voices.font;
    },
    drums: () => voices.drums,
    synth: (track, name) => {
      const key = `${track} ${name}`;
      const found = synths.get(key) ?? new Recorder();
      synths.set(key, found);
      return found;
    },
    setLevel: (track, gain, pan) => strips.set(track, [gain, pan]),
    setEffects: (track, chain) => chains.set(track, chain),
    click: (accent) => voices.clicks.push(accent),
    exact: (time) => time,
  });
  band.seat(SEATS);
  return { band, voices };
}

test("drums are on the tenth channel, other tracks on one each", () => {
  const tracks = Array.from({ length: 16 }, (_, i) => ({ program: i, isDrum: i === 3 }));
  const channels = channelsOf(tracks);
  expect(channels[3]).toBe(DRUM_CHANNEL);
  expect(new Set(channels).size).toBe(16);
});

test("past fifteen pitched tracks those of one program share a channel", () => {
  const tracks = Array.from({ length: 40 }, (_, i) => ({ program: i % 10, isDrum: false }));
  const channels = channelsOf(tracks);
  expect(channels).not.toContain(DRUM_CHANNEL);
  expect(channels[0]).toBe(channels[10]);
  expect(new Set(channels).size).toBe(10);
});

test("with more ports every track has a channel, and every kit a tenth one", () => {
  const tracks = Array.from({ length: 44 }, (_, i) => ({ program: i % 10, isDrum: i % 20 === 3 }));
  const channels = channelsOf(tracks, 4);
  expect(new Set(channels).size).toBe(44);
  expect(channels.filter((channel) => channel % 16 === DRUM_CHANNEL)).toEqual([9, 25, 41]);
});

test("until the SoundFont is there the synths play, never silence", () => {
  const { band, voices } = seated(null);
  band.noteOn(cue(0), 1);
  band.noteOn(cue(1, 36), 1);
  expect(voices.synths.get("0 piano")?.played).toEqual(["on 0 60"]);
  expect(voices.drums.played).toEqual(["on 9 36"]);
});

test("a note ends where it began, though the SoundFont came in between", () => {
  const { band, voices } = seated(null);
  const held = cue(0);
  band.noteOn(held, 1);
  voices.font = new Recorder();
  band.noteOff(held, 2);
  band.noteOn(cue(2), 2);
  expect(voices.synths.get("0 piano")?.played).toEqual(["on 0 60", "off 0 60"]);
  expect(voices.font.played).toEqual(["program 1 33", "on 1 60"]);
});

test("a note ends on its channel, though the players changed their seats in between", () => {
  const { band, voices } = seated(new Recorder());
  const held = cue(2);
  band.noteOn(held, 1);
  band.seat([seat({ program: 1 }), seat({ program: 2 }), ...SEATS.slice(2)]);
  band.noteOff(held, 2);
  expect(voices.font?.played.at(-1)).toBe("off 1 60");
});

test("a drummer plays the kit that is written", () => {
  const { band, voices } = seated(new Recorder());
  band.noteOn(cue(1, 36), 1);
  expect(voices.font?.played).toEqual(["program 9 40", "on 9 36"]);
});

test("a chosen sound replaces the written one, also one of Tone's", () => {
  const { band, voices } = seated(new Recorder());
  band.seat([seat({ program: 11 }), seat({ isDrum: true }), seat({ synth: "pluck" })]);
  band.noteOn(cue(0), 1);
  band.noteOn(cue(2), 1);
  expect(voices.font?.played).toEqual(["program 0 11", "on 0 60"]);
  expect(voices.synths.get("2 pluck")?.played).toEqual(["on 1 60"]);
});

test("faders, pans and mutes reach the strip and the SoundFont's channel", () => {
  const { band, voices } = seated(new Recorder());
  band.seat([seat({ decibels: -6, pan: -0.5 }), seat({ isDrum: true }), seat({ muted: true })]);
  for (const levels of [voices.strips, voices.font?.levels]) {
    expect(levels?.get(0)?.[0]).toBeCloseTo(0.501, 3);
    expect(levels?.get(0)?.[1]).toBe(-0.5);
  }
  expect(voices.strips.get(2)?.[0]).toBe(0);
  expect(voices.font?.levels.get(1)?.[0]).toBe(0); // the third track's channel
  expect(voices.font?.levels.get(9)?.[0]).toBe(1);
});

test("who plays alone is the only one who is heard", () => {
  const { band, voices } = seated(new Recorder());
  band.seat([SEATS[0] ?? seat({}), SEATS[1] ?? seat({}), seat({ solo: true })]);
  expect([0, 1, 2].map((track) => voices.strips.get(track)?.[0])).toEqual([0, 0, 1]);
});

test("a SoundFont that comes late is told how loud everybody is", () => {
  const { band, voices } = seated(null);
  band.seat([seat({ decibels: -60 }), seat({ isDrum: true }), seat({})]);
  voices.font = new Recorder();
  band.level();
  expect(voices.font.levels.get(0)).toEqual([0, 0]);
});

test("a key pressed by hand sounds until it is let go, and once only", () => {
  const { band, voices } = seated(new Recorder());
  band.touch(0, 62, 80, 1);
  band.touch(0, 62, 90, 2);
  band.touch(0, 62, 0, 3);
  band.touch(0, 62, 0, 4);
  const played = voices.font?.played.filter((event) => !event.startsWith("program"));
  expect(played).toEqual(["on 0 62", "off 0 62", "on 0 62", "off 0 62"]);
});

describe("what a file turns", () => {
  const turn = (track: number, kind: number, value: number) => ({ tick: 0, track, kind, value });
  const turns = (voice: Recorder | null | undefined) =>
    voice?.played.filter((event) => event.startsWith("turn"));

  test("reaches the SoundFont's channel of the player", () => {
    const { band, voices } = seated(new Recorder());
    band.change(turn(2, PEDAL, 127), 3);
    band.change(turn(0, BEND, -100), 4);
    expect(turns(voices.font)).toEqual(["turn 1 64 127 3", "turn 0 128 -100 4"]);
  });

  test("goes under a mixer's place, and its fader makes nothing louder than 127", () => {
    const { band, voices } = seated(new Recorder());
    band.seat([seat({ pan: 0.5, decibels: 6 })]);
    band.change(turn(0, PAN, 10), 1);
    band.change(turn(0, VOLUME, 120), 1);
    expect(turns(voices.font)).toEqual(["turn 0 10 64 1", "turn 0 7 120 1"]);
    expect(voices.font?.levels.get(0)?.[0]).toBeCloseTo((127 / 120) ** 2, 6);
    band.seat([seat({ decibels: -6 })]);
    expect(turns(voices.font)?.at(-1)).toBe("turn 0 10 10 0");
    expect(voices.font?.levels.get(0)?.[0]).toBeCloseTo(0.501, 3);
  });

  test("is told to a SoundFont that comes late, and on a channel that a player moves to", () => {
    const { band, voices } = seated(null);
    band.change(turn(2, BEND, 500), 1);
    voices.font = new Recorder();
    band.level();
    band.recallAll();
    expect(turns(voices.font)).toEqual(["turn 1 128 500 0"]);
    band.seat([seat({}), seat({}), seat({})]);
    expect(turns(voices.font)?.slice(1)).toEqual(["turn 1 128 0 0", "turn 2 128 500 0"]);
    band.seat([seat({})]);
    expect(turns(voices.font)?.at(-1)).toBe("turn 2 128 0 0");
  });

  test("of it Tone's synths know volume, place and pedal", () => {
    const { band, voices } = seated(null);
    band.change(turn(0, VOLUME, 50), 1);
    band.change(turn(0, PAN, 0), 1);
    expect(voices.strips.get(0)).toEqual([0.25, -1]);
    const held = cue(0);
    band.change(turn(0, PEDAL, 100), 1);
    band.noteOn(held, 1);
    band.noteOff(held, 2);
    const played = voices.synths.get("0 piano")?.played;
    expect(played).toEqual(["on 0 60"]);
    band.change(turn(0, PEDAL, 0), 3);
    expect(played).toEqual(["on 0 60", "off 0 60"]);
  });
});
