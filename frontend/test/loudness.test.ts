/** Loudness by the standard's own numbers. */
import { expect, test } from "vitest";
import { integrated, SILENCE, weighting } from "../src/audio/loudness";

test("the filters are those of BS.1770-4 at 48 kHz", () => {
  const [shelf, highpass] = weighting(48_000);
  const near = (found: readonly number[], wanted: readonly number[]) =>
    found.forEach((value, i) => {
      expect(value).toBeCloseTo(wanted[i] as number, 6);
    });
  near(shelf[0], [1.53512485958697, -2.69169618940638, 1.19839281085285]);
  near(shelf[1], [1, -1.69065929318241, 0.73248077421585]);
  near(highpass[1], [1, -1.99004745483398, 0.99007225036621]);
});

test("silence is not counted, and neither is what is far softer than the rest", () => {
  const windows = (decibels: number, count: number) =>
    Array<number>(count).fill(10 ** ((decibels + 0.691) / 10));
  expect(integrated([])).toBe(SILENCE);
  expect(integrated(windows(-80, 50))).toBe(SILENCE);
  expect(integrated(windows(-20, 50))).toBeCloseTo(-20, 6);
  expect(integrated([...windows(-90, 50), ...windows(-20, 400), ...windows(-50, 50)])).toBeCloseTo(
    -20,
    1,
  );
});
