/** Edits for people: said in words, asked for by fields, rewritten as a list. */
import { expect, test } from "vitest";
import { apply } from "../src/editing/apply";
import { parametersOf } from "../src/editing/forms";
import { FORMS } from "../src/editing/menu";
import { VERBS } from "../src/editing/verbs";
import { inWords, namesAlong } from "../src/editing/words";
import { beats, scoreOf, track } from "./scores";

const score = scoreOf(
  [
    track(beats(4, 60), { name: "Tune" }),
    track(beats(4, 48), { name: "Bass" }),
    track([...beats(2, 64), ...beats(2, 55, 2)], { name: "Keys" }),
  ],
  4,
  { keys: [[0, "C major"]], key: "C major" },
);
const step = (verb: string, parameters: Record<string, unknown> = {}) => ({
  verb,
  enabled: true,
  ...parameters,
});

test("every verb can be asked for, but for those of the mixer, the roll and the model", () => {
  const others = ["effects", "master", "notes", "recording", "write_track"];
  expect([...others, ...FORMS.map((form) => form.verb)].sort()).toEqual(Object.keys(VERBS).sort());
});

test("what the fields begin with can be made of a song, and is said in words", () => {
  for (const form of FORMS) {
    const values = Object.fromEntries(
      form.fields.map(({ name, kind, optional, value }) => [
        name,
        kind === "bar"
          ? optional
            ? null
            : 2
          : (value ?? (kind === "track" && !optional ? 2 : "")),
      ]),
    );
    const edit = step(form.verb, parametersOf(form, values));
    expect(() => apply(score, [edit]), form.verb).not.toThrow();
    const words = inWords(edit, ["Tune", "Bass", "Keys"]);
    expect(words).not.toMatch(/undefined|NaN|called “/);
  }
});

test("edits are said as people would", () => {
  const say = (verb: string, parameters: Record<string, unknown>) =>
    inWords(step(verb, parameters), ["Tune", "Bass"]);
  expect(say("transpose", { semitones: 2 })).toBe("Transpose up 2 semitones");
  expect(say("transpose", { semitones: -1, tracks: [1], first_bar: 3, last_bar: 4 })).toBe(
    "Transpose down 1 semitone: Bass, bars 3–4",
  );
  expect(say("volume", { track: 0, gain_db: -4.5 })).toBe("Tune: volume −4.5 dB");
  expect(say("notes", { track: 1, remove: [[0, 1]], add: [[0, 1, 2, 3]] })).toBe(
    "Bass: 1 note changed",
  );
  expect(say("repeat", { first_bar: 2, last_bar: 2, times: 3 })).toBe("Repeat bar 2, 3 times more");
  expect(say("wobble", {})).toBe("An edit called “wobble”");
});

test("players are named as they are at each place of the list", () => {
  const list = [
    step("remove_track", { track: 0 }),
    step("double_track", { track: 0 }),
    step("mute", { track: 2, muted: true }),
  ];
  const names = namesAlong(score, list);
  expect(list.map((edit, index) => inWords(edit, names[index] ?? []))).toEqual([
    "Without Tune",
    "Double Bass",
    "Bass (double): muted",
  ]);
});
