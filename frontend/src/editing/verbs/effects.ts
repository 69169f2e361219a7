/** The effects that one player's sound goes through, in their order. */
import { parseChain } from "../../score/effects";
import { withTrack } from "../tracks";
import { index, verb } from "../verb";

export const effects = verb({ track: index, chain: parseChain }, (score, { track, chain }) =>
  withTrack(score, track, { effects: chain }),
);
