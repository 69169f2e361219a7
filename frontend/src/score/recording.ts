/** A recording beside the notes that were heard in it: a strip of the mixer, and where it plays. */
import type { Chain } from "./effects";

/** A tick from which on it plays what was at the tick `heard`, or nothing where that is SILENT. */
export type Stretch = readonly [tick: number, heard: number];

export const SILENT = -1;

/** The mirror of backend/music/score/recording.py. */
export interface Beside {
  readonly volumeDb: number;
  readonly pan: number;
  readonly muted: boolean;
  readonly effects: Chain;
  /** How much higher it sounds than it was recorded. */
  readonly semitones: number;
  /** In time order, the first at tick 0. */
  readonly stretches: readonly Stretch[];
}

export const AS_IT_WAS: Beside = {
  volumeDb: 0,
  pan: 0,
  muted: false,
  effects: [],
  semitones: 0,
  stretches: [[0, 0]],
};

/** The stretch in which a tick lies. */
export function stretchAt({ stretches }: Pick<Beside, "stretches">, tick: number): Stretch {
  return stretches.findLast(([start]) => start <= tick) ?? [0, SILENT];
}

/** The tick at which the notes were heard that are now at `tick`; SILENT for none. */
export function heardAt(beside: Pick<Beside, "stretches">, tick: number): number {
  const [start, heard] = stretchAt(beside, tick);
  return heard === SILENT ? SILENT : heard + tick - start;
}
