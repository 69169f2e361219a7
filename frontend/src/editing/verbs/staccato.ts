/** Shorter notes: a share of every duration stays, at least a tick. */
import { integer, withDefault } from "../../lib/check";
import { divide } from "../rounding";
import { changed, scope } from "../scope";
import { verb } from "../verb";

export const staccato = verb(
  { ...scope, percent: withDefault(integer(1, 100), 50) },
  (score, edit) =>
    changed(
      score,
      (notes) =>
        notes.map(([onset, duration, pitch, velocity]) => [
          onset,
          Math.max(divide(duration * edit.percent, 100), 1),
          pitch,
          velocity,
        ]),
      edit,
    ),
);
