/** Finds the notes of a stretch of time without looking at all: 20,000 of them in a few steps. */
import type { Note } from "../score/score";

const BLOCK = 64; // notes skipped at once when they all end too early

export class NoteIndex {
  /** In order of onset, then pitch. */
  readonly sorted: readonly Note[];
  private readonly ends: number[] = []; // latest end of each block

  constructor(notes: readonly Note[]) {
    const inOrder = notes.every((note, i) => i === 0 || byTime(notes[i - 1] as Note, note) <= 0);
    this.sorted = inOrder ? notes : [...notes].sort(byTime);
    this.sorted.forEach((note, i) => {
      const block = Math.floor(i / BLOCK);
      this.ends[block] = Math.max(this.ends[block] ?? 0, note[0] + note[1]);
    });
  }

  /** Calls `see` with every note that sounds or begins in [from, to], in order. */
  between(from: number, to: number, see: (note: Note) => void): void {
    const last = this.firstFrom(to);
    for (let block = 0; block * BLOCK <= last && block < this.ends.length; block++) {
      if ((this.ends[block] ?? 0) < from) continue;
      const stop = Math.min((block + 1) * BLOCK, this.sorted.length);
      for (let i = block * BLOCK; i < stop; i++) {
        const note = this.sorted[i] as Note;
        if (note[0] > to) return;
        if (note[0] + note[1] >= from) see(note);
      }
    }
  }

  /** The place of the first note that begins at `tick` or later. */
  firstFrom(tick: number): number {
    let low = 0;
    let high = this.sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.sorted[middle] as Note)[0] < tick) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const byTime = (a: Note, b: Note) => a[0] - b[0] || a[2] - b[2];

const made = new WeakMap<readonly Note[], NoteIndex>();

/** The index of a list of notes, made once: lists are never changed, only replaced. */
export function indexOf(notes: readonly Note[]): NoteIndex {
  let index = made.get(notes);
  if (!index) {
    index = new NoteIndex(notes);
    made.set(notes, index);
  }
  return index;
}
