/** The notes of one player given to another, who plays both. */
import { arranged, laid, trackOf, withTrack } from "../tracks";
import { index, verb } from "../verb";

export const merge = verb({ track: index, into: index }, (score, edit) => {
  const source = trackOf(score, edit.track);
  const target = trackOf(score, edit.into);
  if (edit.track === edit.into) throw new Error("a track cannot be merged with itself.");
  if (source.isDrum !== target.isDrum) {
    throw new Error("drums and pitched notes cannot be merged.");
  }
  const notes = arranged([...target.notes, ...source.notes]);
  const whole = withTrack(score, edit.into, { notes });
  return laid({ ...whole, tracks: whole.tracks.filter((_, i) => i !== edit.track) });
});
