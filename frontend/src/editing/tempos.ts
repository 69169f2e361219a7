/** The tempos of a score in thousandths of a quarter a minute, which are whole numbers. */
import type { Score } from "../score/score";
import { fromStart } from "./layout";
import { between as numberBetween } from "./verb";

const SLOWEST = 4; // quarters a minute; a MIDI file can hold no less than 3.58
const FASTEST = 1000;

export const bpm = numberBetween(SLOWEST, FASTEST);

export type Mark = readonly [tick: number, thousandths: number];

/** A tempo as a whole number; halves up. */
export function thousandths(tempo: number): number {
  return Math.floor(tempo * 1000 + 0.5);
}

/** All tempos, the first at tick 0. */
export function marksOf(score: Score): readonly Mark[] {
  return fromStart(score.tempos, [0, 120]).map(([tick, tempo]) => [tick, thousandths(tempo)]);
}

/** The score with other tempos; those that change nothing are left out. */
export function withMarks(score: Score, marks: readonly Mark[]): Score {
  for (const [, tempo] of marks) {
    if (tempo < SLOWEST * 1000 || tempo > FASTEST * 1000) {
      throw new Error(
        `that comes to ${tempo / 1000} quarters a minute; ${SLOWEST} to ${FASTEST} fit.`,
      );
    }
  }
  const kept = marks.filter((mark, i) => i === 0 || marks[i - 1]?.[1] !== mark[1]);
  return { ...score, tempos: kept.map(([tick, tempo]) => [tick, tempo / 1000]) };
}

/** `added` in the place of all marks from `start` to `stop`, and from there on what held there. */
export function between(
  marks: readonly Mark[],
  start: number,
  stop: number | null,
  added: readonly Mark[],
): Mark[] {
  const before = marks.filter((mark) => mark[0] < start);
  if (stop === null) return [...before, ...added];
  const held = marks.findLast((mark) => mark[0] <= stop)?.[1] ?? 120_000;
  return [...before, ...added, [stop, held], ...marks.filter((mark) => mark[0] > stop)];
}
