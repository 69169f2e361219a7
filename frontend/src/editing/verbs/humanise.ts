/** Small irregularities of time and touch, the same for the same seed. */
import { integer, withDefault } from "../../lib/check";
import { drawer, spread } from "../randomness";
import { clamp, divide } from "../rounding";
import { changed, scope } from "../scope";
import { verb } from "../verb";

export const humanise = verb(
  {
    ...scope,
    timing: withDefault(integer(0, 250), 20),
    velocity: withDefault(integer(0, 60), 8),
    seed: withDefault(integer(0, 2 ** 32 - 1), 1),
  },
  (score, edit) => {
    const most = divide(edit.timing * score.ticksPerQuarter, 1000);
    return changed(
      score,
      (notes, track) => {
        const draw = drawer(edit.seed, track);
        return notes.map(([onset, duration, pitch, velocity]) => {
          const moved = Math.max(onset + spread(draw, most), 0);
          return [moved, duration, pitch, clamp(velocity + spread(draw, edit.velocity), 1, 127)];
        });
      },
      edit,
    );
  },
);
