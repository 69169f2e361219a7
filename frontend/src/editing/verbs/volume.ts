/** The volume of one player: a gain over what the file says. */
import { withTrack } from "../tracks";
import { between, index, verb } from "../verb";

export const volume = verb(
  { track: index, gain_db: between(-60, 12) },
  (score, { track, gain_db }) => withTrack(score, track, { volumeDb: gain_db }),
);
