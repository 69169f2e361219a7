/** Where the recording plays beside the notes, and how high: what baking keeps of moved bars. */
import { integer, list, tuple, withDefault } from "../../lib/check";
import { SILENT, type Stretch } from "../../score/recording";
import { joinedStretches } from "../beside";
import { LAST_TICK, verb } from "../verb";

const stretch = tuple<[number, number]>(integer(0, LAST_TICK), integer(SILENT, LAST_TICK));

export const recording = verb(
  { semitones: withDefault(integer(-1000, 1000), 0), stretches: list(stretch) },
  (score, { semitones, stretches }) => {
    const ticks = stretches.map(([tick]: Stretch) => tick);
    if (ticks[0] !== 0 || ticks.some((tick, i) => i > 0 && tick <= (ticks[i - 1] ?? 0))) {
      throw new Error("its stretches begin at tick 0 and follow one another.");
    }
    const beside = { ...score.recording, semitones, stretches: joinedStretches(stretches) };
    return { ...score, recording: beside };
  },
);
