/** Where a recording is while its notes are played: by the tempo map that it was heard with. */
import type { Edit } from "../editing/edit";
import type { Score } from "../score/score";
import { TempoMap } from "../score/tempo";

/** Edits that put bars elsewhere: no recording can follow them. */
const MOVES_BARS: ReadonlySet<string> = new Set(["copy", "cut", "insert", "loop", "repeat"]);
const STEP = 1 / 4; // quarters over which the speed is measured

export interface Place {
  /** Seconds of the recording; before its beginning or after its end it is silent. */
  readonly seconds: number;
  /** Seconds of it in a second, at 100 % speed. */
  readonly rate: number;
}

export class Alignment {
  private readonly heard: TempoMap;

  /** `heard` is the take as it was written down, `origin` where its first bar begins. */
  constructor(
    heard: Pick<Score, "ticksPerQuarter" | "tempos">,
    private readonly origin: number,
  ) {
    this.step = heard.ticksPerQuarter * STEP;
    this.heard = new TempoMap(heard.ticksPerQuarter, heard.tempos);
  }
  private readonly step: number;

  /** Where it is at a tick of the edited take; `secondsAt` is the tempo map that is played. */
  at(tick: number, secondsAt: (tick: number) => number): Place {
    const seconds = this.heard.secondsAt(tick);
    const passes = this.heard.secondsAt(tick + this.step) - seconds;
    const takes = secondsAt(tick + this.step) - secondsAt(tick);
    return { seconds: this.origin + seconds, rate: takes > 0 ? passes / takes : 1 };
  }
}

/** Whether edits leave every bar in its place. */
export function keepsBars(edits: readonly Edit[]): boolean {
  return !edits.some((edit) => edit.enabled && MOVES_BARS.has(edit.verb));
}

/** By how many semitones edits transpose the whole song. */
export function transposed(edits: readonly Edit[]): number {
  return edits
    .filter((edit) => edit.enabled && edit.verb === "transpose" && isWholeSong(edit))
    .reduce((sum, edit) => sum + Number(edit.semitones), 0);
}

function isWholeSong(edit: Edit): boolean {
  return ["tracks", "first_bar", "last_bar"].every((name) => (edit[name] ?? null) === null);
}
