/** Looking at the music: zoom, pan, reveal, and going with the playhead. */
import { expect, test } from "vitest";
import { extentOf, HOME, panned, revealed, viewOf, zoomed } from "../src/roll/camera";
import { endOf, pitchOfY, tickOfX, yOfPitch } from "../src/roll/geometry";
import { Viewer } from "../src/roll/viewer";
import { BAR, beats, scoreOf, track } from "./scores";

const box = { width: 800, height: 300 };
const score = scoreOf([track(beats(64))], 64);
const extent = extentOf(score);

test("at home eight bars and all pitches are in view", () => {
  const view = viewOf(HOME, extent, box);
  expect(endOf(view)).toBeCloseTo(8 * BAR);
  expect(pitchOfY(view, 0.1)).toBe(extent.high);
  expect(pitchOfY(view, box.height - 0.1)).toBe(extent.low);
});

test("what lies under the pointer stays there when zoomed in both ways", () => {
  const at = { x: 400, y: 120 };
  const before = viewOf({ ...HOME, start: 20 * BAR }, extent, box);
  const camera = zoomed({ ...HOME, start: 20 * BAR }, extent, box, at, 3, 2);
  const after = viewOf(camera, extent, box);
  expect(tickOfX(after, at.x)).toBeCloseTo(tickOfX(before, at.x));
  expect(after.pixelsPerTick).toBeCloseTo(3 * before.pixelsPerTick);
  expect(after.top - at.y / after.rowHeight).toBeCloseTo(before.top - at.y / before.rowHeight);
});

test("no smaller than the whole song, no row outside the keyboard", () => {
  const far = viewOf(zoomed(HOME, extent, box, { x: 0, y: 0 }, 1e-6, 1e-6), extent, box);
  expect(endOf(far)).toBeCloseTo(64 * BAR, 0);
  expect(box.height / far.rowHeight).toBeCloseTo(128);
  expect(far.top).toBeCloseTo(127);
});

test("a view pans with the hand and stops at the ends", () => {
  const camera = panned({ ...HOME, start: 4 * BAR }, extent, box, -100, 20);
  const view = viewOf(camera, extent, box);
  expect(view.start).toBeCloseTo(5 * BAR);
  expect(yOfPitch(view, 60) - yOfPitch(viewOf(HOME, extent, box), 60)).toBeCloseTo(20);
  expect(panned(HOME, extent, box, 500, 0).start).toBe(0);
  expect(endOf(viewOf(panned(HOME, extent, box, -1e9, 0), extent, box))).toBeCloseTo(64 * BAR);
});

test("bars come into sight by the shortest way, and stay if they are", () => {
  expect(revealed(HOME, extent, box, 2 * BAR, 3 * BAR)).toBe(HOME);
  const view = viewOf(revealed(HOME, extent, box, 20 * BAR, 21 * BAR), extent, box);
  expect(view.start).toBeLessThan(20 * BAR);
  expect(endOf(view)).toBeGreaterThan(21 * BAR);
});

test("what begins at the very right edge is brought into sight; bars that end there are in it", () => {
  expect(revealed(HOME, extent, box, 7 * BAR, 8 * BAR)).toBe(HOME);
  for (const from of [8 * BAR, 8 * BAR - 1e-9]) {
    const view = viewOf(revealed(HOME, extent, box, from), extent, box);
    expect(endOf(view)).toBeGreaterThan(8.2 * BAR);
  }
});

test("the view goes with the music until a hand moves it, and again after a seek", () => {
  const viewer = new Viewer();
  const seen = () => viewer.look(score, box, 1);
  seen();
  viewer.attend(30 * BAR, true, false);
  expect(seen().start).toBeGreaterThan(25 * BAR);
  viewer.pan(-80, 0);
  const held = seen().start;
  viewer.attend(31 * BAR, true, false);
  expect(seen().start).toBe(held);
  viewer.attend(2 * BAR, false, false);
  expect(seen().start).toBeLessThan(2 * BAR);
});

test("rows stay where they are while a piece is edited", () => {
  const viewer = new Viewer();
  const before = viewer.look(score, box, 1);
  const wider = scoreOf([track([...beats(64), [0, 9, 110, 90]])], 64);
  expect(viewer.look(wider, box, 1).rowHeight).toBe(before.rowHeight);
  expect(viewer.look(wider, box, 2).rowHeight).toBeLessThan(before.rowHeight);
});
