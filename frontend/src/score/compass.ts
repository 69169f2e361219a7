/** How far a piece reaches from its lowest note to its highest. */
import type { Score } from "./score";

/** The lowest and the highest pitch that sound; null where nobody but the drums plays. */
export function compassOf(
  score: Pick<Score, "tracks">,
): readonly [low: number, high: number] | null {
  let low = 127;
  let high = 0;
  for (const track of score.tracks) {
    if (track.isDrum) continue;
    for (const note of track.notes) {
      low = Math.min(low, note[2]);
      high = Math.max(high, note[2]);
    }
  }
  return low > high ? null : [low, high];
}
