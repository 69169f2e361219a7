/** Notes of several players that are picked and changed as one. */
import type { Note, Score } from "../score/score";
import { edit, type NotesEdit } from "./changes";
import { keysOf, NONE, type Picked, pickedNotes } from "./picked";

/** What is picked of players beside the focused one. */
export type Beside = ReadonlyMap<number, Picked>;

export const NOBODY: Beside = new Map();

/** Notes of one player. */
export interface Part {
  readonly track: number;
  readonly notes: readonly Note[];
}

/** The picked notes by player, the focused one first; who has none is left out. */
export function partsOf(score: Score, focus: number, picked: Picked, beside: Beside): Part[] {
  return [[focus, picked] as const, ...beside]
    .map(([track, keys]) => ({ track, notes: pickedNotes(score.tracks[track]?.notes ?? [], keys) }))
    .filter((part) => part.notes.length > 0);
}

/** What is picked when these are: of the focused player, and beside it. */
export function picksOf(parts: readonly Part[], focus: number): [Picked, Beside] {
  const own = parts.find((part) => part.track === focus);
  const others = parts.filter((part) => part !== own && part.notes.length);
  return [
    keysOf(own?.notes ?? []),
    new Map(others.map(({ track, notes }) => [track, keysOf(notes)])),
  ];
}

/**
 * All of them changed as one and handed back to their players. `become` keeps number and order, or
 * leaves nothing. Drums and pitched players move in time together, but each keeps its own pitches
 * where the first player is of the other kind.
 */
export function changed(
  score: Score,
  parts: readonly Part[],
  become: (notes: Note[]) => readonly Note[],
): Part[] {
  const all = parts.flatMap((part) => part.notes);
  const after = become(all);
  const drums = (part: Part | undefined) => score.tracks[part?.track ?? -1]?.isDrum ?? false;
  let from = 0;
  return parts.map((part) => {
    const notes = after.slice(from, from + part.notes.length);
    from += part.notes.length;
    if (drums(part) === drums(parts[0])) return { ...part, notes };
    const own = notes.map(
      ([onset, duration, pitch, touch], index): Note => [
        onset,
        duration,
        part.notes[index]?.[2] ?? pitch,
        touch,
      ],
    );
    return { ...part, notes: own };
  });
}

/** The steps that put `after` in the place of `before`, player by player. */
export function editsOf(
  score: Score,
  before: readonly Part[],
  after: readonly Part[],
): NotesEdit[] {
  return before
    .map((part, index) => edit(score, part.track, part.notes, after[index]?.notes ?? []))
    .filter((step) => step !== null);
}

/** Who is worked on: the focused player, those beside it, and what of both is picked. */
export interface Hands {
  readonly focus: number;
  readonly picked: Picked;
  readonly beside: Beside;
  readonly company: ReadonlySet<number>;
}

/** The focus goes over to `track`: within the company all stays picked, else it is let go. */
export function passed(hands: Hands, track: number): Omit<Hands, "focus"> {
  const { focus, picked, beside } = hands;
  if (!hands.company.has(track)) return { picked: NONE, beside: NOBODY, company: new Set() };
  const company = new Set([...hands.company, focus]);
  company.delete(track);
  const others = new Map([...beside, [focus, picked] as const].filter(([, keys]) => keys.size));
  others.delete(track);
  return { picked: beside.get(track) ?? NONE, beside: others, company };
}
