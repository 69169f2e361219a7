/** A take's edit list as the page works on it, and its way to the server, also over a lost connection. */
import type { ApiError } from "../api/errors";
import type { Score } from "../score/score";
import type { Edit } from "./edit";
import { serverRefusal } from "./refusal";
import {
  type Away,
  type Drawer,
  type Held,
  isAway,
  type Shelf,
  type State,
  type Unsent,
} from "./shelf";
import { type Apply, Steps } from "./steps";

export interface Tools {
  apply: Apply;
  /** Calls later; returns how to stop that. */
  after(milliseconds: number, call: () => void): () => void;
  /** Something changed. */
  changed(): void;
  /** Something to tell in words, in passing. */
  tell(words: string): void;
  /** Something that must be seen: edits were taken off, or cannot be sent; and what to do. */
  warn(words: string, cure: string): void;
}

const REST = 400; // ms after the last step until it is sent
const AGAIN = 5000; // ms until the server is tried again

const AWAY = {
  offline: "The connection dropped. Your edits are kept here and will be sent when it is back.",
  out: "You are signed out. Your edits are kept here: sign in in another tab, then load this page.",
} as const;
const BACK = {
  offline: "The server is there again. Your edits are sent.",
  out: "You are signed in again. Your edits are sent.",
  gone: "The song is there again. Your edits are sent.",
  failing: "The server takes edits in again. Yours are sent.",
} as const;
const KEPT = {
  gone: "Your edits are kept in this browser and will be sent if it comes back.",
  failing: "Your edits are kept in this browser and sent again by themselves.",
} as const;
const WHY: Partial<Record<number, Away>> = { 0: "offline", 401: "out", 404: "gone" };

export class Ledger {
  state: State = "kept";
  private saved: Held;
  private readonly steps: Steps;
  private stop = () => {};
  private running: Promise<void> | null = null;

  constructor(
    private readonly base: Score,
    held: Held,
    private readonly shelf: Shelf,
    private readonly drawer: Drawer,
    private readonly tools: Tools,
  ) {
    this.saved = held;
    this.steps = new Steps(base, tools.apply);
    this.steps.rewrite(held.edits);
    this.steps.hear(held.chords);
    const unsent = drawer.read();
    if (unsent) this.takeUp(unsent, held);
  }

  get edits(): readonly Edit[] {
    return this.steps.edits;
  }

  get score(): Score {
    return this.steps.score;
  }

  /** Undone edits, the next one to redo last. */
  get undone(): readonly Edit[] {
    return this.steps.undone;
  }

  /** One step more, of one edit or of several. Throws what `apply` throws, and is then unchanged. */
  push(...edits: readonly Edit[]): void {
    this.steps.push(...edits);
    this.changed();
  }

  /** Other edits in the place of as many of the last: a drag that goes on. */
  replaceLast(...edits: readonly Edit[]): void {
    this.steps.replaceLast(...edits);
    this.changed();
  }

  /** Another list in the place of this one. Throws what `apply` throws, and is then unchanged. */
  rewrite(edits: readonly Edit[]): void {
    this.steps.rewrite(edits);
    this.changed();
  }

  undo(): boolean {
    const done = this.steps.undo();
    if (done) this.changed();
    return done;
  }

  redo(): boolean {
    const done = this.steps.redo();
    if (done) this.changed();
    return done;
  }

  /** Sends what is not sent yet, now; ends when it is there or cannot be. */
  async flush(): Promise<void> {
    this.stop();
    while (this.running) await this.running;
    if (this.edits === this.saved.edits) return;
    this.running = this.send().finally(() => {
      this.running = null;
    });
    await this.running;
  }

  /** Nothing is sent any more; what was not is in the drawer. */
  close(): void {
    this.stop();
  }

  private changed(): void {
    if (!isAway(this.state)) this.state = "waiting";
    this.store();
    this.later(REST);
    this.tools.changed();
  }

  private store(): void {
    const { edits, saved } = this;
    if (edits === saved.edits) this.drawer.write(null);
    else {
      const { revision } = saved;
      this.drawer.write({ edits, revision, saved: common(edits, saved.edits) });
    }
  }

  private later(milliseconds: number): void {
    this.stop();
    this.stop = this.tools.after(milliseconds, () => void this.flush());
  }

  private async send(): Promise<void> {
    const sent = this.edits;
    const before = this.state;
    if (!isAway(before)) this.state = "sending";
    this.tools.changed();
    try {
      this.saved = { ...(await this.shelf.save(sent, this.saved.revision)), edits: sent };
      this.state = this.edits === sent ? "kept" : "waiting";
      if (this.state === "kept") this.steps.hear(this.saved.chords);
      if (isAway(before)) this.tools.tell(BACK[before]);
      this.store();
    } catch (cause) {
      await this.failed(cause);
    }
    this.tools.changed();
  }

  private async failed(cause: unknown): Promise<void> {
    const { status } = cause as Partial<ApiError>;
    if (status === 412) {
      await this.merge();
    } else if (status === 422) {
      const why = cause instanceof Error ? serverRefusal(cause, this.base, this.edits) : "";
      this.letGo(`The server refused an edit, so it was taken back. ${why}`);
    } else {
      this.stay(cause);
    }
  }

  /** Somebody else was faster: what was done here goes on top of what was done there. */
  private async merge(): Promise<void> {
    try {
      const theirs = await this.shelf.load();
      const mine = this.edits.slice(common(this.edits, this.saved.edits));
      this.rest(theirs, mine);
      this.later(0);
    } catch (cause) {
      this.stay(cause);
    }
  }

  /** No server, nobody to it, no song, or no room: what was done waits here. */
  private stay(cause: unknown): void {
    const { status = 0, message = "", cure = "" } = cause as Partial<ApiError>;
    const why = WHY[status] ?? "failing";
    if (this.state !== why) {
      this.state = why;
      if (why === "offline" || why === "out") this.tools.tell(AWAY[why]);
      else this.tools.warn(message, `${cure} ${KEPT[why]}`);
    }
    this.later(AGAIN);
  }

  private takeUp(unsent: Unsent, held: Held): void {
    const mine = unsent.edits.slice(unsent.saved);
    // Over the same list, steps that were taken back stay taken back.
    if (unsent.revision === held.revision) this.rest(held, mine, unsent.saved);
    else this.rest(held, mine);
    this.later(0);
  }

  /** The list becomes theirs (its first `most` steps) with `mine` on top, as far as that can be. */
  private rest(theirs: Held, mine: readonly Edit[], most = theirs.edits.length): void {
    this.saved = theirs;
    try {
      this.steps.rewrite([...theirs.edits.slice(0, most), ...mine], this.undone);
      this.state = "waiting";
    } catch {
      const words =
        "This take was changed elsewhere, and the last edits made here no longer fit it.";
      this.letGo(words);
    }
    this.store();
  }

  /** Back to the list that the server has; what is let go can be redone, if it can be. */
  private letGo(words: string): void {
    const { edits, chords } = this.saved;
    const gone = this.edits.slice(common(this.edits, edits)).reverse();
    this.steps.rewrite(edits, gone);
    this.steps.hear(chords);
    this.state = "kept";
    this.store();
    this.tools.warn(words, "Redo does them again where they fit.");
  }
}

/** How many steps two lists begin with in common. */
function common(one: readonly Edit[], other: readonly Edit[]): number {
  let count = 0;
  while (count < one.length && count < other.length && one[count] === other[count]) count++;
  return count;
}
