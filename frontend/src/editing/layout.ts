/** Lays bar lines over a score, as the server does it. */
import type { Score } from "../score/score";

/** Halves to the even neighbour, as Python rounds. */
function rounded(value: number): number {
  const down = Math.floor(value);
  if (value - down !== 0.5) return Math.round(value);
  return down % 2 === 0 ? down : down + 1;
}

export function barLength(ticksPerQuarter: number, numerator: number, denominator: number): number {
  return Math.max(rounded((ticksPerQuarter * 4 * numerator) / denominator), 1);
}

/** Where every bar begins up to `end`; a change in mid-bar begins a new one. */
export function barsOf(ticksPerQuarter: number, metres: Score["metres"], end: number): number[] {
  const last = Math.max(end, 1);
  const changes = fromStart(metres, [0, 4, 4]);
  const starts: number[] = [];
  changes.forEach(([tick, numerator, denominator], i) => {
    const length = barLength(ticksPerQuarter, numerator, denominator);
    const stop = Math.min(changes[i + 1]?.[0] ?? last, last);
    for (let start = tick; start < stop; start += length) starts.push(start);
  });
  return starts;
}

/** Marks of which the first stands at tick 0: `usual` before a late one. */
export function fromStart<T extends readonly [number, ...unknown[]]>(
  marks: readonly T[],
  usual: T,
): readonly T[] {
  const first = marks[0];
  return first && first[0] === 0 ? marks : [usual, ...marks];
}
