/** Edits for people: said in words, asked for by fields, rewritten as a list. */
import { expect, test } from "vitest";
import { apply } from "../src/editing/apply";
import { type Edit, RefusedEdit } from "../src/editing/edit";
import { parametersOf } from "../src/editing/forms";
import { FORMS } from "../src/editing/menu";
import { playersAlong, playersOf } from "../src/editing/players";
import { refusalInWords, serverRefusal } from "../src/editing/refusal";
import { VERBS } from "../src/editing/verbs";
import { inWords } from "../src/editing/words";
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
    const words = inWords(edit, playersOf(score));
    expect(words).not.toMatch(/undefined|NaN|called “/);
  }
});

test("edits are said as people would", () => {
  const say = (verb: string, parameters: Record<string, unknown>) =>
    inWords(step(verb, parameters), playersOf(score));
  expect(say("transpose", { semitones: 2 })).toBe("Transpose up 2 semitones");
  const points = [
    [1, 40],
    [127, 110],
  ];
  expect(say("velocity", { points, tracks: [1] })).toBe(
    "Curve of touch, softest 40, loudest 110: Bass",
  );
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
  const players = playersAlong(score, list);
  expect(list.map((edit, index) => inWords(edit, players[index] ?? []))).toEqual([
    "Without Tune",
    "Double Bass",
    "Bass (double): muted",
  ]);
});

test("a player without a name goes by the sound, and so do a double and a low part", () => {
  const nameless = scoreOf([track(beats(4, 60), { name: "", program: 75 })], 4);
  const list = [step("double_track", { track: 0 }), step("mute", { track: 1, muted: true })];
  const made = apply(nameless, list);
  expect(playersOf(made).map(({ name }) => name)).toEqual(["Pan Flute", "Pan Flute (double)"]);
  expect(inWords(list[1] as Edit, playersAlong(nameless, list)[1] ?? [])).toBe(
    "Pan Flute (double): muted",
  );
});

test("a kit is told as a kit, a pitch by its name", () => {
  const drums = scoreOf([track(beats(4, 36), { name: "Drums", isDrum: true })], 4);
  const say = (edit: Edit) => inWords(edit, playersOf(drums));
  expect(say(step("instrument", { track: 0, program: 8 }))).toBe("Drums: plays Room kit");
  expect(say(step("split", { track: 0, pitch: 60 }))).toBe("Split Drums below C4");
});

test("what cannot be is told in words: the edit, its players and its fields by name", () => {
  const told = (...list: Edit[]) => {
    try {
      apply(score, list);
    } catch (cause) {
      return refusalInWords(cause as RefusedEdit, score, list);
    }
  };
  const off = step("mute", { track: 0, muted: true });
  expect(told(off, step("cut", { first_bar: 1, last_bar: 4 }))).toBe(
    "Cut bars 1–4: those are all bars; some must stay.",
  );
  expect(told(step("insert", { before_bar: 5, bars: 2 }))).toBe(
    "Insert 2 bars before bar 5: a song ends with its last note, so that nothing empty stays behind it; copy bars there and change them.",
  );
  expect(told(step("split", { track: 1, pitch: 60 }))).toBe(
    "Split Bass below C4: all notes of Bass are on one side of that pitch.",
  );
  const keyless = { ...score, key: null, keys: [] };
  const key = [step("key", { key: "D minor" })];
  expect(() => apply(keyless, key)).toThrow(RefusedEdit);
  try {
    apply(keyless, key);
  } catch (cause) {
    expect(refusalInWords(cause as RefusedEdit, keyless, key)).toBe(
      "Into D minor: the song does not say its key; name it as “It is in”.",
    );
  }
});

test("what the server refuses is told in the same words, without its verb", () => {
  const list = [
    step("remove_track", { track: 0 }),
    step("double_track", { track: 0 }),
    step("tempo_scale", { percent: 5 }),
  ];
  const refused = (index: number, message: string) =>
    serverRefusal({ message, field: `edits[${index}]` }, score, list);
  expect(refused(1, "Edit 2, “double_track”: track 0 has no notes.")).toBe(
    "Double Bass: Bass has no notes.",
  );
  expect(refused(2, "Edit 3, “tempo_scale”: “percent”: input should be at least 10.")).toBe(
    "5 % of the tempo: “Percent”: input should be at least 10.",
  );
  const full = "A list holds at most 5,000 edits.";
  expect(serverRefusal({ message: full }, score, list)).toBe(full);
});

test("names are kept without the spaces around them", () => {
  const form = FORMS.find(({ verb }) => verb === "marker");
  expect(form && parametersOf(form, { bar: 1, name: " Bridge " })).toMatchObject({
    name: "Bridge",
  });
});
