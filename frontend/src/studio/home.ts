/** What a take is heard against: the song it was made from, or the take it was made from. */
import type { Song } from "../api/types";
import { type Bracket, SOURCE } from "./brackets";

/** The key of a bracket to go back and forth with; null when there is nothing else to hear. */
export function homeOf(
  brackets: readonly Bracket[],
  song: Song | null,
  key: number,
): number | null {
  const heard = brackets.filter((one) => one.state === "source" || one.state === "ready");
  if (heard.some((one) => one.key === SOURCE && one.opening.length)) return SOURCE;
  const parent = song?.takes.find((take) => take.number === key)?.parent;
  if (parent && heard.some((one) => one.key === parent)) return parent;
  const lowest = heard[0]?.key;
  return heard.length > 1 && lowest !== undefined ? lowest : null;
}

/** The original and what is held against it: the sounding take, else the last one, else the kept. */
export function pairOf(
  brackets: readonly Bracket[],
  song: Song | null,
  key: number,
  home: number | null,
  last: number | null,
): [home: number, other: number] | null {
  if (home === null) return null;
  if (key !== home) return [home, key];
  const heard = brackets.filter((one) => one.state === "ready" && one.key !== home);
  const choices = [last, song?.take, heard[0]?.key];
  const other = choices.find((choice) => heard.some((one) => one.key === choice));
  return other === undefined || other === null ? null : [home, other];
}
