/** One player silenced, or heard again; the notes stay. */
import { boolean } from "../../lib/check";
import { withStrip } from "../tracks";
import { strip, verb } from "../verb";

export const mute = verb({ track: strip, muted: boolean }, (score, { track, muted }) =>
  withStrip(score, track, { muted }),
);
