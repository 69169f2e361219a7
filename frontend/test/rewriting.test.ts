/** What is asked of selected bars. */
import { expect, test } from "vitest";
import { meaning, wanted } from "../src/studio/rewriting";
import { beats, scoreOf, track } from "./scores";

const score = scoreOf([track(beats(4)), track(beats(4)), track(beats(4))], 8);
const bars = { first: 3, last: 4 };

test("bars are written again by the players that are chosen", () => {
  expect(wanted("regenerate", score, bars, [1])).toEqual({
    kind: "bars",
    scope: { first_bar: 3, last_bar: 4, tracks: [1] },
  });
});

test("a continuation begins behind the bars, and goes beyond the end from the last", () => {
  expect(wanted("continue", score, bars, null)).toEqual({
    kind: "bars",
    scope: { first_bar: 5, last_bar: 8, tracks: null },
  });
  expect(wanted("continue", score, { first: 7, last: 8 }, null)).toEqual({ kind: "more", bars: 8 });
  expect(meaning("continue", score, bars)).toContain("5–8");
});

test("to harmonise is to keep the tune; without others there is nothing to do", () => {
  expect(wanted("harmonise", score, bars, null)).toMatchObject({ scope: { tracks: [1, 2] } });
  expect(wanted("harmonise", score, bars, [0])).toBeNull();
});
