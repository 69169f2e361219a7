/** The notes that were sent and have not ended yet: none ends before it has begun, none is forgotten. */
import type { Output } from "./output";
import { type Cue, type Schedule, sameCue } from "./schedule";

const SHORTEST = 0.01; // s; a note that is taken back is still a note to whoever plays it

/** When a note begins on the clock, and the tick at which it is to end. */
interface Sent {
  readonly began: number;
  readonly end: number;
}

export class UnderWay {
  private readonly notes = new Map<Cue, Sent>();

  constructor(
    private readonly output: Pick<Output, "noteOn" | "noteOff">,
    private readonly now: () => number,
  ) {}

  /** Whether a note like `cue` is on its way. */
  has(cue: Cue): boolean {
    return [...this.notes.keys()].some(sameCue(cue));
  }

  /** Sends a note for clock time `time`, or for now if that has gone by. */
  begin(cue: Cue, time: number): void {
    const began = Math.max(this.now(), time);
    this.notes.set(cue, { began, end: cue.end });
    this.output.noteOn(cue, began);
  }

  /** Ends what is to end by `tick`; `timeOf` turns the ends into clock times. */
  endUpTo(tick: number, timeOf: (tick: number) => number): void {
    for (const [cue, { began, end }] of this.notes) {
      if (end <= tick) this.end(cue, began, timeOf(end));
    }
  }

  /** Ends everything at clock time `time`. */
  endAll(time: number): void {
    for (const [cue, { began }] of this.notes) this.end(cue, began, time);
  }

  /** Other notes are to be played: those that are still among them sound on, to their new end. */
  revise(schedule: Schedule): void {
    for (const [cue, sent] of [...this.notes]) {
      const same = schedule.between(cue.onset, cue.onset + 1).find(sameCue(cue));
      if (same) this.notes.set(cue, { ...sent, end: same.end });
      else this.end(cue, sent.began, this.now());
    }
  }

  /** Takes back every note that was sent, those that have yet to begin too. */
  hush(): void {
    for (const [cue, { began }] of this.notes) {
      this.output.noteOff(cue, Math.max(this.now(), began) + SHORTEST);
    }
    this.notes.clear();
  }

  private end(cue: Cue, began: number, time: number): void {
    this.notes.delete(cue);
    this.output.noteOff(cue, Math.max(began + SHORTEST, this.now(), time));
  }
}
