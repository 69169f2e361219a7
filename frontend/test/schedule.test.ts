/** The order in which notes are sounded, also while they still come. */
import { expect, test } from "vitest";
import { Schedule } from "../src/audio/schedule";
import { BAR, beats, scoreOf, track } from "./scores";

test("notes of all tracks come in playing order, from ≤ onset < to", () => {
  const schedule = Schedule.of(scoreOf([track(beats(2, 60)), track([[480, 10, 40, 90]])]));
  expect(schedule.between(480, 960).map((cue) => [cue.onset, cue.track])).toEqual([
    [480, 0],
    [480, 1],
  ]);
});

test("bars that come later are found, even when one brings a note from before", () => {
  const schedule = Schedule.of(scoreOf([track(beats(1, 60))]));
  schedule.add(scoreOf([track(beats(1, 62, 1))]));
  schedule.add(scoreOf([track([[100, 5, 50, 90]])]));
  expect(schedule.between(0, 200).map((cue) => cue.pitch)).toEqual([60, 50]);
  expect(schedule.between(BAR, 2 * BAR)).toHaveLength(4);
  expect(schedule.length).toBe(9);
});

test("notes without length are heard, notes without velocity are not", () => {
  const schedule = Schedule.of(
    scoreOf([
      track([
        [0, 0, 60, 90],
        [0, 480, 62, 0],
      ]),
    ]),
  );
  expect(schedule.between(0, 10)).toMatchObject([{ pitch: 60, onset: 0, end: 1 }]);
});

test("what sounds on at a place can be taken up there", () => {
  const schedule = Schedule.of(
    scoreOf([
      track([
        [0, BAR, 60, 90],
        [0, 500, 64, 90],
      ]),
    ]),
  );
  expect(schedule.soundingAt(480, 240).map((cue) => cue.pitch)).toEqual([60]);
});
