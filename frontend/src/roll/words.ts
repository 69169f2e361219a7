/** A note in words, for those who hear the page: "Bar 5, beat 2, E4, piano lead, half a beat, touch 82". */
import { barIndex, beatTicks, positionAt } from "../score/bars";
import { playerName } from "../score/programs";
import type { Note, Score } from "../score/score";
import { pitchName } from "./geometry";

const PARTS: readonly (readonly [share: number, words: string])[] = [
  [1 / 8, "an eighth of a beat"],
  [1 / 6, "a sixth of a beat"],
  [1 / 4, "a quarter of a beat"],
  [1 / 3, "a third of a beat"],
  [1 / 2, "half a beat"],
  [2 / 3, "two thirds of a beat"],
  [3 / 4, "three quarters of a beat"],
  [1, "one beat"],
];
const NEAR = 0.02; // of a beat: played lengths are never exact

export function lengthWords(beats: number): string {
  const exact = PARTS.find(([share]) => Math.abs(share - beats) <= NEAR);
  if (exact) return exact[1];
  const rounded = Number(beats.toFixed(beats < 1 ? 2 : 1));
  return `${rounded} beats`;
}

export const trackWords = (score: Score, track: number) => {
  const part = score.tracks[track];
  return part ? playerName(part) : "";
};

/** Where a note begins: "Bar 5, beat 2", and how far into the beat where it is off it. */
export function placeWords(score: Score, tick: number): string {
  const { bar, beat } = positionAt(score, tick);
  const unit = beatTicks(score, tick);
  const inside = (tick - (score.bars[barIndex(score, tick)] ?? 0)) / unit - (beat - 1);
  const place = `Bar ${bar}, beat ${beat}`;
  return inside < NEAR ? place : `${place} and ${lengthWords(inside)}`;
}

export function noteWords(
  score: Score,
  track: number,
  note: Note,
  kept: ReadonlySet<Note>,
  picked: boolean,
): string {
  const [onset, duration, pitch, touch] = note;
  const name = score.tracks[track]?.isDrum ? `drum ${pitch}` : pitchName(pitch);
  const length = lengthWords(duration / beatTicks(score, onset));
  const more = [kept.has(note) ? "kept" : "", picked ? "picked" : ""].filter(Boolean);
  return [
    placeWords(score, onset),
    name,
    trackWords(score, track),
    length,
    `touch ${touch}`,
    ...more,
  ].join(", ");
}
