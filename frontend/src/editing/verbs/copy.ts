/** Bars played once more at another place, which may be behind the last bar. */
import { edgesOf, span } from "../ranges";
import { spliced } from "../splicing";
import { bar, verb } from "../verb";

export const copy = verb({ first_bar: bar, last_bar: bar, to_bar: bar }, (score, edit) => {
  const [start, stop] = span(score, edit.first_bar, edit.last_bar);
  const edges = edgesOf(score);
  const place = edges[edit.to_bar - 1];
  if (place === undefined) {
    throw new Error(`there is no bar ${edit.to_bar}; the song has ${edges.length - 1}.`);
  }
  return spliced(score, [
    { start: 0, stop: place },
    { start, stop },
    { start: place, stop: Number.POSITIVE_INFINITY },
  ]);
});
