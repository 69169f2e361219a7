/** A second player behind the others who plays what another one plays, perhaps in another octave. */
import { integer, withDefault } from "../../lib/check";
import { withPitches } from "../scope";
import { trackOf } from "../tracks";
import { index, verb } from "../verb";

export const double_track = verb(
  { track: index, octaves: withDefault(integer(-4, 4), 0) },
  (score, { track: of, octaves }) => {
    const track = trackOf(score, of);
    if (track.isDrum && octaves) {
      throw new Error(`track ${of} plays drums, which have no octaves.`);
    }
    const notes = withPitches(track.notes, of, (pitch) => pitch + 12 * octaves);
    const double = { ...track, notes, name: `${track.name} (double)`, role: "" };
    return { ...score, tracks: [...score.tracks, double] };
  },
);
