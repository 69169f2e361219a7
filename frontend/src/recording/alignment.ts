/** Where a recording is while its notes are played: by the tempo map that it was heard with. */
import { type Beside, SILENT, stretchAt } from "../score/recording";
import type { Score } from "../score/score";
import { TempoMap } from "../score/tempo";

const STEP = 1 / 4; // quarters over which the speed is measured

export interface Place {
  /** Seconds of the recording; before its beginning or after its end it is silent. */
  readonly seconds: number;
  /** Seconds of it in a second, at 100 % speed. */
  readonly rate: number;
}

export class Alignment {
  private readonly heard: TempoMap;
  private readonly step: number;

  /** `heard` is the take as it was written down, `origin` where its first bar begins. */
  constructor(
    heard: Pick<Score, "ticksPerQuarter" | "tempos">,
    private readonly origin: number,
  ) {
    this.step = heard.ticksPerQuarter * STEP;
    this.heard = new TempoMap(heard.ticksPerQuarter, heard.tempos);
  }

  /**
   * Where it is at a tick of the edited take, by the stretches of `beside`; null where bars were put
   * in. `secondsAt` is the tempo map that is played.
   */
  at(
    tick: number,
    secondsAt: (tick: number) => number,
    beside: Pick<Beside, "stretches">,
  ): Place | null {
    const [start, from] = stretchAt(beside, tick);
    if (from === SILENT) return null;
    const there = from + tick - start;
    const seconds = this.heard.secondsAt(there);
    const passes = this.heard.secondsAt(there + this.step) - seconds;
    const takes = secondsAt(tick + this.step) - secondsAt(tick);
    return { seconds: this.origin + seconds, rate: takes > 0 ? passes / takes : 1 };
  }
}
