/** The engraved score: widths, systems and their places, and what is heard when. */
import { expect, test, vi } from "vitest";
import { Client } from "../src/api/client";
import { ApiError } from "../src/api/errors";
import {
  parsePage,
  stavesOf,
  systemOf,
  topsOf,
  WIDTHS,
  widthFor,
  zoomFor,
} from "../src/sheet/page";
import { soundingAt, timed, timeOf } from "../src/sheet/times";
import { Engraving } from "../src/studio/engraving.svelte";
import type { Session } from "../src/studio/session.svelte";
import { beats, scoreOf, track } from "./scores";

const system = (first: number, bars: number, height = 200) => ({
  first,
  bars,
  height,
  svg: "<svg/>",
});
const PAGE = { width: 440, systems: [system(0, 3), system(3, 4, 100), system(7, 1)] };

test("a page is taken only if its systems hold the bars in order", () => {
  expect(parsePage(PAGE, "page")).toEqual(PAGE);
  const torn = { ...PAGE, systems: [system(0, 3), system(4, 4)] };
  expect(() => parsePage(torn, "page")).toThrow("page.systems[1].first: expected bar 3, got 4");
});

test("the width is the one that fills the room at a zoom best", () => {
  expect(widthFor(390, 100)).toBe(350);
  expect(widthFor(830, 100)).toBe(860);
  expect(widthFor(830, 200)).toBe(440);
  expect(widthFor(830, 50)).toBe(1690);
  expect(widthFor(1, 100)).toBe(WIDTHS[0]);
  expect(widthFor(9999, 50)).toBe(WIDTHS.at(-1));
});

test("a system is seen whole at first, as long as it can be read", () => {
  const zooms = [50, 67, 80, 100, 125];
  expect(zoomFor(1, 350, zooms)).toBe(100);
  expect(zoomFor(5, 360, zooms)).toBe(80);
  expect(zoomFor(12, 350, zooms)).toBe(67);
  const piano = track(beats(1), { program: 0 });
  expect(stavesOf({ tracks: [piano, track(beats(1), { program: 33 }), track([])] })).toBe(3);
});

test("every bar lies in a system, and systems one under the other", () => {
  const page = parsePage(PAGE, "page");
  expect([0, 2, 3, 6, 7, 99].map((bar) => systemOf(page, bar))).toEqual([0, 0, 1, 1, 2, 2]);
  expect(topsOf(page, 220)).toEqual([0, 100, 150, 250]);
});

test("a note's name says when it is heard", () => {
  expect(timeOf("t960-1440-17")).toEqual([960, 1440]);
  for (const other of ["", "t960-1440", "E0A4-a19", "xt1-2-3", "t1-2-3x"]) {
    expect(timeOf(other)).toBeNull();
  }
});

test("what is heard at a tick is what has begun and not ended", () => {
  const notes = timed([{ id: "t480-960-2" }, { id: "rest" }, { id: "t0-960-1" }]);
  const at = (tick: number) => soundingAt(notes, tick).map((note) => note.id);
  expect(at(0)).toEqual(["t0-960-1"]);
  expect(at(480)).toEqual(["t0-960-1", "t480-960-2"]);
  expect(at(959.9)).toHaveLength(2);
  expect(at(960)).toEqual([]);
  expect(at(-1)).toEqual([]);
});

/** A session whose server has the page at once, or says what `answers` say. */
function desk(page: () => Promise<unknown>) {
  const client = {
    export: vi.fn(async () => ({ kind: "x", ready: true, job: null })),
    job: vi.fn(),
    cancel: vi.fn(),
    page: vi.fn(page),
  };
  const history = { flush: vi.fn(async () => {}) };
  return { client, history, session: { client, history } as unknown as Session };
}
const SCORE = scoreOf([track(beats(2))]);

test("edits are sent before the score is asked for, and what is known is not asked again", async () => {
  const { client, history, session } = desk(async () => PAGE);
  const engraving = new Engraving(session);
  await engraving.want("song", 1, SCORE, "tune-440");
  expect(history.flush.mock.invocationCallOrder[0]).toBeLessThan(
    client.export.mock.invocationCallOrder[0] as number,
  );
  expect([engraving.page, engraving.working]).toEqual([PAGE, false]);
  await engraving.want("song", 1, SCORE, "tune-440");
  expect(client.export).toHaveBeenCalledTimes(1);
  await engraving.want("song", 1, { ...SCORE }, "tune-440"); // edited
  expect(client.export).toHaveBeenCalledTimes(2);
});

test("what was asked for last is shown, however the answers come", async () => {
  let answer: (page: unknown) => void = () => {};
  const late = new Promise((resolve) => {
    answer = resolve;
  });
  const other = { ...PAGE, width: 860 };
  const { client, session } = desk(async () => other);
  client.page.mockImplementationOnce(() => late);
  const engraving = new Engraving(session);
  const first = engraving.want("song", 1, SCORE, "sheet-440");
  await vi.waitFor(() => expect(client.page).toHaveBeenCalled());
  await engraving.want("song", 1, SCORE, "sheet-860");
  answer(PAGE);
  await first;
  expect(engraving.page).toEqual(other);
});

test("an edit between asking and fetching is no fault; a fault is told", async () => {
  const gone = new ApiError(404, "not_found", "The score is not made yet.", "Ask for it first.");
  const { client, session } = desk(async () => PAGE);
  client.page.mockRejectedValueOnce(gone);
  const engraving = new Engraving(session);
  await engraving.want("song", 1, SCORE, "sheet-440");
  expect([engraving.page, engraving.fault]).toEqual([PAGE, null]);
  client.page.mockRejectedValue(new ApiError(0, "offline", "The connection dropped."));
  await engraving.want("song", 1, { ...SCORE }, "sheet-440");
  expect([engraving.fault?.code, engraving.working]).toEqual(["offline", false]);
});

test("the page on show stays the same object while nothing in it changes", async () => {
  const answers = async () => new Response(JSON.stringify(PAGE));
  const client = new Client("token", answers);
  const first = await client.page("song", 1, "tune-440", null);
  expect(await client.page("song", 1, "tune-440", first)).toBe(first);
});
