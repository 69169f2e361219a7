/** The opening of a score that is still being written, as the server will describe it when it is whole. */
import { barsAt } from "./bars";
import { leadTrack } from "./lead";
import type { Score } from "./score";

export type OpeningNote = [x: number, pitch: number, width: number, lead: number];

const BARS = 8;

/** The notes of the first eight bars: onset and length in bars, pitch, 1 for the tune; no drums. */
export function openingOf(score: Score): OpeningNote[] {
  const tune = leadTrack(score);
  const found: OpeningNote[] = [];
  score.tracks.forEach((track, index) => {
    if (track.isDrum) return;
    for (const [onset, duration, pitch] of track.notes) {
      const x = barsAt(score, onset);
      if (x >= BARS) continue;
      const end = Math.min(BARS, barsAt(score, onset + duration));
      found.push([x, pitch, end - x, index === tune ? 1 : 0]);
    }
  });
  return found;
}
