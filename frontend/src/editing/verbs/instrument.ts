/** Another instrument for one player, counted from 0; of a drum track another kit. */
import { integer } from "../../lib/check";
import { withTrack } from "../tracks";
import { index, verb } from "../verb";

export const instrument = verb(
  { track: index, program: integer(0, 127) },
  (score, { track, program }) => withTrack(score, track, { program }),
);
