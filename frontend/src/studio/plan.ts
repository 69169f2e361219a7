/** The plan of a song as a table that can be edited: rows are roles, columns are bars. */
import type { Plan, PlanBar } from "../api/takes";

export const MOST_NOTES = 96; // of one role in one bar
export const PAGE = 16; // bars shown at a time

/** The roles that play in a plan, in the order of `order`. */
export function rolesOf(plan: Plan, order: readonly string[]): string[] {
  const playing = new Set(plan.bars.flatMap((bar) => Object.keys(bar.notes)));
  return order.filter((role) => playing.has(role));
}

/** The most notes that a role has in one bar; at least 1. */
export function mostOf(plan: Plan, role: string): number {
  return Math.max(1, ...plan.bars.map((bar) => bar.notes[role] ?? 0));
}

/** What a part of a bar has once more: all of an earlier bar (from 1), or only its rhythm. */
export interface Repeat {
  readonly bar: number;
  readonly rhythm: boolean;
}

/** What a role repeats; null where it is new. Also that of "chords", which nothing sets. */
export function repeatOf(bar: PlanBar | undefined, part: string): Repeat | null {
  const [whole, rhythm] = [bar?.repeats?.[part], bar?.rhythms?.[part]];
  if (whole) return { bar: whole, rhythm: false };
  return rhythm ? { bar: rhythm, rhythm: true } : null;
}

export const repeatMark = ({ bar, rhythm }: Repeat) => `${rhythm ? "~" : "="} ${bar}`;

export const repeatWords = ({ bar, rhythm }: Repeat) =>
  rhythm ? `has the rhythm of bar ${bar}` : `repeats bar ${bar}`;

/** As many notes, and free; the bars that repeat this one follow. */
export function withNotes(plan: Plan, bar: number, role: string, notes: number): Plan {
  const count = Math.min(MOST_NOTES, Math.max(0, Math.round(notes) || 0));
  const free = withBar(plan, bar, (old) => counted(freed(old, role), role, count));
  return followed(free, bar, role);
}

/** A role that repeats an earlier bar, with as many notes as that has; null sets it free. */
export function withRepeat(plan: Plan, bar: number, role: string, repeat: Repeat | null): Plan {
  const earlier = repeat && plan.bars[repeat.bar - 1];
  if (!repeat || !earlier || repeat.bar > bar) return withBar(plan, bar, (old) => freed(old, role));
  const kind = repeat.rhythm ? "rhythms" : "repeats";
  const bound = withBar(plan, bar, (old) => {
    const free = freed(old, role);
    const again = { ...free, [kind]: { ...free[kind], [role]: repeat.bar } };
    return counted(again, role, earlier.notes[role] ?? 0);
  });
  return followed(bound, bar, role);
}

/** The earlier bar that a part of this bar could repeat as it is: the last with as many notes. */
export function likelyBar(plan: Plan, bar: number, role: string): number {
  const count = plan.bars[bar]?.notes[role] ?? 0;
  const found = plan.bars.slice(0, bar).findLastIndex((old) => (old.notes[role] ?? 0) === count);
  return found < 0 ? bar : found + 1;
}

const counted = (bar: PlanBar, role: string, count: number): PlanBar => ({
  ...bar,
  notes: { ...bar.notes, [role]: count },
});

function freed(bar: PlanBar, part: string): PlanBar {
  const without = (from: Record<string, number> | null) =>
    from && Object.fromEntries(Object.entries(from).filter(([name]) => name !== part));
  return { ...bar, repeats: without(bar.repeats), rhythms: without(bar.rhythms) };
}

/** A part repeats only a bar with as many notes: those that repeat `bar`, and those that repeat them. */
function followed(plan: Plan, bar: number, role: string): Plan {
  const moved = new Set([bar + 1]);
  const bars = [...plan.bars];
  bars.forEach((old, index) => {
    const again = repeatOf(old, role);
    if (!again || !moved.has(again.bar)) return;
    moved.add(index + 1);
    bars[index] = counted(old, role, bars[again.bar - 1]?.notes[role] ?? 0);
  });
  return { ...plan, bars };
}

/** A step 0–7 of loudness or register. */
export function withStep(
  plan: Plan,
  bar: number,
  name: "loudness" | "register",
  step: number,
): Plan {
  const value = Math.min(7, Math.max(0, Math.round(step) || 0));
  return withBar(plan, bar, (old) => ({ ...old, [name]: value }));
}

/** Chord symbols as typed, one or two; empty leaves them to the planner. */
export function withChords(plan: Plan, bar: number, typed: string): Plan {
  const chords = typed.trim().split(/\s+/).filter(Boolean);
  return withBar(plan, bar, (old) => ({
    ...freed(old, "chords"),
    chords: chords.length ? chords : null,
  }));
}

function withBar(plan: Plan, bar: number, change: (old: PlanBar) => PlanBar): Plan {
  const bars = plan.bars.map((old, index) => (index === bar ? change(old) : old));
  return { ...plan, bars };
}

/** What is sent: what a bar leaves open is absent. */
export function sentPlan(plan: Plan): Plan {
  const bars = plan.bars.map(
    (bar) =>
      Object.fromEntries(Object.entries(bar).filter(([, value]) => value !== null)) as PlanBar,
  );
  return { ...plan, bars };
}
