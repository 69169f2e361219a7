/** What holds until something else does (tempos, keys, controls), carried along with its bars. */
import type { Bend, Control } from "../score/score";
import type { Piece, Placed } from "./pieces";

// What a player takes for a control that was never sent: volume, balance, pan, expression.
const USUAL: Readonly<Record<number, number>> = { 7: 100, 8: 64, 10: 64, 11: 127 };

type Mark = readonly [tick: number, ...unknown[]];

const at = <M extends Mark>(mark: M, tick: number) => [tick, ...mark.slice(1)] as unknown as M;

/** Marks at their new places; each piece begins with the one that held at its start. */
export function marksAlong<M extends Mark>(marks: readonly M[], placed: Placed): M[] {
  const first = marks[0];
  if (!first) return [];
  return placed.flatMap(([piece, place]) => {
    const held = marks.findLast(([tick]) => tick <= piece.start) ?? first;
    const inside = piece.silent
      ? []
      : marks.filter(([tick]) => tick > piece.start && tick < piece.stop);
    return [at(held, place), ...inside.map((mark) => at(mark, mark[0] - piece.start + place))];
  });
}

/** Without those that say again what holds. */
export function changing<R extends readonly [number, unknown]>(rows: readonly R[]): R[] {
  return rows.filter((row, i) => i === 0 || rows[i - 1]?.[1] !== row[1]);
}

/** Controls at their new places; each piece begins with those that held there. */
export function controlsAlong(controls: readonly Control[], placed: Placed): readonly Control[] {
  const numbers = [...new Set(controls.map(([, number]) => number))].sort((a, b) => a - b);
  const running = new Map(numbers.map((number) => [number, USUAL[number] ?? 0]));
  return placed.flatMap(([piece, place]) => {
    const held = new Map(numbers.map((number) => [number, USUAL[number] ?? 0]));
    for (const [tick, number, value] of controls) {
      if (tick < piece.start) held.set(number, value);
    }
    const state = numbers.flatMap((number): Control[] => {
      const value = held.get(number) as number;
      return value === running.get(number) ? [] : [[place, number, value]];
    });
    const rows = within(controls, piece, place);
    for (const [, number, value] of [...state, ...rows]) running.set(number, value);
    return [...state, ...rows];
  });
}

/** Bends at their new places; each piece begins as bent as it was there. */
export function bendsAlong(bends: readonly Bend[], placed: Placed): readonly Bend[] {
  let running = 0;
  return placed.flatMap(([piece, place]) => {
    const held = bends.findLast(([tick]) => tick < piece.start)?.[1] ?? 0;
    const rows = within(bends, piece, place);
    const state: Bend[] = held === running ? [] : [[place, held]];
    running = rows.at(-1)?.[1] ?? held;
    return [...state, ...rows];
  });
}

function within<M extends Mark>(marks: readonly M[], piece: Piece, place: number): M[] {
  if (piece.silent) return [];
  const inside = marks.filter(([tick]) => tick >= piece.start && tick < piece.stop);
  return inside.map((mark) => at(mark, mark[0] - piece.start + place));
}
