/** The edit list of the take on the stand, for the page to show and to write into. */
import type { Score } from "../score/score";
import { apply } from "./apply";
import type { Edit } from "./edit";
import { Ledger } from "./ledger";
import type { Drawer, Held, Shelf, State } from "./shelf";

export interface Listener {
  /** The edited score, after every step. */
  revised(score: Score): void;
  tell(words: string): void;
  warn(words: string, cure: string): void;
}

export class History {
  edits = $state.raw<readonly Edit[]>([]);
  state = $state<State>("kept");
  canUndo = $state(false);
  canRedo = $state(false);
  private readonly ledger: Ledger;
  private shown: Score;

  /** `base` is the take as it was written. */
  constructor(
    readonly base: Score,
    held: Held,
    shelf: Shelf,
    drawer: Drawer,
    private readonly listener: Listener,
  ) {
    this.ledger = new Ledger(base, held, shelf, drawer, {
      apply,
      after(milliseconds, call) {
        const timer = setTimeout(call, milliseconds);
        return () => clearTimeout(timer);
      },
      changed: () => this.changed(),
      tell: (words) => listener.tell(words),
      warn: (words, cure) => listener.warn(words, cure),
    });
    this.shown = this.ledger.score;
    this.changed();
  }

  get score(): Score {
    return this.ledger.score;
  }

  /** One step more, of one edit or of several. Throws, unchanged, where one cannot be. */
  push(...edits: readonly Edit[]): void {
    this.ledger.push(...edits);
  }

  /** Other edits in the place of as many of the last. */
  replaceLast(...edits: readonly Edit[]): void {
    this.ledger.replaceLast(...edits);
  }

  /** Another list in the place of this one: reordered, without a step, with one switched off. */
  rewrite(edits: readonly Edit[]): void {
    this.ledger.rewrite(edits);
  }

  undo(): boolean {
    return this.ledger.undo();
  }

  redo(): boolean {
    return this.ledger.redo();
  }

  /** Sends what is not sent yet: before the server reads the take. */
  flush(): Promise<void> {
    return this.ledger.flush();
  }

  /** Sends the rest and ends. */
  close(): void {
    void this.ledger.flush();
    this.ledger.close();
  }

  private changed(): void {
    const { ledger } = this;
    if (!ledger) return; // within its own constructor
    this.edits = ledger.edits;
    this.state = ledger.state;
    this.canUndo = ledger.edits.length > 0;
    this.canRedo = ledger.undone.length > 0;
    if (ledger.score === this.shown) return;
    this.shown = ledger.score;
    this.listener.revised(ledger.score);
  }
}
