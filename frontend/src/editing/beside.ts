/** The recording carried along with the notes that were heard in it: moved in pitch, and by bars. */

import { heardAt, SILENT, type Stretch } from "../score/recording";
import type { Score } from "../score/score";
import type { Placed } from "./pieces";

/** The score with its recording so many semitones higher. */
export function withPitch(score: Score, semitones: number): Score {
  const { recording } = score;
  return { ...score, recording: { ...recording, semitones: recording.semitones + semitones } };
}

/** The recording with its bars at their new places. */
export function stretchesAlong(score: Score, placed: Placed): readonly Stretch[] {
  return joinedStretches(
    placed.flatMap(([piece, place]): Stretch[] => {
      if (piece.silent) return [[place, SILENT]];
      const inside = score.recording.stretches
        .filter(([tick]) => tick > piece.start && tick < piece.stop)
        .map(([tick, heard]): Stretch => [tick - piece.start + place, heard]);
      return [[place, heardAt(score.recording, piece.start)], ...inside];
    }),
  );
}

/** Without those at which the recording goes on as it did. */
export function joinedStretches(stretches: readonly Stretch[]): readonly Stretch[] {
  const found: Stretch[] = [];
  for (const [tick, heard] of stretches) {
    if (found.length && heard === heardAt({ stretches: found }, tick)) continue;
    found.push([tick, heard]);
  }
  return found;
}
