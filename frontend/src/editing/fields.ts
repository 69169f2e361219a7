/** The fields that many edits are asked for by. */
import type { Field } from "./forms";

export const whole = (
  name: string,
  label: string,
  value: number,
  min: number,
  max: number,
): Field => ({
  name,
  label,
  kind: "number",
  value,
  min,
  max,
  step: 1,
});
export const bar = (name: string, label: string): Field => ({ name, label, kind: "bar" });
export const track: Field = { name: "track", label: "Player", kind: "track" };
export const RANGE = [bar("first_bar", "From bar"), bar("last_bar", "To bar")];
/** Held to one player and some bars; left out, all. */
export const SCOPE: readonly Field[] = [
  { name: "tracks", label: "Player", kind: "track", optional: true },
  ...RANGE.map((field) => ({ ...field, optional: true })),
];
export const bpm = (name: string, label: string, value: number): Field => ({
  name,
  label,
  kind: "number",
  value,
  min: 4,
  max: 1000,
  step: 0.001,
});
export const GRID: readonly (readonly [number, string])[] = [
  [1, "Quarters"],
  [2, "Eighths"],
  [3, "Eighth triplets"],
  [4, "Sixteenths"],
  [6, "Sixteenth triplets"],
  [8, "Thirty-seconds"],
  [12, "Twelve a quarter"],
];
