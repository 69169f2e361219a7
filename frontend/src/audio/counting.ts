/** One bar counted before the music: its clicks in seconds. */
import type { Score } from "../score/score";
import type { TempoMap } from "../score/tempo";
import { countIn } from "./metronome";

export interface Click {
  /** Seconds of the clock, or from the beginning of the count. */
  readonly time: number;
  /** The first of its bar. */
  readonly accent: boolean;
}

/** The clicks before `tick`, at `speed` times the tempo of the place itself, and how long they take. */
export function clicksBefore(
  score: Score,
  tempo: Pick<TempoMap, "secondsAt">,
  tick: number,
  speed: number,
): { clicks: Click[]; seconds: number } {
  // The tempo after the place, not before it: it may be the first of the song.
  const quarter = tempo.secondsAt(tick + score.ticksPerQuarter) - tempo.secondsAt(tick);
  const perTick = quarter / score.ticksPerQuarter / speed;
  const beats = countIn(score, tick);
  const whole = beats[0]?.before ?? 0;
  const clicks = beats.map(({ before, accent }) => ({ time: (whole - before) * perTick, accent }));
  return { clicks, seconds: whole * perTick };
}

/** A count that is under way: its clicks in the seconds of the clock. */
export class Count {
  private clicks: Click[] = [];

  /** Whether clicks are to come. */
  get isRunning(): boolean {
    return this.clicks.length > 0;
  }

  /** Lays clicks out from clock time `from` on. */
  begin(clicks: readonly Click[], from: number): void {
    this.clicks = clicks.map((click) => ({ ...click, time: from + click.time }));
  }

  /** The clicks up to clock time `until`, which are then done. */
  due(until: number): Click[] {
    const found = this.clicks.filter((click) => click.time <= until);
    this.clicks = this.clicks.slice(found.length);
    return found;
  }

  end(): void {
    this.clicks = [];
  }
}
