/** Small scores for tests. */
import { SILENT } from "../src/score/blank";
import { AS_IT_WAS } from "../src/score/recording";
import type { Note, Score, Track } from "../src/score/score";

export const QUARTER = 480;
export const BAR = 4 * QUARTER;

export function track(notes: readonly Note[], more: Partial<Track> = {}): Track {
  return { ...SILENT, notes, ...more };
}

/** `bars` bars of 4/4 at 120: a quarter lasts half a second. */
export function scoreOf(tracks: readonly Track[], bars = 4, more: Partial<Score> = {}): Score {
  return {
    ticksPerQuarter: QUARTER,
    mastering: null,
    end: bars * BAR,
    tempos: [[0, 120]],
    metres: [[0, 4, 4]],
    key: null,
    keys: [],
    markers: [],
    bars: Array.from({ length: bars }, (_, index) => index * BAR),
    chords: [],
    recording: AS_IT_WAS,
    tracks,
    ...more,
  };
}

/** A quarter note on every beat of `bars` bars from bar `from`. */
export function beats(bars: number, pitch = 60, from = 0): Note[] {
  return Array.from({ length: bars * 4 }, (_, beat) => [
    from * BAR + beat * QUARTER,
    QUARTER,
    pitch,
    90,
  ]);
}
