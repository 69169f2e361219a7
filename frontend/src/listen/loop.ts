/** The bars that a listener repeats. */
import { barSpan } from "../score/bars";
import type { Score } from "../score/score";

/** Bars counted from 1, the last one included, as ticks; in either order, and inside the piece. */
export function ticksOfBars(
  score: Score,
  one: number,
  other: number,
): readonly [from: number, to: number] {
  const inside = (bar: number) =>
    Math.min(score.bars.length, Math.max(1, Math.round(bar) || 1)) - 1;
  const [first, last] = [inside(Math.min(one, other)), inside(Math.max(one, other))];
  return [barSpan(score, first)[0], barSpan(score, last)[1]];
}
