/** Where one player stands: −1 left to 1 right, 0 as the file says. */
import { withTrack } from "../tracks";
import { between, index, verb } from "../verb";

export const pan = verb({ track: index, position: between(-1, 1) }, (score, { track, position }) =>
  withTrack(score, track, { pan: position }),
);
