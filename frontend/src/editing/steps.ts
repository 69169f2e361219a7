/** A list of edits that grows by steps, with undo without limit: pure, and without a place to live. */
import type { Named, Score } from "../score/score";
import { type Edit, newStepMark } from "./edit";

/** The score as the edits make it, after `before` others; throws where one cannot be. */
export type Apply = (score: Score, edits: readonly Edit[], before?: number) => Score;

const SNAPSHOTS = 200; // scores kept, so that undo need not start from the base

/** Knobs that are turned on and on: a turn takes the place of the one before it. */
const KNOBS = new Set(["volume", "pan", "mute", "instrument", "effects", "master"]);

export class Steps {
  edits: readonly Edit[] = [];
  score: Score;
  /** Undone edits, the next one to redo last; they last as long as the page. */
  undone: readonly Edit[] = [];
  private readonly scores = new Map<number, Score>(); // by the number of edits

  constructor(
    private readonly base: Score,
    private readonly apply: Apply,
  ) {
    this.score = base;
  }

  /** One step more, of one edit or of several. Throws what `apply` throws, and is then unchanged. */
  push(...edits: readonly Edit[]): void {
    const last = this.edits.at(-1);
    const [edit] = edits;
    if (!edit) return;
    if (last && KNOBS.has(edit.verb) && last.verb === edit.verb && last.track === edit.track) {
      this.replaceLast(...edits);
      return;
    }
    this.add(marked(edits), []);
  }

  /** Other edits in the place of as many of the last: a drag that goes on. */
  replaceLast(...edits: readonly Edit[]): void {
    const before = this.edits.slice(0, this.edits.length - edits.length);
    const turned = marked(edits, this.edits.at(-1)?.step);
    const score = this.apply(this.scoreAfter(before), turned, before.length);
    this.set([...before, ...turned], score, []);
  }

  /** Another list in the place of this one. Throws what `apply` throws, and is then unchanged. */
  rewrite(edits: readonly Edit[], undone: readonly Edit[] = []): void {
    const score = this.apply(this.base, edits);
    this.scores.clear();
    this.set(edits, score, undone);
  }

  /** Takes up the chords that the server hears in the score as it is. */
  hear(chords: Named): void {
    if (!sameNames(chords, this.score.chords)) this.score = { ...this.score, chords };
  }

  undo(): boolean {
    const count = stepAtEnd(this.edits);
    if (!count) return false;
    const before = this.edits.slice(0, -count);
    const gone = this.edits.slice(-count).reverse();
    this.set(before, this.scoreAfter(before), [...this.undone, ...gone]);
    return true;
  }

  redo(): boolean {
    const count = stepAtEnd(this.undone);
    if (!count) return false;
    this.add(this.undone.slice(-count).reverse(), this.undone.slice(0, -count));
    return true;
  }

  private add(edits: readonly Edit[], undone: readonly Edit[]): void {
    const score = this.apply(this.score, edits, this.edits.length);
    this.scores.set(this.edits.length, this.score);
    this.scores.delete(this.edits.length - SNAPSHOTS);
    this.set([...this.edits, ...edits], score, undone);
  }

  private scoreAfter(edits: readonly Edit[]): Score {
    const known = this.scores.get(edits.length);
    if (known) return known;
    // Far back: the scores on the way there are kept, for more steps back will follow.
    let score = this.base;
    edits.forEach((edit, steps) => {
      if (steps >= edits.length - SNAPSHOTS) this.scores.set(steps, score);
      score = this.apply(score, [edit]);
    });
    return score;
  }

  private set(edits: readonly Edit[], score: Score, undone: readonly Edit[]): void {
    this.edits = edits;
    this.score = score;
    this.undone = undone;
    for (const steps of this.scores.keys()) if (steps > edits.length) this.scores.delete(steps);
  }
}

/** Several edits as one step; the mark lies on the list, so that it is one after a reload as well. */
function marked(edits: readonly Edit[], step = newStepMark()): readonly Edit[] {
  return edits.length > 1 ? edits.map((edit) => ({ ...edit, step })) : edits;
}

const sameNames = (one: Named, other: Named) =>
  one.length === other.length &&
  one.every(([tick, name], i) => tick === other[i]?.[0] && name === other[i]?.[1]);

/** How many edits at the end of a list are one step; 0 where it is empty. */
function stepAtEnd(edits: readonly Edit[]): number {
  const step = edits.at(-1)?.step ?? null;
  if (step === null) return Math.min(1, edits.length);
  return edits.length - 1 - edits.findLastIndex((edit) => edit.step !== step);
}
