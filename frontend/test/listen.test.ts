/** Shared pieces: how they are fetched, counted and looped, and where two systems lie. */
import { expect, test } from "vitest";
import { ticksOfBars } from "../src/listen/loop";
import { Pieces } from "../src/listen/pieces";
import { boxesOf, systemBarPixels, systemStart } from "../src/roll/systems";
import { parseScore } from "../src/score/score";

const JSON_SCORE = {
  ticks_per_quarter: 480,
  end: 7680,
  tempos: [[0, 120]],
  metres: [[0, 4, 4]],
  key: "C major",
  bars: [0, 1920, 3840, 5760],
  chords: [],
  tracks: [],
};
const answering = (status: number, body: unknown = JSON_SCORE) => {
  const asked: [string, RequestInit | undefined][] = [];
  const fetch = async (url: string, init?: RequestInit) => {
    asked.push([url, init]);
    return new Response(JSON.stringify(body), { status });
  };
  return { asked, fetch };
};

test("notes come from the open address, without an account", async () => {
  const { asked, fetch } = answering(200);
  const pieces = new Pieces("", fetch);
  expect((await pieces.score("jazz-1")).bars).toHaveLength(4);
  await pieces.source("jazz-3");
  expect(asked.map(([url]) => url)).toEqual([
    "/api/v1/shared/jazz-1/score",
    "/api/v1/shared/jazz-3/source",
  ]);
});

test("a song that was taken back is told as that", async () => {
  const gone = new Pieces("", answering(404).fetch);
  await expect(gone.score("x")).rejects.toMatchObject({
    status: 404,
    message: "This song is no longer shared.",
  });
  const cut = new Pieces("", () => Promise.reject(new TypeError("network")));
  await expect(cut.score("x")).rejects.toMatchObject({ status: 0, code: "offline" });
});

test("why there is no engraved score is told in the server's words", async () => {
  const error = { code: "unusable_score", message: "It could not be written.", cure: "Wait." };
  const refused = new Pieces("", async () => Response.json({ error }, { status: 422 }));
  const page = refused.page("x", "sheet-860", () => false);
  await expect(page).rejects.toMatchObject({ status: 422, ...error });
});

test("a visit counts a piece once, with the page's token", () => {
  const asked: [string, RequestInit | undefined][] = [];
  const pieces = new Pieces("token", async (url, init) => {
    asked.push([url, init]);
    return new Response(null, { status: 204 });
  });
  for (const key of ["a", "a", "b"]) pieces.count(key);
  expect(asked.map(([url]) => url)).toEqual(["/api/v1/shared/a/plays", "/api/v1/shared/b/plays"]);
  expect(asked[0]?.[1]).toMatchObject({ method: "POST", headers: { "X-CSRFToken": "token" } });
});

test.each([
  [2, 3, [1920, 5760]],
  [3, 2, [1920, 5760]],
  [4, 4, [5760, 7680]],
  [-5, 99, [0, 7680]],
  [Number.NaN, 1, [0, 1920]],
])("the loop of bars %d to %d lies inside the piece", (from, to, ticks) => {
  expect(ticksOfBars(parseScore(JSON_SCORE, "score"), from, to)).toEqual(ticks);
});

test("the systems lie one under the other in any height", () => {
  for (const height of [332, 392]) {
    const { upper, lower, drums } = boxesOf(height);
    const edges = [0, upper.top, upper.bottom, lower.top, lower.bottom, drums.top, drums.bottom];
    expect([...edges].sort((a, b) => a - b)).toEqual(edges);
    expect(drums.bottom).toBeLessThan(height);
  }
});

test("the music stands still, then moves under the playhead, then stands at its end", () => {
  const width = 1200;
  const bar = systemBarPixels(width);
  const span = width / bar;
  expect(systemStart(1, 32, width, bar)).toBe(0);
  expect(systemStart(10, 32, width, bar)).toBeCloseTo(10 - span * 0.4);
  expect(systemStart(32, 32, width, bar)).toBeCloseTo(32 - span);
  expect(systemStart(2, 4, width, bar)).toBe(0);
  expect(systemBarPixels(390)).toBe(116);
});
