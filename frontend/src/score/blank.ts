/** An empty page to play upon: bars of 4/4 with one silent player. */
import { AS_IT_WAS } from "./recording";
import type { Score, Track } from "./score";

const QUARTER = 480;
const BARS = 32;
const TEMPO = 100; // quarters a minute

/** A piano that has nothing to play, as no mixer has touched it. */
export const SILENT: Track = {
  ...{ name: "", role: "", program: 0, isDrum: false },
  ...{ volumeDb: 0, pan: 0, muted: false, effects: [] },
  ...{ notes: [], controls: [], bends: [] },
};

export function blankScore(): Score {
  return {
    ticksPerQuarter: QUARTER,
    end: BARS * 4 * QUARTER,
    tempos: [[0, TEMPO]],
    metres: [[0, 4, 4]],
    key: null,
    keys: [],
    markers: [],
    bars: Array.from({ length: BARS }, (_, bar) => bar * 4 * QUARTER),
    chords: [],
    recording: AS_IT_WAS,
    mastering: null,
    tracks: [{ ...SILENT, name: "Melody", role: "melody" }],
  };
}
