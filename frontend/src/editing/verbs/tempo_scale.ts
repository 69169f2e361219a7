/** The whole song faster or slower by a share; its changes of tempo stay. */
import { integer } from "../../lib/check";
import { divide } from "../rounding";
import { marksOf, withMarks } from "../tempos";
import { verb } from "../verb";

export const tempo_scale = verb({ percent: integer(10, 1000) }, (score, { percent }) =>
  withMarks(
    score,
    marksOf(score).map(([tick, tempo]) => [tick, divide(tempo * percent, 100)]),
  ),
);
