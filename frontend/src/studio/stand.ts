/** The scores on the stand: the source, finished takes, and candidates that still grow. */
import { barSpan, endTick } from "../score/bars";
import { type Change, GrowingScore, type Progress } from "../score/growing";
import type { Score } from "../score/score";

/** Bars of a piece, counted from 1, the last one included. */
export interface Bars {
  readonly first: number;
  readonly last: number;
}

export interface Part {
  readonly score: Score;
  /** The tick up to which it is written; null once it is whole. */
  readonly until: number | null;
}

export class Stand {
  private readonly whole = new Map<number, Score>();
  private readonly growing = new Map<number, GrowingScore>();

  put(key: number, score: Score): void {
    this.growing.delete(key);
    this.whole.set(key, score);
  }

  /** Takes one message about the part `key` in. */
  grow(key: number, progress: Progress): Change {
    const found = this.growing.get(key) ?? new GrowingScore();
    this.growing.set(key, found);
    return found.add(progress);
  }

  part(key: number): Part | null {
    const score = this.whole.get(key);
    if (score) return { score, until: null };
    const found = this.growing.get(key);
    if (!found?.score) return null;
    return { score: found.score, until: writtenUntil(found.score, found.bar) };
  }

  /** The tick up to which a part is written; null once it is whole. */
  until(key: number): number | null {
    const found = this.growing.get(key);
    return found?.score ? writtenUntil(found.score, found.bar) : null;
  }

  has(key: number): boolean {
    return this.whole.has(key);
  }

  /** Forgets what never became whole. */
  drop(): void {
    this.growing.clear();
  }

  clear(): void {
    this.whole.clear();
    this.growing.clear();
  }
}

/** Where bars begin and end, in ticks. */
export function ticksOf(score: Score, bars: Bars | null): readonly [number, number] | null {
  if (!bars) return null;
  return [barSpan(score, bars.first - 1)[0], barSpan(score, bars.last - 1)[1]];
}

/** The tick at which the first `bars` bars end; nothing is written before the first one. */
export function writtenUntil(score: Score, bars: number): number {
  return bars === 0 ? 0 : (score.bars[bars] ?? endTick(score));
}
