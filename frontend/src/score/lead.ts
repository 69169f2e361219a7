/** Which track carries the tune. */
import type { Score } from "./score";

/** The track that carries the tune: marked so, or named so, or else the first that is pitched. */
export function leadTrack(score: Pick<Score, "tracks">): number {
  const marked = score.tracks.findIndex((track) => track.role === "melody");
  if (marked >= 0) return marked;
  const named = score.tracks.findIndex((track) => /melod|lead|vocal|voice|tune/i.test(track.name));
  return named >= 0 ? named : score.tracks.findIndex((track) => !track.isDrum);
}
