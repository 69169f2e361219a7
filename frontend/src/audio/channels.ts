/** Hands out MIDI channels: drums on the tenth of a port, the rest one a track while they last. */
import type { Track } from "../score/score";

export const DRUM_CHANNEL = 9;
const PITCHED = [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15] as const;

type Players = readonly Pick<Track, "program" | "isDrum">[];

/**
 * The channel of each track: 0–15 on the first port, 16–31 on the second and so on. Where there are
 * more tracks than channels, pitched ones with the same sound share one, and drums share the last.
 */
export function channelsOf(tracks: Players, ports = 1): number[] {
  const free = Array.from({ length: ports }, (_, port) => PITCHED.map((one) => 16 * port + one));
  const pitched = free.flat();
  const byProgram = new Map<number, number>();
  const sharing = tracks.filter((track) => !track.isDrum).length > pitched.length;
  let next = 0;
  let kits = 0;
  const hand = () => pitched[next++ % pitched.length] ?? 0;
  return tracks.map((track) => {
    if (track.isDrum) return DRUM_CHANNEL + 16 * Math.min(kits++, ports - 1);
    if (!sharing) return hand();
    const channel = byProgram.get(track.program) ?? hand();
    byProgram.set(track.program, channel);
    return channel;
  });
}
