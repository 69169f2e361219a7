/** One player sent home; the tracks behind move up by one. */
import { laid, trackOf } from "../tracks";
import { index, verb } from "../verb";

export const remove_track = verb({ track: index }, (score, { track }) => {
  trackOf(score, track);
  if (score.tracks.length === 1) {
    throw new Error("the only track stays; mute it, or take out its notes.");
  }
  return laid({ ...score, tracks: score.tracks.filter((_, i) => i !== track) });
});
