/** The energy curve, the prompt's chips and the plan: what can be asked beside plain fields. */
import { expect, test } from "vitest";
import { parsePlan } from "../src/api/takes";
import {
  added,
  dynamicOf,
  heightAt,
  MOST_POINTS,
  moved,
  PRESETS,
  pointsOf,
  removed,
  sampled,
} from "../src/studio/energy";
import {
  mostOf,
  repeatOf,
  repeatWords,
  rolesOf,
  sentPlan,
  withChords,
  withNotes,
  withRepeat,
  withStep,
} from "../src/studio/plan";
import { changesOf, pieces, replaced, wishesOf } from "../src/studio/prompting";
import { sourceOf } from "../src/studio/source";
import { openWishes } from "../src/studio/wishes";

const line = [
  { x: 0, y: 0 },
  { x: 1, y: 100 },
];

test("the curve is sent as even samples of straight lines", () => {
  expect(heightAt(line, 0.25)).toBe(25);
  const heights = sampled(line);
  expect(heights).toHaveLength(33);
  expect([heights[0], heights[16], heights[32]]).toEqual([0, 50, 100]);
  for (const preset of Object.values(PRESETS)) {
    expect(sampled(preset).every((height) => height >= 0 && height <= 100)).toBe(true);
  }
});

test("samples from elsewhere become points that can be moved", () => {
  expect(pointsOf([40])).toEqual([
    { x: 0, y: 40 },
    { x: 1, y: 40 },
  ]);
  expect(pointsOf([0, 100])).toEqual(line);
  expect(pointsOf(sampled(PRESETS.Arch ?? []))).toHaveLength(MOST_POINTS);
});

test("points keep their order, and the ends stay at the ends", () => {
  const [three, index] = added(line, { x: 0.5, y: 80 });
  expect(index).toBe(1);
  expect(moved(three, 1, { x: 2, y: 130 })[1]).toEqual({ x: 0.98, y: 100 });
  expect(moved(three, 0, { x: 0.4, y: 10 })[0]).toEqual({ x: 0, y: 10 });
  expect(removed(three, 1)).toEqual(line);
  expect(removed(three, 0)).toHaveLength(3);
});

test("there are never more than twelve points, nor two in one place", () => {
  let points = [...line];
  for (let x = 0.03; x < 1; x += 0.03) points = added(points, { x, y: 50 })[0];
  expect(points).toHaveLength(MOST_POINTS);
  expect(added(line, { x: 0.001, y: 5 })[1]).toBe(-1);
});

test("heights have dynamics", () => {
  expect([0, 20, 50, 99, 100].map(dynamicOf)).toEqual(["pp", "p", "mf", "ff", "ff"]);
});

const open = openWishes("jazz", "4/4");

test("a prompt sets fields, and what it no longer says goes back", () => {
  const first = wishesOf({ genre: "rock", tempo: 120, energy: [20, 80], top_p: 0.9 });
  expect(first).toMatchObject({ genre: "rock", tempo: 120, topP: 90 });
  expect(first.energy).toHaveLength(2);
  const changes = changesOf(open, open, {}, first);
  expect(changes).toEqual(first);
  const wishes = { ...open, ...changes };
  const second = wishesOf({ genre: "rock" });
  expect(changesOf(wishes, open, first, second)).toEqual({ tempo: "", energy: null, topP: 95 });
});

test("what was changed by hand is left alone by the prompt", () => {
  const said = wishesOf({ tempo: 120, bars: 8 });
  const wishes = { ...open, ...said, tempo: 90 };
  expect(changesOf(wishes, open, said, wishesOf({ bars: 8 }))).toEqual({});
  expect(changesOf(wishes, open, said, wishesOf({ bars: 12, tempo: 120 }))).toEqual({ bars: 12 });
});

test("a blend and a band come over", () => {
  const players = [{ role: "bass", program: 32 }];
  const found = wishesOf({ blend: { genre: "rock", weight: 0.25 }, instruments: players });
  expect(found).toEqual({ blend: "rock", share: 25, players });
});

test("words are taken out or replaced in the text", () => {
  expect(replaced("slow sad jazz", [5, 8], "")).toBe("slow jazz");
  expect(replaced("slow sad jazz", [5, 8], "happy")).toBe("slow happy jazz");
  expect(replaced("jazz with drums, 84", [5, 15], "")).toBe("jazz, 84");
});

test("what is not understood is cut out to be underlined", () => {
  const unknown = [{ words: "smoky", span: [2, 7] as [number, number], reason: "means nothing" }];
  expect(pieces("a smoky tune", unknown)).toEqual([
    { text: "a ", known: true },
    { text: "smoky", known: false },
    { text: " tune", known: true },
  ]);
  expect(pieces("a", unknown)).toEqual([{ text: "a", known: true }]);
});

const repeating = () =>
  parsePlan(
    {
      bars: [
        { notes: { drums: 12, bass: 4 }, repeats: {} },
        { notes: { drums: 12, bass: 4 }, repeats: { drums: 1 }, rhythms: { bass: 1 } },
        { notes: { drums: 12, bass: 4 }, repeats: { drums: 2, bass: 2, chords: 1 } },
        { notes: { drums: 9, bass: 4 }, repeats: { bass: 3 } },
      ],
    },
    "plan",
  );

test("a cell that is changed goes free, and what repeats it follows", () => {
  const plan = repeating();
  expect(repeatOf(plan.bars[1], "bass")).toEqual({ bar: 1, rhythm: true });
  expect(repeatWords({ bar: 2, rhythm: false })).toBe("repeats bar 2");
  const less = withNotes(plan, 1, "drums", 6);
  expect(less.bars.map((bar) => bar.notes.drums)).toEqual([12, 6, 6, 9]);
  expect(less.bars.map((bar) => bar.repeats?.drums)).toEqual([undefined, undefined, 2, undefined]);
  const more = withNotes(plan, 0, "bass", 7); // by rhythm as well, and on from bar to bar
  expect(more.bars.map((bar) => bar.notes.bass)).toEqual([7, 7, 7, 7]);
  expect(more.bars[3]?.repeats).toEqual({ bass: 3 });
  const chords = withChords(plan, 2, "Am7");
  expect(repeatOf(chords.bars[2], "chords")).toBeNull();
  expect(repeatOf(chords.bars[2], "bass")).toEqual({ bar: 2, rhythm: false });
});

test("a cell is set to repeat an earlier bar, with as many notes, or set free", () => {
  const plan = repeating();
  const bound = withRepeat(plan, 3, "drums", { bar: 1, rhythm: false });
  expect(bound.bars[3]).toMatchObject({ notes: { drums: 12 }, repeats: { drums: 1, bass: 3 } });
  const turned = withRepeat(bound, 3, "bass", { bar: 1, rhythm: true });
  expect(turned.bars[3]).toMatchObject({ repeats: { drums: 1 }, rhythms: { bass: 1 } });
  expect(withRepeat(turned, 3, "bass", null).bars[3]?.rhythms).toEqual({});
  expect(withRepeat(plan, 2, "bass", { bar: 3, rhythm: false }).bars[2]?.repeats?.bass).toBe(
    undefined,
  );
  const open = parsePlan({ bars: [{ notes: { bass: 4 } }, {}] }, "plan");
  expect(sentPlan(open).bars[0]).toEqual({ notes: { bass: 4 } });
});

test("a plan is edited cell by cell, and what is open is not sent", () => {
  const plan = parsePlan({ bars: [{ notes: { bass: 4, drums: 12 }, loudness: 3 }, {}] }, "plan");
  expect(rolesOf(plan, ["melody", "bass", "drums"])).toEqual(["bass", "drums"]);
  expect(mostOf(plan, "drums")).toBe(12);
  const edited = withChords(
    withStep(withNotes(plan, 1, "bass", 200), 1, "register", 9),
    0,
    "Dm7 G7",
  );
  expect(sentPlan(edited)).toEqual({
    bars: [
      { notes: { bass: 4, drums: 12 }, loudness: 3, chords: ["Dm7", "G7"] },
      { notes: { bass: 96 }, register: 7 },
    ],
  });
  expect(withChords(edited, 0, " ").bars[0]?.chords).toBeNull();
});

test("a panel works on a file, or on the take on the stand", () => {
  const file = new File(["MThd"], "a.mid");
  expect(sourceOf({ file: null, own: false }, null, 1)).toBeNull();
  expect(sourceOf({ file, own: false }, null, 1)).toEqual({ file });
  const song = { id: "s1", take: 2, takes: [{ number: 2 }, { number: 3 }] };
  expect(sourceOf({ file, own: true }, song as never, 3)).toEqual({ song_id: "s1", take: 3 });
  expect(sourceOf({ file: null, own: true }, song as never, 0)).toEqual({ song_id: "s1", take: 2 });
});
