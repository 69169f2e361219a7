/** The volta brackets over the stage: the source, the takes, and the candidates being written. */

import type { Take } from "../api/takes";
import type { OpeningNote, Song } from "../api/types";
import { percent } from "./report";

export type BracketState = "source" | "ready" | "waiting" | "writing" | "failed";

export interface Bracket {
  /** 0 is the source; others are the numbers of takes. */
  readonly key: number;
  readonly state: BracketState;
  readonly bar: number;
  readonly bars: number;
  readonly opening: readonly OpeningNote[];
  readonly take: Take | null;
  /** Why it was given up; "" where it was not, or nobody knows. */
  readonly why: string;
}

/** A take that was asked for and could not be written. */
export interface Failed {
  readonly key: number;
  readonly why: string;
}

/** One of the pieces that are written side by side. */
export interface Candidate {
  readonly bar: number;
  readonly bars: number;
  readonly opening: readonly OpeningNote[];
}

export const SOURCE = 0;

/** "A", "1.", "2." … as on a volta bracket. */
export const sign = (key: number) => (key === SOURCE ? "A" : `${key}.`);

/** The brackets of a finished song, its source first. */
export function bracketsOf(song: Song | null, source: readonly OpeningNote[] | null): Bracket[] {
  const found: Bracket[] = [];
  if (source) found.push({ ...blank(SOURCE, "source"), opening: source });
  for (const take of song?.takes ?? []) {
    const { bars, opening } = take;
    found.push({ ...blank(take.number, "ready"), bar: bars, bars, opening, take });
  }
  return found;
}

/** The brackets of what is being written, numbered on from `first`. */
export function candidateBrackets(candidates: readonly Candidate[], first: number): Bracket[] {
  return candidates.map(({ bar, bars, opening }, index) => ({
    ...blank(first + index, opening.length || bar ? "writing" : "waiting"),
    bar,
    bars,
    opening,
  }));
}

/** The number after the last take of a song, the deleted ones among them. */
export const nextNumber = (song: Song | null) =>
  Math.max(
    0,
    ...[...(song?.takes ?? []), ...(song?.deleted_takes ?? [])].map((take) => take.number),
  ) + 1;

/** Takes that were asked for but could not be written: their numbers, for they leave gaps. */
export function missing(asked: number, first: number, written: readonly number[]): number[] {
  return Array.from({ length: asked }, (_, index) => first + index).filter(
    (number) => !written.includes(number),
  );
}

export const failedBracket = (key: number, why = ""): Bracket => ({ ...blank(key, "failed"), why });

/** Why a take hangs there empty, in a sentence. */
export function whyWords(bracket: Bracket): string {
  const why = bracket.why || "it came to nothing";
  return `Left out after many tries: ${why}. The others are fine.`;
}

function blank(key: number, state: BracketState): Bracket {
  return { key, state, bar: 0, bars: 0, opening: [], take: null, why: "" };
}

const MADE: Record<string, string> = {
  restyled: "Restyled",
  continued: "Continued",
  harmonised: "Harmonised",
  rerolled: "New tune",
  joined: "A new player",
  edited: "Edited",
  transcribed: "Heard",
  demo: "As it ships",
};

/** What a take is, in two or three words: "Bars 5–6 again". */
export function takeWords(take: Pick<Take, "kind" | "recipe" | "key">): string {
  if (take.kind === "composed") return take.key ?? "Composed";
  if (take.kind !== "regenerated") return MADE[take.kind] ?? "Written";
  const asked = take.recipe.request as { first_bar?: number; last_bar?: number } | undefined;
  const { first_bar: first, last_bar: last } = asked ?? {};
  if (!first || !last) return "Some bars again";
  return first === last ? `Bar ${first} again` : `Bars ${first}–${last} again`;
}

/** What a take is called: by its owner, else by what it is. */
export const takeName = (take: Pick<Take, "name" | "kind" | "recipe" | "key">) =>
  take.name || takeWords(take);

/** The line beside the sign: what it is, or how far. */
export function titleOf(bracket: Bracket): string {
  if (bracket.state === "source") return "Your song";
  if (bracket.state === "failed") return "stopped";
  if (bracket.state === "waiting") return "";
  if (bracket.state === "writing") return `bar ${bracket.bar} of ${bracket.bars}`;
  return bracket.take ? takeName(bracket.take) : "";
}

export interface Figure {
  readonly text: string;
  readonly off: boolean;
  readonly meaning: string;
}

/** "1", ".83": what is measured from 0 to 1, as short as a bracket needs it. */
const share = (value: number) =>
  value
    .toFixed(2)
    .replace(/^0/, "")
    .replace(/^1\.00$/, "1");

/** What a take is judged by: as asked, tune kept, how much of its style, longest shared passage. */
export function figures(take: Take): Figure[] {
  const found: Figure[] = [];
  const met = take.certificate.filter((row) => row.ok).length;
  const rows = take.certificate.length;
  if (rows) {
    const meaning = `${met} of ${rows} as asked`;
    found.push({ text: `${met} of ${rows}`, off: met < rows, meaning });
  }
  const { melody_kept: kept, style } = take.report;
  const { typical } = take.scores;
  if (typeof kept === "number") {
    found.push({
      text: `tune ${percent(kept)}`,
      off: false,
      meaning: `${percent(kept)} of the tune kept`,
    });
  }
  if (typeof style === "number") {
    const meaning = `style reached to ${percent(style)}`;
    found.push({ text: `style ${share(style)}`, off: false, meaning });
  } else if (typical !== null) {
    const meaning = `more usual for its style than ${percent(typical)} of real songs`;
    found.push({ text: `style ${share(typical)}`, off: false, meaning });
  }
  const own = take.originality;
  if (own) {
    const copied = own.copied_bars.length > 0;
    found.push({
      text: copied ? "copied" : `own ${own.longest}`,
      off: copied,
      meaning: copied
        ? "a passage is copied"
        : `at most ${own.longest} notes in a row also occur elsewhere`,
    });
  }
  return found;
}
