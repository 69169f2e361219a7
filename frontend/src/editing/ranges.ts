/** Ranges of bars as ticks. */
import { metreAt } from "../score/bars";
import type { Score } from "../score/score";
import { barLength } from "./layout";

/** The tick at which every bar begins, and at which the last one ends. */
export function edgesOf(score: Score): readonly number[] {
  const last = score.bars.at(-1) ?? 0;
  const whole = last + barLength(score.ticksPerQuarter, ...metreAt(score, last));
  const end = Math.max(score.end, 1);
  const change = score.metres.find(([tick]) => tick > last && tick <= end);
  return [...score.bars, change ? change[0] : whole];
}

/** Where the bars `first` to `last`, counted from 1, begin and end. Throws where they are not. */
export function span(
  score: Score,
  first: number | null,
  last: number | null,
): readonly [number, number] {
  const edges = edgesOf(score);
  const count = edges.length - 1;
  const from = first ?? 1;
  const to = last ?? count;
  if (to < from) throw new Error(`bar ${to} is before bar ${from}.`);
  if (to > count) throw new Error(`there is no bar ${to}; the song has ${count}.`);
  return [edges[from - 1] as number, edges[to] as number];
}
