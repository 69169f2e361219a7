/** A curve through which velocities go: straight between its points, level beyond them. */
import { type Check, integer, list, tuple, ValidationError } from "../../lib/check";
import { divide } from "../rounding";
import { changed, scope } from "../scope";
import { verb } from "../verb";

type Point = [before: number, after: number];

const all = list(tuple<Point>(integer(0, 127), integer(1, 127)));
const points: Check<Point[]> = (value, path) => {
  const found = all(value, path);
  const rising = found.every((point, i) => i === 0 || (found[i - 1]?.[0] ?? 0) < point[0]);
  if (!rising || found.length < 1 || found.length > 16) {
    throw new ValidationError(path, "1 to 16 points that rise", value);
  }
  return found;
};

export const velocity = verb({ ...scope, points }, (score, edit) => {
  const table = Array.from({ length: 128 }, (_, before) => after(edit.points, before));
  return changed(
    score,
    (notes) =>
      notes.map(([onset, duration, pitch, touch]) => [onset, duration, pitch, table[touch] ?? 1]),
    edit,
  );
});

function after(curve: readonly Point[], before: number): number {
  let [x0, y0] = curve[0] as Point;
  if (before <= x0) return y0;
  for (const [x1, y1] of curve.slice(1)) {
    if (before <= x1) return y0 + divide((y1 - y0) * (before - x0), x1 - x0);
    [x0, y0] = [x1, y1];
  }
  return y0;
}
