/** Bars and beats of a score: what the position display, the ruler and A/B switching count in. */
import type { Score } from "./score";

export interface Position {
  /** Counted from 1. */
  readonly bar: number;
  /** Counted from 1; whole beats of the metre's own unit. */
  readonly beat: number;
}

type Barred = Pick<Score, "bars" | "end" | "metres" | "ticksPerQuarter">;

/** The metre that rules at `tick`; 4/4 where none is written. */
export function metreAt(score: Barred, tick: number): readonly [number, number] {
  let found: readonly [number, number] = [4, 4];
  for (const [start, numerator, denominator] of score.metres) {
    if (start > tick) break;
    found = [numerator, denominator];
  }
  return found;
}

/** Ticks of one beat (the metre's denominator) at `tick`. */
export function beatTicks(score: Barred, tick: number): number {
  return (score.ticksPerQuarter * 4) / metreAt(score, tick)[1];
}

function barTicks(score: Barred, tick: number): number {
  const [numerator] = metreAt(score, tick);
  return numerator * beatTicks(score, tick);
}

/** Where the last bar ends: the whole bar, though its last note may stop before. */
export function endTick(score: Barred): number {
  const last = score.bars.at(-1);
  if (last === undefined) return score.end;
  return Math.max(last + barTicks(score, last), 1);
}

/** The index of the bar that holds `tick`, counted from 0, by bisection. */
export function barIndex(score: Barred, tick: number): number {
  let low = 0;
  let high = score.bars.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((score.bars[middle] ?? 0) <= tick) low = middle;
    else high = middle - 1;
  }
  return Math.max(low, 0);
}

/** Start and end of a bar in ticks. */
export function barSpan(score: Barred, index: number): readonly [number, number] {
  const start = score.bars[index] ?? 0;
  return [start, score.bars[index + 1] ?? endTick(score)];
}

export function positionAt(score: Barred, tick: number): Position {
  const index = barIndex(score, tick);
  const inside = Math.max(0, tick - (score.bars[index] ?? 0));
  const beats = metreAt(score, tick)[0];
  const beat = Math.min(beats, Math.floor(inside / beatTicks(score, tick) + 1e-6) + 1);
  return { bar: index + 1, beat };
}

/** How many bars have gone by at `tick`, with the fraction of the one that runs. */
export function barsAt(score: Barred, tick: number): number {
  const index = barIndex(score, tick);
  const [start, end] = barSpan(score, index);
  return index + Math.min(1, Math.max(0, (tick - start) / (end - start)));
}

/** The tick at which `bars` bars have gone by: the other way round than `barsAt`. */
export function tickAtBars(score: Barred, bars: number): number {
  const last = Math.max(0, score.bars.length - 1);
  const index = Math.min(last, Math.max(0, Math.floor(bars)));
  const [start, end] = barSpan(score, index);
  return start + Math.min(1, Math.max(0, bars - index)) * (end - start);
}

/** The same place of the music in another version of it, counted in bars. */
export function samePlace(from: Barred, to: Barred, tick: number): number {
  return tickAtBars(to, barsAt(from, tick));
}

/** One beat (or one bar) back or on from `tick`; lands on the grid, as arrow keys do. */
export function step(
  score: Barred,
  tick: number,
  direction: -1 | 1,
  whole: "beat" | "bar",
): number {
  const index = barIndex(score, tick);
  const [start, end] = barSpan(score, index);
  const unit = whole === "bar" ? end - start : beatTicks(score, tick);
  const inside = (tick - start) / unit;
  const epsilon = 1e-6;
  if (direction > 0)
    return Math.min(endTick(score), start + (Math.floor(inside + epsilon) + 1) * unit);
  const back = Math.ceil(inside - epsilon) - 1;
  if (back >= 0) return start + back * unit;
  if (index === 0) return 0;
  const [before] = barSpan(score, index - 1);
  return whole === "bar" ? before : Math.max(before, start - beatTicks(score, before));
}
