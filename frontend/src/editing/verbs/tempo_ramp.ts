/** Faster or slower from bar to bar: a step of the tempo on every quarter. */
import { span } from "../ranges";
import { divide } from "../rounding";
import { bpm, type Mark, marksOf, thousandths, withMarks } from "../tempos";
import { bar, verb } from "../verb";

export const tempo_ramp = verb(
  { first_bar: bar, last_bar: bar, from_bpm: bpm, to_bpm: bpm },
  (score, edit) => {
    const [start, stop] = span(score, edit.first_bar, edit.last_bar);
    const low = thousandths(edit.from_bpm);
    const high = thousandths(edit.to_bpm);
    const ramp: Mark[] = [];
    for (let tick = start; tick < stop; tick += score.ticksPerQuarter) {
      ramp.push([tick, low + divide((high - low) * (tick - start), stop - start)]);
    }
    const marks = marksOf(score);
    const before = marks.filter((mark) => mark[0] < start);
    const after = marks.filter((mark) => mark[0] >= stop);
    const end: Mark[] = after[0]?.[0] === stop ? [] : [[stop, high]];
    return withMarks(score, [...before, ...ramp, ...end, ...after]);
  },
);
