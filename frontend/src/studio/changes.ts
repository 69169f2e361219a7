/** What a rewriting changed, player by player: notes before and after, and the bars that differ. */

export interface Change {
  readonly role: string;
  readonly before: number;
  readonly after: number;
  /** Bars that differ, as people read them: "1–4, 7"; null where it was not told. */
  readonly bars: string | null;
}

const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Reads `report.changed`; what it does not hold is left out. */
export function changesIn(report: Record<string, unknown>): Change[] {
  const changed = report.changed;
  if (typeof changed !== "object" || changed === null) return [];
  return Object.entries(changed).flatMap(([role, told]) => {
    const { before, after, bars } = told as { before?: unknown; after?: unknown; bars?: unknown };
    if (typeof before !== "number" || typeof after !== "number") return [];
    const listed = Array.isArray(bars) ? bars.filter((bar) => typeof bar === "number") : null;
    return [{ role: upper(role), before, after, bars: listed && ranges(listed) }];
  });
}

/** Bars in a row as a range: [1, 2, 3, 7] is "1–3, 7". */
export function ranges(bars: readonly number[]): string {
  const found: [number, number][] = [];
  for (const bar of [...new Set(bars)].sort((a, b) => a - b)) {
    const last = found.at(-1);
    if (last && bar === last[1] + 1) last[1] = bar;
    else found.push([bar, bar]);
  }
  return found
    .map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`))
    .join(", ");
}
