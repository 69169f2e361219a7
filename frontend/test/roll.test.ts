/** The roll's coordinates, colours, openings and tape. */
import { expect, test } from "vitest";
import { trackColours } from "../src/roll/colours";
import {
  barPixels,
  chordParts,
  drumRow,
  endOf,
  follow,
  pitchName,
  pitchOfY,
  pitchRange,
  tickOfX,
  type View,
  xOfTick,
  yOfPitch,
} from "../src/roll/geometry";
import { openingBoxes } from "../src/roll/opening";
import { peak, Tape } from "../src/roll/wave";
import { leadTrack } from "../src/score/lead";
import { scoreOf, track } from "./scores";

const view: View = { start: 960, pixelsPerTick: 0.05, top: 84, rowHeight: 8, width: 800 };

test("ticks and pixels are each other's inverse", () => {
  expect(xOfTick(view, 960)).toBe(0);
  for (const tick of [0, 960, 1234, 9999])
    expect(tickOfX(view, xOfTick(view, tick))).toBeCloseTo(tick);
  expect(endOf(view)).toBeCloseTo(960 + 16000);
});

test("a pitch is found anywhere in its row", () => {
  for (const pitch of [84, 60, 36]) {
    expect(pitchOfY(view, yOfPitch(view, pitch))).toBe(pitch);
    expect(pitchOfY(view, yOfPitch(view, pitch) + 7.9)).toBe(pitch);
  }
});

test("the range holds every pitched note, ignores drums, and is never cramped", () => {
  const score = scoreOf([
    track([
      [0, 1, 40, 9],
      [0, 1, 90, 9],
    ]),
    track([[0, 1, 120, 9]], { isDrum: true }),
  ]);
  expect(pitchRange(score)).toEqual([38, 92]);
  const [low, high] = pitchRange(scoreOf([track([[0, 1, 60, 9]])]));
  expect(high - low + 1).toBeGreaterThanOrEqual(30);
  const [bottom, top] = pitchRange(scoreOf([track([[0, 1, 1, 9]])]));
  expect(bottom).toBe(0);
  expect(top).toBeLessThanOrEqual(127);
});

test("eight bars fill a desk, a phone shows bars of a readable width", () => {
  expect(barPixels(800)).toBe(100);
  expect(barPixels(340)).toBe(84);
});

test("the view stays at the start, follows in the middle and stops at the end", () => {
  const span = view.width / view.pixelsPerTick;
  expect(follow(view, 100, 10 * span, false)).toBe(0);
  expect(follow(view, 3 * span, 10 * span, false)).toBeCloseTo(2.6 * span);
  expect(follow(view, 9.9 * span, 10 * span, false)).toBeCloseTo(9 * span);
  expect(follow(view, 10, span / 2, false)).toBe(0);
});

test("with less motion it turns pages", () => {
  const at = { ...view, start: 0 };
  const span = view.width / view.pixelsPerTick;
  expect(follow(at, 0.9 * span, 10 * span, true)).toBe(0);
  expect(follow(at, 1.2 * span, 10 * span, true)).toBeCloseTo(span);
});

test("names and rows", () => {
  expect(pitchName(60)).toBe("C4");
  expect(pitchName(70)).toBe("B♭4");
  expect([drumRow(42), drumRow(38), drumRow(36), drumRow(70)]).toEqual([0, 1, 2, 1]);
});

test("colours are handed out in order; drums are graphite; the eighth part is striped", () => {
  const tracks = Array.from({ length: 9 }, (_, i) => ({ isDrum: i === 1 }));
  const colours = trackColours(tracks);
  expect(colours[0]).toEqual({ token: "steel", striped: false });
  expect(colours[1]).toEqual({ token: "graphite", striped: false });
  expect(colours[2]?.token).toBe("brass");
  expect(colours[8]).toEqual({ token: "steel", striped: true });
});

test("the tune is the marked track, or one named so, or the first that is pitched", () => {
  const drums = track([], { isDrum: true });
  expect(leadTrack(scoreOf([track([]), track([], { role: "melody" })]))).toBe(1);
  expect(leadTrack(scoreOf([drums, track([]), track([], { name: "Melody" })]))).toBe(2);
  expect(leadTrack(scoreOf([drums, track([])]))).toBe(1);
});

test("openings keep eight bars and all pitches inside their box", () => {
  const boxes = openingBoxes(
    [
      [0, 40, 1, 0],
      [7.5, 88, 0.5, 1],
    ],
    160,
    40,
  );
  for (const box of boxes) {
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(160);
    expect(box.y).toBeGreaterThanOrEqual(0);
    expect(box.y + box.height).toBeLessThanOrEqual(41);
  }
  expect(boxes[0]?.y ?? 0).toBeGreaterThan(boxes[1]?.y ?? 99);
});

test("the tape merges what falls into one column and forgets what is old", () => {
  const tape = new Tape(2);
  tape.push(0.1, 0);
  tape.push(0.4, 0.01);
  tape.push(0.2, 0.05);
  expect(tape.peaks).toEqual([0.4, 0.2]);
  tape.push(0.3, 0.1);
  expect(tape.peaks).toEqual([0.2, 0.3]);
  expect(peak(new Float32Array([0.1, -0.5, 0.2]))).toBeCloseTo(0.5);
});

test("chord symbols are cut into root and quality", () => {
  expect(chordParts("Bbmaj7")).toEqual(["B♭", "maj7"]);
  expect(chordParts("F#m7b5")).toEqual(["F♯", "m7b5"]);
  expect(chordParts("Dm")).toEqual(["D", "m"]);
  expect(chordParts("C")).toEqual(["C", ""]);
});
