/** Channels and which instrument sounds a part. */
import { expect, test } from "vitest";
import { Band, type ProgramVoice } from "../src/audio/band";
import { channelsOf, DRUM_CHANNEL } from "../src/audio/channels";
import type { Cue } from "../src/audio/schedule";
import type { Voice } from "../src/audio/voice";

const cue = (track: number, pitch = 60): Cue => ({ onset: 0, end: 10, pitch, velocity: 90, track });

class Recorder implements ProgramVoice {
  readonly played: string[] = [];
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
}

function seated(font: Recorder | null) {
  const voices = {
    font,
    drums: new Recorder(),
    piano: new Recorder(),
    fm: new Recorder(),
    am: new Recorder(),
  };
  const band = new Band({
    get font() {
      return voices.font;
    },
    drums: voices.drums as Voice,
    synth: (name) => voices[name],
  });
  band.seat([
    { program: 73, isDrum: false },
    { program: 0, isDrum: true },
    { program: 33, isDrum: false },
  ]);
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

test("until the SoundFont is there the synths play, never silence", () => {
  const { band, voices } = seated(null);
  band.noteOn(cue(0), 1);
  band.noteOn(cue(1, 36), 1);
  expect(voices.piano.played).toEqual(["on 0 60"]);
  expect(voices.drums.played).toEqual(["on 9 36"]);
});

test("a note ends where it began, though the SoundFont came in between", () => {
  const { band, voices } = seated(null);
  const held = cue(0);
  band.noteOn(held, 1);
  voices.font = new Recorder();
  band.noteOff(held, 2);
  band.noteOn(cue(2), 2);
  expect(voices.piano.played).toEqual(["on 0 60", "off 0 60"]);
  expect(voices.font.played).toEqual(["program 1 33", "on 1 60"]);
});

test("a chosen sound replaces the written one, also one of Tone's", () => {
  const { band, voices } = seated(new Recorder());
  band.setSound(0, { kind: "program", program: 11 });
  band.setSound(2, { kind: "synth", synth: "fm" });
  band.noteOn(cue(0), 1);
  band.noteOn(cue(2), 1);
  expect(voices.font?.played).toEqual(["program 0 11", "on 0 60"]);
  expect(voices.fm.played).toEqual(["on 1 60"]);
});

test("a muted player is silent", () => {
  const { band, voices } = seated(new Recorder());
  band.setMuted(0, true);
  band.noteOn(cue(0), 1);
  band.setMuted(0, false);
  band.noteOn(cue(0), 2);
  expect(voices.font?.played.filter((event) => event.startsWith("on"))).toHaveLength(1);
});
