/** The grid that notes keep to, counted from each bar's start; triplets too. */
import { barIndex, barSpan } from "../score/bars";
import type { Score } from "../score/score";

export interface Snap {
  readonly id: string;
  readonly label: string;
  /** Quarters from line to line; 0 is no grid, infinity whole bars. */
  readonly quarters: number;
}

export const SNAPS: readonly Snap[] = [
  { id: "bar", label: "Bar", quarters: Number.POSITIVE_INFINITY },
  { id: "2", label: "1/2", quarters: 2 },
  { id: "4", label: "1/4", quarters: 1 },
  { id: "8", label: "1/8", quarters: 1 / 2 },
  { id: "8t", label: "1/8 triplet", quarters: 1 / 3 },
  { id: "16", label: "1/16", quarters: 1 / 4 },
  { id: "16t", label: "1/16 triplet", quarters: 1 / 6 },
  { id: "32", label: "1/32", quarters: 1 / 8 },
  { id: "off", label: "Off", quarters: 0 },
];

export const snapOf = (id: string): Snap => SNAPS.find((snap) => snap.id === id) ?? SIXTEENTHS;

const SIXTEENTHS: Snap = { id: "16", label: "1/16", quarters: 1 / 4 };

/** Ticks from line to line at `tick`; 1 without a grid. */
export function unitAt(score: Score, snap: Snap, tick: number): number {
  if (snap.quarters === 0) return 1;
  if (Number.isFinite(snap.quarters)) return Math.max(1, score.ticksPerQuarter * snap.quarters);
  const [start, end] = barSpan(score, barIndex(score, tick));
  return end - start;
}

/** The line that `tick` belongs to: the nearest, or with `down` the one before it. */
export function snapped(score: Score, snap: Snap, tick: number, down = false): number {
  const whole = Math.max(0, tick);
  if (snap.quarters === 0) return Math.round(whole);
  const [start, end] = barSpan(score, barIndex(score, whole));
  const unit = unitAt(score, snap, whole);
  const lines = (whole - start) / unit;
  const line = start + (down ? Math.floor(lines + 1e-6) : Math.round(lines)) * unit;
  // Beyond the last bar the grid goes on; within, a bar's own start is the last line before it.
  return Math.round(whole < end ? Math.min(line, end) : line);
}

/** Moves `tick` towards its line by a share of the way: 1 puts it there. */
export function quantised(score: Score, snap: Snap, tick: number, share: number): number {
  if (snap.quarters === 0) return tick;
  return Math.round(tick + (snapped(score, snap, tick) - tick) * share);
}
