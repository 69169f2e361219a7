/** What is accepted as a score, and how a broken one is refused. */
import { expect, test } from "vitest";
import { ValidationError } from "../src/lib/check";
import { noteCount, parseScore } from "../src/score/score";

function sent(): Record<string, unknown> {
  return {
    ticks_per_quarter: 480,
    end: 1920,
    tempos: [[0, 96.5]],
    metres: [[0, 4, 4]],
    key: "D minor",
    bars: [0],
    tracks: [
      { name: "Flute", role: "melody", program: 73, is_drum: false, notes: [[0, 480, 62, 90]] },
      { name: "", role: null, program: 0, is_drum: true, notes: [] },
    ],
  };
}

test("a score is read as it was sent", () => {
  const score = parseScore(sent(), "score");
  expect(score.tempos).toEqual([[0, 96.5]]);
  expect(score.tracks[0]).toMatchObject({ role: "melody", program: 73, isDrum: false });
  expect(score.tracks[0]?.notes).toEqual([[0, 480, 62, 90]]);
  expect(score.tracks[1]?.role).toBe("");
  expect(score.chords).toEqual([]);
  expect(noteCount(score)).toBe(1);
});

function breaking(change: (score: Record<string, unknown>) => void): () => unknown {
  const score = sent();
  change(score);
  return () => parseScore(score, "score");
}
const firstTrack = (score: Record<string, unknown>) =>
  (score.tracks as Record<string, unknown>[])[0] as Record<string, unknown>;

test.each([
  ["score.tracks", (s: Record<string, unknown>) => delete s.tracks],
  ["score.ticks_per_quarter", (s: Record<string, unknown>) => (s.ticks_per_quarter = 0)],
  ["score.tempos[0][1]", (s: Record<string, unknown>) => (s.tempos = [[0, -3]])],
  ["score.bars", (s: Record<string, unknown>) => (s.bars = [0, 960, 960])],
  ["score.tracks[0].program", (s: Record<string, unknown>) => (firstTrack(s).program = 128)],
  [
    "score.tracks[0].notes[0]",
    (s: Record<string, unknown>) => (firstTrack(s).notes = [[0, 1, 128, 1]]),
  ],
  [
    "score.tracks[0].notes[1]",
    (s: Record<string, unknown>) =>
      (firstTrack(s).notes = [
        [0, 1, 2, 3],
        [0, 1, 2],
      ]),
  ],
  ["score.tracks[0].is_drum", (s: Record<string, unknown>) => (firstTrack(s).is_drum = "no")],
])("a fault at %s is named", (path, change) => {
  expect(breaking(change)).toThrow(ValidationError);
  try {
    breaking(change)();
  } catch (error) {
    expect((error as ValidationError).path).toBe(path);
  }
});
