/** Where one player stands: −1 left to 1 right, 0 as the file says. */
import { withStrip } from "../tracks";
import { between, strip, verb } from "../verb";

export const pan = verb({ track: strip, position: between(-1, 1) }, (score, { track, position }) =>
  withStrip(score, track, { pan: position }),
);
