/** Brackets, takes, originality and changes in words. */
import { expect, test } from "vitest";
import { parseTake, type Take } from "../src/api/takes";
import { parseSong } from "../src/api/types";
import { openingOf } from "../src/score/opening";
import {
  bracketsOf,
  candidateBrackets,
  failedBracket,
  figures,
  missing,
  nextNumber,
  sign,
  takeName,
  takeWords,
  titleOf,
  whyWords,
} from "../src/studio/brackets";
import { changesIn, ranges } from "../src/studio/changes";
import { homeOf, pairOf } from "../src/studio/home";
import { originalityWords } from "../src/studio/originality";
import { Stand, ticksOf } from "../src/studio/stand";
import { neighbour, treeOf } from "../src/studio/tree";
import { song, take } from "./answers";
import { BAR, beats, scoreOf, track } from "./scores";

const read = (more: Record<string, unknown> = {}): Take => parseTake(take(more), "take");
const songOf = (...takes: Record<string, unknown>[]) => parseSong(song({ takes }), "song");
const own = {
  longest: 6,
  song: "mill-stream_waltz",
  genre: "folk",
  bars: [21, 22],
  at: [9, 10],
  share_copied: 0,
  copied_bars: [],
  limit: 12,
};

test("takes and sources hang as volta brackets", () => {
  const found = bracketsOf(songOf(take(), take({ number: 3, rank: 2 })), [[0, 60, 1, 1]]);
  expect(found.map((one) => [sign(one.key), one.state])).toEqual([
    ["A", "source"],
    ["1.", "ready"],
    ["3.", "ready"],
  ]);
  expect(titleOf(found[0] as never)).toBe("Your song");
});

test("candidates wait, then count their bars, numbered on", () => {
  const first = nextNumber(songOf(take(), take({ number: 3 })));
  const found = candidateBrackets(
    [
      { bar: 11, bars: 16, opening: [[0, 60, 1, 1]] },
      { bar: 0, bars: 16, opening: [] },
    ],
    first,
  );
  expect(found.map((one) => [one.key, one.state, titleOf(one)])).toEqual([
    [4, "writing", "bar 11 of 16"],
    [5, "waiting", ""],
  ]);
  expect(missing(3, 4, [6, 4])).toEqual([5]);
});

test("a take says what it is and what it is worth", () => {
  expect(takeWords(read())).toBe("D minor");
  expect(takeWords(read({ kind: "rerolled" }))).toBe("New tune");
  const recipe = { request: { first_bar: 5, last_bar: 6 } };
  expect(takeWords(read({ kind: "regenerated", recipe }))).toBe("Bars 5–6 again");
  const one = { request: { first_bar: 5, last_bar: 5 } };
  expect(takeWords(read({ kind: "regenerated", recipe: one }))).toBe("Bar 5 again");
  const certificate = [
    { what: "Key", asked: "C major", got: "C major", ok: true },
    { what: "Bars", asked: 16, got: 15, ok: false },
  ];
  const words = figures(read({ certificate, originality: own }));
  expect(words.map((figure) => figure.text)).toEqual(["1 of 2", "style .70", "own 6"]);
  expect(words[0]?.off).toBe(true);
  const restyled = figures(read({ report: { melody_kept: 0.815, style: 0.805 } }));
  expect(restyled.map((figure) => figure.text)).toEqual(["1 of 1", "tune 82 %", "style .81"]);
  const copied = figures(read({ originality: { ...own, longest: 14, copied_bars: [2, 3] } }));
  expect(copied.at(-1)).toMatchObject({ text: "copied", off: true });
});

test("originality is told in words, with the song's title set apart", () => {
  const words = originalityWords(read({ originality: own }).originality as never);
  expect(words.map((part) => part.text).join("")).toBe(
    "Bars 9–10: 6 notes in a row also occur in Mill stream waltz (folk), bars 21–22. The limit is 12.",
  );
  expect(words[1]).toEqual({ text: "Mill stream waltz", title: true });
  const none = originalityWords({ ...own, longest: 0, song: null } as never);
  expect(none[0]?.text).toContain("No passage");
});

test("what changed is told player by player", () => {
  const changed = { melody: { before: 40, after: 40, bars: [] }, bass: { before: 8, after: 31 } };
  expect(changesIn({ changed })).toEqual([
    { role: "Melody", before: 40, after: 40, bars: "" },
    { role: "Bass", before: 8, after: 31, bars: null },
  ]);
  expect(changesIn({})).toEqual([]);
  expect(ranges([7, 1, 2, 3, 3])).toBe("1–3, 7");
});

test("a take is heard against its source, else against the take it was made from", () => {
  const takes = songOf(take(), take({ number: 2, parent: 1 }), take({ number: 3 }));
  const brackets = bracketsOf(takes, null);
  expect(homeOf(brackets, takes, 2)).toBe(1);
  expect(homeOf(bracketsOf(takes, [[0, 60, 1, 1]]), takes, 2)).toBe(0);
  expect(homeOf(bracketsOf(songOf(take()), null), songOf(take()), 1)).toBeNull();
  expect(pairOf(brackets, takes, 2, 1, null)).toEqual([1, 2]);
  expect(pairOf(brackets, takes, 1, 1, 3)).toEqual([1, 3]);
  expect(pairOf(brackets, takes, 1, 1, 1)).toEqual([1, 2]);
  expect(pairOf(brackets, takes, 1, null, 2)).toBeNull();
});

test("takes hang under the one they were made from", () => {
  const takes = [take(), take({ number: 2 }), take({ number: 3, parent: 1 })].map((one) =>
    parseTake(one, "take"),
  );
  expect(treeOf(takes).map(({ take: { number }, depth }) => [number, depth])).toEqual([
    [1, 0],
    [3, 1],
    [2, 0],
  ]);
});

test("arrows walk the tree as screen readers expect it", () => {
  const takes = [take(), take({ number: 2 }), take({ number: 3, parent: 1 })];
  const leaves = treeOf(takes.map((one) => parseTake(one, "take"))); // 1, 3 under it, 2
  const walk = (from: number, key: string) => neighbour(leaves, from, key);
  expect([walk(1, "ArrowDown"), walk(3, "ArrowDown"), walk(2, "ArrowDown")]).toEqual([3, 2, 2]);
  expect([walk(1, "ArrowRight"), walk(2, "ArrowRight")]).toEqual([3, 2]);
  expect([walk(3, "ArrowLeft"), walk(2, "Home"), walk(1, "End")]).toEqual([1, 1, 2]);
  expect(walk(1, "Enter")).toBeNull();
});

test("a take that was left out says why", () => {
  expect(whyWords(failedBracket(3, "the last bar is silent"))).toContain("the last bar is silent");
  expect(takeName(read({ name: "Brushes in" }))).toBe("Brushes in");
  expect(takeName(read())).toBe(takeWords(read()));
});

test("a plan that is not there is none", () => {
  expect(read({ plan: {} }).plan).toBeNull();
  expect(read().plan?.bars[1]).toEqual({
    notes: {},
    register: null,
    loudness: null,
    chords: null,
    repeats: null,
    rhythms: null,
  });
});

test("a candidate can be heard up to the bar that is written", () => {
  const stand = new Stand();
  const header = scoreOf([track([])], 3);
  const message = { candidate: 1, take: 0, bars: 3 };
  stand.grow(2, { ...message, bar: 0, score: header });
  expect(stand.part(2)?.until).toBe(0);
  stand.grow(2, { ...message, bar: 1, score: scoreOf([track(beats(1, 60, 0))], 3) });
  expect(stand.part(2)?.until).toBe(BAR);
  expect(openingOf(stand.part(2)?.score as never)).toHaveLength(4);
  stand.put(2, header);
  expect(stand.part(2)?.until).toBeNull();
  expect(stand.part(1)).toBeNull();
});

test("selected bars are whole", () => {
  const score = scoreOf([track([])], 4);
  expect(ticksOf(score, { first: 2, last: 3 })).toEqual([BAR, 3 * BAR]);
});
