/** The effects that one player's sound goes through, in their order. */
import { parseChain } from "../../score/effects";
import { withStrip } from "../tracks";
import { strip, verb } from "../verb";

export const effects = verb({ track: strip, chain: parseChain }, (score, { track, chain }) =>
  withStrip(score, track, { effects: chain }),
);
