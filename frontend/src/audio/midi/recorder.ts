/** What somebody plays along, as notes in ticks, and what can be made of them. */
import { type Snap, snapped, unitAt } from "../../roll/grid";
import type { Note, Score } from "../../score/score";

interface Held {
  readonly onset: number;
  readonly velocity: number;
}

export class Recorder {
  private readonly taken: Note[] = [];
  private readonly held = new Map<number, Held>();

  /** `end`: the tick at which a note has to end that is held while the loop comes round. */
  constructor(private readonly end: number) {}

  get count(): number {
    return this.taken.length + this.held.size;
  }

  /** A key at `tick`; velocity 0 lets it go. */
  key(pitch: number, velocity: number, tick: number): void {
    const held = this.held.get(pitch);
    if (held) {
      this.held.delete(pitch);
      const until = tick > held.onset ? tick : this.end;
      this.taken.push([
        held.onset,
        Math.max(1, Math.round(until - held.onset)),
        pitch,
        held.velocity,
      ]);
    }
    if (velocity > 0) this.held.set(pitch, { onset: Math.max(0, Math.round(tick)), velocity });
  }

  /** Ends what is still held; the notes in order of time. */
  finish(tick: number): Note[] {
    for (const pitch of [...this.held.keys()]) this.key(pitch, 0, tick);
    return [...this.taken].sort((a, b) => a[0] - b[0] || a[2] - b[2]);
  }
}

/** Draws onsets and ends to the grid; no note becomes shorter than a step of it. */
export function onGrid(score: Score, snap: Snap, notes: readonly Note[]): Note[] {
  const drawn = notes.map(([onset, duration, pitch, velocity]): Note => {
    const start = snapped(score, snap, onset);
    const least = Math.round(unitAt(score, snap, start));
    const length = snapped(score, snap, onset + duration) - start;
    return [start, Math.max(least, length), pitch, velocity];
  });
  // Two strikes of a key that fall upon one line are one note: the longer.
  const found = new Map<string, Note>();
  for (const note of drawn) {
    const key = `${note[0]} ${note[2]}`;
    if ((found.get(key)?.[1] ?? 0) < note[1]) found.set(key, note);
  }
  return [...found.values()];
}

/** One voice: the highest of what begins together, each note ending where the next begins. */
export function oneVoice(notes: readonly Note[]): Note[] {
  const sorted = [...notes].sort((a, b) => a[0] - b[0] || b[2] - a[2]);
  const line = sorted.filter((note, index) => note[0] !== sorted[index - 1]?.[0]);
  return line.map(([onset, duration, pitch, velocity], index) => {
    const next = line[index + 1]?.[0] ?? Number.POSITIVE_INFINITY;
    return [onset, Math.min(duration, next - onset), pitch, velocity];
  });
}
