/** One player silenced, or heard again; the notes stay. */
import { boolean } from "../../lib/check";
import { withTrack } from "../tracks";
import { index, verb } from "../verb";

export const mute = verb({ track: index, muted: boolean }, (score, { track, muted }) =>
  withTrack(score, track, { muted }),
);
