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

export function withNotes(plan: Plan, bar: number, role: string, notes: number): Plan {
  const count = Math.min(MOST_NOTES, Math.max(0, Math.round(notes) || 0));
  return withBar(plan, bar, (old) => ({ ...old, notes: { ...old.notes, [role]: count } }));
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
  return withBar(plan, bar, (old) => ({ ...old, chords: chords.length ? chords : null }));
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
