/** The beats of a score: what the metronome clicks on, and how a bar is counted in. */
import { barIndex, barSpan, beatTicks } from "../score/bars";
import type { Score } from "../score/score";

type Barred = Pick<Score, "bars" | "end" | "metres" | "ticksPerQuarter">;

export interface Beat {
  readonly tick: number;
  /** The first of its bar. */
  readonly accent: boolean;
}

/** The beats with from ≤ tick < to, in the units of each bar's own metre. */
export function beatsBetween(score: Barred, from: number, to: number): Beat[] {
  const found: Beat[] = [];
  if (to <= from || !score.bars.length) return found;
  for (let bar = barIndex(score, from); bar < score.bars.length; bar++) {
    const [start, end] = barSpan(score, bar);
    if (start >= to) break;
    const beat = beatTicks(score, start);
    const first = Math.max(0, Math.ceil((from - start) / beat - 1e-9));
    for (let index = first; ; index++) {
      const tick = start + index * beat;
      if (tick >= Math.min(end - 1e-9, to)) break;
      found.push({ tick, accent: index === 0 });
    }
  }
  return found;
}

/**
 * One bar counted before `tick` in its metre, as distances in ticks before it. From the middle of a
 * bar the count leads up to the beat that comes next, so that "one" is said where the bar has it.
 */
export function countIn(score: Barred, tick: number): { before: number; accent: boolean }[] {
  const [start, end] = barSpan(score, barIndex(score, tick));
  const beat = beatTicks(score, start);
  const beats = Math.max(1, Math.round((end - start) / beat));
  const inside = Math.round((tick - start) / beat);
  return Array.from({ length: beats }, (_, index) => ({
    before: (beats - index) * beat,
    accent: (inside + index) % beats === 0,
  }));
}
