/** When a written note is heard: the server writes it into the note's name. */

export interface Timed<T> {
  /** Ticks: heard from the one, until before the other. */
  readonly from: number;
  readonly to: number;
  readonly item: T;
}

/** Of `t960-1440-17`: from tick 960 to 1440. Null for other names. */
export function timeOf(name: string): readonly [from: number, to: number] | null {
  const [, from, to] = /^t(\d+)-(\d+)-\d+$/.exec(name) ?? [];
  return from === undefined || to === undefined ? null : [Number(from), Number(to)];
}

/** Those of some items whose name tells a time, by when they begin. */
export function timed<T extends { readonly id: string }>(items: Iterable<T>): Timed<T>[] {
  const found: Timed<T>[] = [];
  for (const item of items) {
    const time = timeOf(item.id);
    if (time) found.push({ from: time[0], to: time[1], item });
  }
  return found.sort((a, b) => a.from - b.from);
}

/** What is heard at a tick. */
export function soundingAt<T>(notes: readonly Timed<T>[], tick: number): T[] {
  const found: T[] = [];
  for (const { from, to, item } of notes) {
    if (from > tick) break;
    if (tick < to) found.push(item);
  }
  return found;
}
