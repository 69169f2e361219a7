/** A prompt and the fields of the panel: what its chips set, and what of it was not understood. */

import type { Chip, Span, Unknown } from "../api/prompt";
import type { Player } from "../api/requests";
import { type Point, pointsOf } from "./energy";
import type { Wishes } from "./wishes";

/** The fields of `Wishes` that a request from a prompt sets. */
export function wishesOf(request: Record<string, unknown>): Partial<Wishes> {
  const found: Partial<Wishes> = {};
  for (const [field, value] of Object.entries(request)) Object.assign(found, wishOf(field, value));
  return found;
}

function wishOf(field: string, value: unknown): Partial<Wishes> {
  switch (field) {
    case "instruments":
      return { players: value as Player[] };
    case "energy":
      return { energy: pointsOf(value as number[]) as Point[] };
    case "blend": {
      const { genre, weight } = value as { genre: string; weight: number };
      return { blend: genre, share: Math.round(weight * 100) };
    }
    case "temperature":
      return { temperature: Math.round((value as number) * 100) };
    case "top_p":
      return { topP: Math.round((value as number) * 100) };
    case "seed":
      return { seed: String(value) };
    case "chords":
    case "genre":
    case "bars":
    case "key":
    case "tempo":
    case "metre":
    case "mood":
    case "register":
    case "candidates":
      return { [field]: value };
    default:
      return {};
  }
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/**
 * The fields to change when a prompt that said `before` says `after`.
 *
 * What it says anew is set, what it no longer says goes back to `open`; what was changed by hand
 * since then is left alone.
 */
export function changesOf(
  wishes: Wishes,
  open: Wishes,
  before: Partial<Wishes>,
  after: Partial<Wishes>,
): Partial<Wishes> {
  const changes: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(after)) {
    if (!same(before[field as keyof Wishes], value)) changes[field] = value;
  }
  for (const [field, value] of Object.entries(before)) {
    const name = field as keyof Wishes;
    if (!(name in after) && same(wishes[name], value)) changes[name] = open[name];
  }
  return changes as Partial<Wishes>;
}

/** The text with the words at `span` replaced; spaces are not doubled. */
export function replaced(text: string, [from, to]: Span, words: string): string {
  const before = text.slice(0, from);
  const after = text.slice(to);
  if (words) return before + words + after;
  return `${before.trimEnd()} ${after.trimStart()}`.replace(/ ([,.;])/g, "$1").trim();
}

export interface Piece {
  readonly text: string;
  readonly known: boolean;
}

/** The text cut into pieces, so that what was not understood can be underlined. */
export function pieces(text: string, unknown: readonly Unknown[]): Piece[] {
  const found: Piece[] = [];
  let at = 0;
  for (const { span } of [...unknown].sort((a, b) => a.span[0] - b.span[0])) {
    const [from, to] = span;
    if (from < at || to > text.length) continue;
    if (from > at) found.push({ text: text.slice(at, from), known: true });
    found.push({ text: text.slice(from, to), known: false });
    at = to;
  }
  if (at < text.length) found.push({ text: text.slice(at), known: true });
  return found;
}

const NAMES: Record<string, string> = {
  bars: "Length",
  instruments: "Band",
  register: "Register",
  top_p: "Top-p",
};

/** "Tempo", "Band": how a chip's field is called. */
export function chipName(chip: Pick<Chip, "field">): string {
  return NAMES[chip.field] ?? chip.field.charAt(0).toUpperCase() + chip.field.slice(1);
}
