/** What is asked of selected bars: write them again, write on after them, or play their tune anew. */
import type { ContinueRequest, RegenerateRequest } from "../api/requests";
import { leadTrack } from "../score/lead";
import type { Score } from "../score/score";
import type { Bars } from "./stand";

export type Verb = "regenerate" | "continue" | "harmonise";

type Scope = Pick<RegenerateRequest, "first_bar" | "last_bar" | "tracks">;

/** Bars of takes to come: within the piece, or added behind it. */
export type Wanted =
  | { readonly kind: "bars"; readonly scope: Scope }
  | { readonly kind: "more"; readonly bars: ContinueRequest["bars"] };

export const MORE_BARS = 8; // added where the last bar is selected

/** `players` are tracks from 0; null is all. Null where nobody is left to play. */
export function wanted(
  verb: Verb,
  score: Score,
  { first, last }: Bars,
  players: readonly number[] | null,
): Wanted | null {
  const tracks = players && [...players];
  const count = score.bars.length;
  if (verb === "continue") {
    if (last >= count) return { kind: "more", bars: MORE_BARS };
    return { kind: "bars", scope: { first_bar: last + 1, last_bar: count, tracks } };
  }
  if (verb === "regenerate") {
    return { kind: "bars", scope: { first_bar: first, last_bar: last, tracks } };
  }
  const tune = leadTrack(score);
  const band = (tracks ?? score.tracks.map((_, index) => index)).filter((track) => track !== tune);
  return band.length
    ? { kind: "bars", scope: { first_bar: first, last_bar: last, tracks: band } }
    : null;
}

/** What a verb will do, in words. */
export function meaning(verb: Verb, score: Score, { first, last }: Bars): string {
  const bars = first === last ? `bar ${first}` : `bars ${first}–${last}`;
  const count = score.bars.length;
  if (verb === "regenerate") return `Write ${bars} again`;
  if (verb === "harmonise") return `Keep the tune of ${bars}; the others play it anew`;
  return last >= count
    ? `Add ${MORE_BARS} bars`
    : `Write on after bar ${last}: bars ${last + 1}–${count}`;
}
