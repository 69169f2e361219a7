/** One tempo, for the whole song or for some bars; behind them holds what held there before. */
import { nullable } from "../../lib/check";
import { span } from "../ranges";
import { between, bpm, marksOf, thousandths, withMarks } from "../tempos";
import { bar, verb } from "../verb";

export const tempo = verb(
  { bpm, first_bar: nullable(bar), last_bar: nullable(bar) },
  (score, edit) => {
    const [start, stop] = span(score, edit.first_bar, edit.last_bar);
    const ends = edit.last_bar === null ? null : stop;
    return withMarks(score, between(marksOf(score), start, ends, [[start, thousandths(edit.bpm)]]));
  },
);
