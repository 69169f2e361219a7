/** One player parted in two at a pitch: lower notes go to a new track at the end. */
import { integer } from "../../lib/check";
import { laid, trackOf, withTrack } from "../tracks";
import { index, verb } from "../verb";

export const split = verb({ track: index, pitch: integer(1, 127) }, (score, edit) => {
  const track = trackOf(score, edit.track);
  const low = track.notes.filter((note) => note[2] < edit.pitch);
  const high = track.notes.filter((note) => note[2] >= edit.pitch);
  if (!low.length || !high.length) {
    throw new Error(`all notes of track ${edit.track} are on one side of that pitch.`);
  }
  const { tracks } = withTrack(score, edit.track, { notes: high });
  return laid({
    ...score,
    tracks: [...tracks, { ...track, notes: low, name: `${track.name} (low)`, role: "" }],
  });
});
