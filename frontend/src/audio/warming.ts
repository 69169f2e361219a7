/** Which notes of a score have yet to be unpacked: struck first, a packed sample holds the sound up by up to 30 ms. */
import type { Score } from "../score/score";
import type { Seat } from "./mix";

export interface Touch {
  readonly program: number;
  readonly isDrum: boolean;
  readonly pitch: number;
  readonly velocity: number;
}

const LAYER = 16; // velocities that are taken for one; layers of samples are wider

export class Warming {
  private readonly warm = new Set<string>();
  private score: Pick<Score, "tracks"> = { tracks: [] };
  private seats: readonly Seat[] = [];
  private due: Touch[] | null = null; // worked out when it is asked for: mixers move often

  /** What may be played next. */
  take(score: Pick<Score, "tracks">, seats: readonly Seat[]): void {
    [this.score, this.seats, this.due] = [score, seats, null];
  }

  /** A note that is not warm, and is from now on: each sound, pitch and layer once. */
  next(): Touch | undefined {
    this.due ??= this.cold();
    const touch = this.due.shift();
    if (touch) this.warm.add(nameOf(touch));
    return touch;
  }

  /** Another SoundFont has come: nothing of it is warm. */
  forget(): void {
    this.warm.clear();
    this.due = null;
  }

  private cold(): Touch[] {
    const found = new Map<string, Touch>();
    this.score.tracks.forEach(({ notes }, track) => {
      const seat = this.seats[track];
      if (!seat || seat.synth) return;
      const { program, isDrum } = seat;
      for (const [, , pitch, velocity] of notes) {
        const touch = { program, isDrum, pitch, velocity };
        found.set(nameOf(touch), touch);
      }
    });
    return [...found].filter(([name]) => !this.warm.has(name)).map(([, touch]) => touch);
  }
}

const nameOf = ({ program, isDrum, pitch, velocity }: Touch) =>
  `${program} ${isDrum} ${pitch} ${Math.floor(velocity / LAYER)}`;
