/** Sounds are unpacked before they are played, each once, and again in another SoundFont. */
import { expect, test } from "vitest";
import { asWritten } from "../src/audio/mix";
import { type Touch, Warming } from "../src/audio/warming";
import { beats, scoreOf, track } from "./scores";

function rest(warming: Warming): Touch[] {
  const found: Touch[] = [];
  for (let one = warming.next(); one; one = warming.next()) found.push(one);
  return found;
}

test("each sound, pitch and layer of velocities is warmed once for a SoundFont", () => {
  const score = scoreOf([
    track([...beats(2, 60), [0, 1, 60, 91], [0, 1, 60, 20]], { program: 5 }),
    track(beats(1, 36), { isDrum: true }),
    track(beats(1, 72)),
  ]);
  const seats = asWritten(score.tracks).map((seat, i) =>
    i === 2 ? { ...seat, synth: "fm" as const } : seat,
  );
  const warming = new Warming();
  warming.take(score, seats);
  const touches = rest(warming);
  expect(touches.map(({ program, isDrum, pitch }) => [program, isDrum, pitch])).toEqual([
    [5, false, 60],
    [5, false, 60],
    [0, true, 36],
  ]);
  warming.take(score, seats);
  expect(warming.next()).toBeUndefined();
  warming.forget();
  expect(rest(warming)).toEqual(touches);
});
