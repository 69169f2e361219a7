/** Bars taken out; what follows moves up. */
import { edgesOf, span } from "../ranges";
import { spliced } from "../splicing";
import { bar, verb } from "../verb";

export const cut = verb({ first_bar: bar, last_bar: bar }, (score, edit) => {
  const [start, stop] = span(score, edit.first_bar, edit.last_bar);
  if (start === 0 && stop === edgesOf(score).at(-1)) {
    throw new Error("those are all bars; some must stay.");
  }
  return spliced(score, [
    { start: 0, stop: start },
    { start: stop, stop: Number.POSITIVE_INFINITY },
  ]);
});
