/** The sections of a piece: what its markers name, each up to the next one. */
import { barIndex, beatTicks, endTick } from "./bars";
import type { Score } from "./score";

export interface Section {
  readonly name: string;
  readonly start: number;
  /** The tick at which the next one begins, or the piece ends. */
  readonly stop: number;
  /** Bars counted from 1; the last one is the last that begins in it. */
  readonly first: number;
  readonly last: number;
}

/** Of markers at one place the last one counts; those without a name are none. */
export function sectionsOf(score: Score): Section[] {
  const end = endTick(score);
  const named = score.markers.filter(([tick, name]) => name.trim() && tick < end);
  const marks = named.filter(([tick], index) => named[index + 1]?.[0] !== tick);
  return marks.map(([start, name], index) => {
    const stop = marks[index + 1]?.[0] ?? end;
    const first = barIndex(score, start) + 1;
    const last = Math.max(first, barIndex(score, stop - 1) + 1);
    return { name: name.trim(), start, stop, first, last };
  });
}

/** "bars 9–16" */
export const barsSaid = ({ first, last }: Section) =>
  first === last ? `bar ${first}` : `bars ${first}–${last}`;

/** The section that sounds at a tick. */
export const sectionAt = (sections: readonly Section[], tick: number) =>
  sections.findLast(({ start }) => start <= tick);

/**
 * The section to go to from `tick`: the next, or the one before. From within one, back is to its own
 * start, but for its first beat.
 */
export function sectionBeside(
  score: Score,
  sections: readonly Section[],
  tick: number,
  direction: -1 | 1,
): Section | undefined {
  if (direction > 0) return sections.find(({ start }) => start > tick);
  return sections.findLast(({ start }) => start + beatTicks(score, start) <= tick);
}
