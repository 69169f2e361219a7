/** The song in one line: as it is with its edits, not as it was written. */
import { expect, test } from "vitest";
import { apply } from "../src/editing/apply";
import { said } from "../src/studio/facts";
import { beats, scoreOf, track } from "./scores";

const written = scoreOf([track(beats(4))], 4, { key: "C major", keys: [[0, "C major"]] });

test("tempo, key and length are those of the music as it is now", () => {
  expect(said(written)).toBe("C major · 120 · 4/4 · 4 bars");
  const edited = apply(written, [
    { verb: "tempo", enabled: true, bpm: 96 },
    { verb: "transpose", enabled: true, semitones: 2 },
    { verb: "cut", enabled: true, first_bar: 1, last_bar: 3 },
  ]);
  expect(said(edited)).toBe("D major · 96 · 4/4 · 1 bar");
  expect(said(edited, "B minor")).toMatch(/^B minor/);
});
