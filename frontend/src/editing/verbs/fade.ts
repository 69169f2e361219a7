/** Softer or louder over some bars, by the touch of every note. */
import { integer } from "../../lib/check";
import { clamp, divide } from "../rounding";
import { changed, scope, spanOf } from "../scope";
import { verb } from "../verb";

const percent = integer(0, 300);

export const fade = verb(
  { ...scope, from_percent: percent, to_percent: percent },
  (score, edit) => {
    const [start, stop] = spanOf(score, edit);
    const low = 10 * edit.from_percent;
    const rise = 10 * (edit.to_percent - edit.from_percent);
    return changed(
      score,
      (notes) =>
        notes.map(([onset, duration, pitch, velocity]) => {
          const share = low + divide(rise * (onset - start), stop - start);
          return [onset, duration, pitch, clamp(divide(velocity * share, 1000), 1, 127)];
        }),
      edit,
    );
  },
);
