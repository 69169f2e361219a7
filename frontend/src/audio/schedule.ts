/** The notes of a score in playing order; grows while the score is being written. */
import type { Score } from "../score/score";

/** One note to sound: ticks, pitch, velocity, and the index of its track. */
export interface Cue {
  readonly onset: number;
  readonly end: number;
  readonly pitch: number;
  readonly velocity: number;
  readonly track: number;
}

const byOnset = (a: Cue, b: Cue) => a.onset - b.onset || a.track - b.track || a.pitch - b.pitch;

/** Whether a cue is the same note as `one`: it may end elsewhere or be touched otherwise. */
export const sameCue = (one: Cue) => (other: Cue) =>
  one.onset === other.onset && one.pitch === other.pitch && one.track === other.track;

export class Schedule {
  private cues: Cue[] = [];

  static of(score: Pick<Score, "tracks">): Schedule {
    const schedule = new Schedule();
    schedule.add(score);
    return schedule;
  }

  get length(): number {
    return this.cues.length;
  }

  /** Adds the notes of one more bar (or of a whole score). */
  add(score: Pick<Score, "tracks">): void {
    const fresh: Cue[] = [];
    score.tracks.forEach((track, index) => {
      for (const [onset, duration, pitch, velocity] of track.notes) {
        // Note-ons of velocity 0 mean silence, and notes of no length still have to be heard.
        if (velocity > 0) {
          fresh.push({ onset, end: onset + Math.max(1, duration), pitch, velocity, track: index });
        }
      }
    });
    fresh.sort(byOnset);
    const last = this.cues.at(-1);
    const inOrder = !last || !fresh[0] || byOnset(last, fresh[0]) <= 0;
    this.cues = this.cues.concat(fresh);
    if (!inOrder) this.cues.sort(byOnset);
  }

  /** Cues whose onset is in [from, to), in order. */
  between(from: number, to: number): readonly Cue[] {
    return this.cues.slice(this.firstFrom(from), this.firstFrom(to));
  }

  /** Cues that began before `tick` and go on for at least `rest` ticks after it. */
  soundingAt(tick: number, rest: number): readonly Cue[] {
    return this.cues.slice(0, this.firstFrom(tick)).filter((cue) => cue.end >= tick + rest);
  }

  /** The index of the first cue with onset ≥ tick. */
  private firstFrom(tick: number): number {
    let low = 0;
    let high = this.cues.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.cues[middle]?.onset ?? 0) < tick) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
