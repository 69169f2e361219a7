/** The lead-sheet staff: spelling, note values, and what stands in a bar. */
import { expect, test } from "vitest";
import { layoutOf } from "../src/roll/layout";
import { nearestValue, written } from "../src/roll/staff/rhythm";
import { alterIn, signatureWords, signsOf } from "../src/roll/staff/signature";
import { fifthsOf, speller } from "../src/roll/staff/spelling";
import { staffOf } from "../src/roll/staff/tune";
import { BAR, beats, QUARTER, scoreOf, track } from "./scores";

const LETTERS = "CDEFGAB";
const named = (key: string, pitch: number) => {
  const { step, alter } = speller(key)(pitch);
  const sign = alter < 0 ? "b".repeat(-alter) : "#".repeat(alter);
  return `${LETTERS[step % 7]}${sign}${Math.floor(step / 7)}`;
};

test("keys lie in fifths", () => {
  expect(
    ["C major", "G major", "F major", "A minor", "C minor", "F# minor", "Bb major"].map(fifthsOf),
  ).toEqual([0, 1, -1, 0, -3, 3, -2]);
  expect(fifthsOf(null)).toBe(0);
});

test("pitches are spelt as their key has them", () => {
  expect(named("C major", 60)).toBe("C4");
  expect(named("C major", 66)).toBe("F#4");
  expect(named("C major", 70)).toBe("Bb4");
  expect(named("A minor", 68)).toBe("G#4");
  expect(named("C minor", 63)).toBe("Eb4");
  expect(named("C minor", 71)).toBe("B4");
  expect(named("Gb major", 71)).toBe("Cb5");
  expect(named("C# major", 60)).toBe("B#3");
});

test("every pitch is spelt so that it sounds as it is", () => {
  const plain = [0, 2, 4, 5, 7, 9, 11];
  for (const key of ["C major", "F# minor", "Db major", "E minor"]) {
    for (let pitch = 24; pitch < 100; pitch++) {
      const { step, alter } = speller(key)(pitch);
      expect((Math.floor(step / 7) + 1) * 12 + (plain[step % 7] ?? 0) + alter).toBe(pitch);
    }
  }
});

test("played lengths become the nearest value", () => {
  expect(nearestValue(0.97)).toEqual({ base: 4, dotted: false, triplet: false });
  expect(nearestValue(1.45)).toEqual({ base: 4, dotted: true, triplet: false });
  expect(nearestValue(0.34)).toEqual({ base: 8, dotted: false, triplet: true });
  expect(nearestValue(4)).toMatchObject({ base: 1 });
});

test("short gaps are a way to let go, long ones are rests", () => {
  const note = (at: number, length: number) => ({ at, length, pitch: 60, tied: false });
  const held = written([note(0, 0.9), note(1, 2.9)], 4);
  expect(held.notes.map((one) => one.value.base)).toEqual([4, 2]);
  expect(held.notes[1]?.value.dotted).toBe(true);
  expect(held.rests).toEqual([]);
  const apart = written([note(1, 1)], 4);
  expect(apart.rests.map((rest) => [rest.at, rest.value.base])).toEqual([
    [0, 4],
    [2, 2],
  ]);
  expect(written([], 4).rests.map((rest) => rest.value.base)).toEqual([1]);
});

test("a bar shows the highest voice, its signs once, and ties over the bar line", () => {
  const tune = track(
    [
      [0, QUARTER, 66, 90],
      [0, QUARTER, 60, 90],
      [QUARTER, QUARTER, 66, 90],
      [2 * QUARTER, QUARTER, 65, 90],
      [3 * QUARTER, 2 * QUARTER, 71, 90],
    ],
    { role: "melody" },
  );
  const staff = staffOf(scoreOf([tune], 2, { key: "C major" }));
  expect(staff.clef).toBe("treble");
  expect(staff.bar(0).notes.map((note) => note.sign)).toEqual(["♯", "", "♮", ""]);
  expect(staff.bar(0).notes.map((note) => note.step)).toEqual([-3, -3, -3, 0]);
  expect(staff.bar(1).notes[0]).toMatchObject({ tied: true, at: 0, sign: "" });
});

test("the signs of a key stand where musicians look for them", () => {
  const steps = (key: string, clef: "treble" | "bass" = "treble") =>
    signsOf(key, clef).map(({ sign, step }) => `${sign}${step}`);
  expect(steps("C major")).toEqual([]);
  expect(steps("D major")).toEqual(["♯4", "♯1"]);
  expect(steps("C minor")).toEqual(["♭0", "♭3", "♭-1"]);
  expect(steps("F major", "bass")).toEqual(["♭-2"]);
  expect(steps("C# major")).toHaveLength(7);
});

test("what the key signature says is not said again before the notes", () => {
  const notes = [63, 64, 70, 72].map((pitch, i) => [i * QUARTER, QUARTER, pitch, 90] as const);
  const staff = staffOf(scoreOf([track(notes, { role: "melody" })], 1, { key: "C minor" }));
  expect(staff.bar(0).notes.map((note) => note.sign)).toEqual(["", "♮", "", ""]);
  for (const key of ["C# major", "Cb major", "G major", "F minor"]) {
    const spell = speller(key);
    const scale = key.endsWith("minor") ? [0, 2, 3, 5, 7, 8, 10] : [0, 2, 4, 5, 7, 9, 11];
    const tonic = { "C#": 61, Cb: 59, G: 67, F: 65 }[key.split(" ")[0] as "G"];
    for (const above of scale) {
      const { step, alter } = spell(tonic + above);
      expect(alterIn(key, step)).toBe(alter);
    }
  }
});

test("a note that would leave the lane is written octaves nearer, and says so", () => {
  const notes = [103, 100, 86, 71, 55, 53].map((pitch, i) => [i * 480, 480, pitch, 90] as const);
  const staff = staffOf(scoreOf([track(notes)], 2, { key: "C major" }));
  const all = [...staff.bar(0).notes, ...staff.bar(1).notes];
  const sounding = all.map(({ step, octaves }) => step + 7 * octaves);
  expect(staff.octaves).toBe(0);
  expect(sounding).toEqual([19, 17, 9, 0, -9, -10]);
  expect(all.map(({ octaves }) => octaves)).toEqual([2, 2, 0, 0, 0, -1]);
  for (const { step } of all) expect(Math.abs(step)).toBeLessThanOrEqual(9);
});

test("the column of the keys is wide enough for every sign of the key", () => {
  const wide = (signs: number, staff = true) =>
    layoutOf(500, { chords: true, staff, signs, drums: true, touch: true }).keys;
  expect(wide(0)).toBe(44);
  expect(wide(6) - wide(5)).toBe(5);
  expect(wide(7)).toBe(22 + 7 * 5 + 13);
  expect(wide(7, false)).toBe(44);
});

test("the signature can be read out", () => {
  const score = scoreOf([track(beats(1))], 2, {
    key: "C minor",
    metres: [
      [0, 4, 4],
      [BAR, 3, 4],
    ],
  });
  expect(signatureWords(score, 0)).toBe("C minor, 3 flats, 4/4");
  expect(signatureWords(score, BAR)).toBe("C minor, 3 flats, 3/4");
  expect(signatureWords({ ...score, key: "G major" }, 0)).toBe("G major, 1 sharp, 4/4");
});

test("eighths of half a bar share a beam, quarters none", () => {
  const eighths = Array.from({ length: 8 }, (_, i) => [i * 240, 240, 70, 90] as const);
  const staff = staffOf(scoreOf([track(eighths)], 2));
  expect(staff.bar(0).beams).toEqual([
    [0, 1, 2, 3],
    [4, 5, 6, 7],
  ]);
  expect(staffOf(scoreOf([track(beats(1))], 1)).bar(0).beams).toEqual([]);
  const jig = scoreOf([track(eighths)], 2, { metres: [[0, 6, 8]], bars: [0, 1440] });
  expect(staffOf(jig).bar(0).beams).toEqual([
    [0, 1, 2],
    [3, 4, 5],
  ]);
});

test("a low tune has a bass clef, a very high one is written an octave lower", () => {
  expect(staffOf(scoreOf([track(beats(1, 45))])).clef).toBe("bass");
  const high = staffOf(scoreOf([track(beats(1, 90))]));
  expect([high.clef, high.octaves]).toEqual(["treble", 1]);
  expect(high.bar(0).notes[0]?.step).toBeLessThan(6);
  expect(staffOf(scoreOf([track([])], 1)).bar(0).rests).toHaveLength(1);
});
