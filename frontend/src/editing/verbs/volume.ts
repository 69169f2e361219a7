/** The volume of one player: a gain over what the file says. */
import { withStrip } from "../tracks";
import { between, strip, verb } from "../verb";

export const volume = verb(
  { track: strip, gain_db: between(-60, 12) },
  (score, { track, gain_db }) => withStrip(score, track, { volumeDb: gain_db }),
);
