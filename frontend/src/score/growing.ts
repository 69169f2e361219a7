/** A score that arrives bar by bar while it is being written. */
import { beatTicks, metreAt } from "./bars";
import type { Note, Score, Track } from "./score";

/** One message of the writer: bar 0 is the header, bar n brings the notes of the nth bar. */
export interface Progress {
  /** Which of the pieces that are written side by side, from 0. */
  readonly candidate: number;
  /** Which attempt; a higher one means that what came before is forgotten. */
  readonly take: number;
  readonly bar: number;
  readonly bars: number;
  readonly score: Score;
}

export type Change = "header" | "bar" | "ignored";

export class GrowingScore {
  take = -1;
  /** Bars that are complete. */
  bar = 0;
  bars = 0;
  private header: Score | null = null;
  private notes: Note[][] = [];

  /** Takes one message in. Repeats and messages of an older take are ignored. */
  add(progress: Progress): Change {
    if (progress.take < this.take) return "ignored";
    if (progress.take > this.take || !this.header) {
      this.begin(progress);
      if (progress.bar === 0) return "header";
    } else if (progress.bar <= this.bar) {
      return "ignored";
    }
    progress.score.tracks.forEach((track, index) => {
      this.notes[index]?.push(...track.notes);
    });
    this.bar = progress.bar;
    return "bar";
  }

  /** What is there so far as a score of its full length; null before the header. */
  get score(): Score | null {
    if (!this.header) return null;
    const tracks: Track[] = this.header.tracks.map((track, index) => ({
      ...track,
      notes: [...(this.notes[index] ?? [])],
    }));
    return { ...this.header, tracks };
  }

  private begin(progress: Progress): void {
    this.take = progress.take;
    this.bar = 0;
    this.bars = progress.bars;
    this.header = withBars(progress.score, progress.bars);
    this.notes = progress.score.tracks.map(() => []);
  }
}

/** A header may list no bars yet: lay them out from its metres, so that the ruler never jumps. */
function withBars(header: Score, bars: number): Score {
  if (header.bars.length >= bars) return header;
  const starts: number[] = [];
  let tick = 0;
  for (let index = 0; index < bars; index++) {
    starts.push(tick);
    tick += metreAt(header, tick)[0] * beatTicks(header, tick);
  }
  return { ...header, bars: starts, end: Math.max(header.end, tick) };
}
