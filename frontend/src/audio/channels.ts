/** Hands out the sixteen MIDI channels: drums on the tenth, the rest one a track while they last. */
import type { Track } from "../score/score";

export const DRUM_CHANNEL = 9;
const PITCHED = [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15] as const;

/** The channel of each track. Past fifteen pitched tracks, those with the same sound share one. */
export function channelsOf(tracks: readonly Pick<Track, "program" | "isDrum">[]): number[] {
  const byProgram = new Map<number, number>();
  const programs = new Set(tracks.filter((track) => !track.isDrum).map((track) => track.program));
  const pitched = tracks.filter((track) => !track.isDrum).length;
  const sharing = pitched > PITCHED.length;
  let next = 0;
  const hand = () => PITCHED[next++ % PITCHED.length] ?? 0;
  if (sharing) for (const program of programs) byProgram.set(program, hand());
  return tracks.map((track) => {
    if (track.isDrum) return DRUM_CHANNEL;
    return sharing ? (byProgram.get(track.program) ?? 0) : hand();
  });
}
