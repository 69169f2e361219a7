/** Chords on their way to another key are spelt as the server spells them; tests/music/theory keeps the names. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { apply } from "../src/editing/apply";
import { movedChords } from "../src/editing/chords";
import { beats, scoreOf, track } from "./scores";

const kept: Record<string, Record<string, string>> = JSON.parse(
  readFileSync(`${import.meta.dirname}/chords.json`, "utf8"),
);

test("the names of all chords in all keys are the server's", () => {
  expect(Object.keys(kept)).toHaveLength(24);
  for (const [key, qualities] of Object.entries(kept)) {
    for (const [quality, names] of Object.entries(qualities)) {
      names.split(" ").forEach((name, root) => {
        const moved = movedChords([[0, `C${quality}`]], root, [[0, key]]);
        expect(moved, key).toEqual([[0, name]]);
        // Every name reads back.
        expect(movedChords(moved, -root, [[0, "C major"]])).toEqual([[0, `C${quality}`]]);
      });
    }
  }
});

const song = scoreOf([track(beats(4))], 4, {
  key: "D major",
  keys: [
    [0, "D major"],
    [3840, "A minor"],
  ],
  chords: [
    [0, "D"],
    [1920, "G"],
    [3840, "G#dim"],
    [5760, "Am"],
  ],
});

test("a song that is moved spells each chord in the key that holds there", () => {
  const down = apply(song, [{ verb: "transpose", enabled: true, semitones: -1 }]);
  expect(down.keys.map(([, name]) => name)).toEqual(["Db major", "G# minor"]);
  expect(down.chords.map(([, name]) => name)).toEqual(["Db", "Gb", "Gdim", "G#m"]);
  const other = apply(song, [{ verb: "key", enabled: true, key: "Eb major" }]);
  expect(other.chords.map(([, name]) => name)).toEqual(["Eb", "Ab", "Adim", "Bbm"]);
});
