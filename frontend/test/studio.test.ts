/** Wishes, words and numbers of the studio's panels. */
import { expect, test } from "vitest";
import { parseSong } from "../src/api/types";
import { clock, measures } from "../src/studio/report";
import { meaning } from "../src/studio/strength";
import {
  firstGenre,
  openWishes,
  readChance,
  readSeed,
  readWishes,
  refuseFile,
  type Wishes,
} from "../src/studio/wishes";
import { song } from "./answers";

const limits = {
  bars: [4, 256],
  tempo: [40, 240],
  upload_bytes: 1000,
  recording_bytes: 5000,
} as const;
const wishes = openWishes("jazz", "4/4");
const read = (more: Partial<Wishes>) =>
  readWishes(
    { ...wishes, ...more },
    { bars: [4, 256], tempo: [40, 240], upload_bytes: 1000, recording_bytes: 5000 },
  );

test("what is left open is sent as null: let it choose", () => {
  expect(read({})).toEqual({
    ok: true,
    request: {
      genre: "jazz",
      blend: null,
      bars: 16,
      key: null,
      tempo: null,
      metre: "4/4",
      mood: null,
      instruments: null,
      energy: null,
      register: null,
      chords: null,
      plan: null,
      seed: null,
      temperature: 1,
      top_p: 0.95,
      candidates: 4,
    },
  });
});

test("what is asked is sent as asked", () => {
  const players = [{ role: "bass", program: 33 }];
  const asked = read({ bars: "8", key: "D minor", tempo: "92.5", seed: "80 417", players });
  expect(asked).toMatchObject({
    ok: true,
    request: { bars: 8, key: "D minor", tempo: 92.5, seed: 80417, instruments: players },
  });
});

test.each([
  ["bars", { bars: 3 }],
  ["bars", { bars: 257 }],
  ["bars", { bars: "4.5" }],
  ["bars", { bars: null }],
  ["tempo", { tempo: 10 }],
  ["seed", { seed: "abc" }],
  ["seed", { seed: "-4" }],
])("an impossible %s is refused with the range", (field, more) => {
  expect(read(more)).toMatchObject({ ok: false, field });
});

test("seeds", () => {
  expect(readSeed("")).toBeNull();
  expect(readSeed("007")).toBe(7);
  expect(readSeed("99999999999")).toBeUndefined();
});

test("the first genre is one that is trained", () => {
  const genre = (id: string, trained: boolean) => ({ id, label: id, trained });
  expect(firstGenre([genre("blues", false), genre("rock", true), genre("jazz", true)])).toBe(
    "jazz",
  );
  expect(firstGenre([genre("blues", false), genre("rock", true)])).toBe("rock");
  expect(firstGenre([])).toBe("");
});

test("empty and huge files are refused before they are sent", () => {
  expect(refuseFile({ name: "a.mid", size: 0 }, limits.upload_bytes)).toContain("empty");
  expect(refuseFile({ name: "a.mid", size: 5e7 }, 4e6)).toContain("47.7 MB");
  expect(refuseFile({ name: "a.mid", size: 900 }, limits.upload_bytes)).toBeNull();
});

test("shares are percentages; players and length are always told", () => {
  const found = measures(
    parseSong(song({ report: { melody_kept: 1, style: 0.714, nested: {} } }), "song"),
  );
  expect(found).toEqual([
    { label: "Tune kept", value: "100 %" },
    { label: "Style reached", value: "71 %" },
    { label: "Sounds", value: "2" },
    { label: "Length", value: "0:45" },
  ]);
  expect(clock(65.9)).toBe("1:05");
});

test("every strength has its words", () => {
  expect(meaning(0)).toContain("as it came");
  expect(new Set([1, 34, 35, 67, 68, 100].map(meaning)).size).toBe(3);
});

test("a blend needs a second style and a share of it", () => {
  const chance = { ...wishes, blend: "rock", share: 30 };
  expect(readChance("jazz", chance)).toMatchObject({ request: { blend: { weight: 0.3 } } });
  expect(readChance("rock", chance)).toMatchObject({ request: { blend: null } });
  expect(readChance("jazz", { ...chance, share: 0 })).toMatchObject({ request: { blend: null } });
});
