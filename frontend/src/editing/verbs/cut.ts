/** Bars taken out; what follows moves up. */
import type { Score } from "../../score/score";
import { edgesOf, span } from "../ranges";
import { spliced } from "../splicing";
import { bar, verb } from "../verb";

export const cut = verb({ first_bar: bar, last_bar: bar }, (score, edit) => {
  const [start, stop] = span(score, edit.first_bar, edit.last_bar);
  if (start === 0 && stop === edgesOf(score).at(-1)) {
    throw new Error("those are all bars; some must stay.");
  }
  return spliced({ ...score, markers: kept(score, start, stop) }, [
    { start: 0, stop: start },
    { start: stop, stop: Number.POSITIVE_INFINITY },
  ]);
});

/** The markers; the section that goes on behind what is cut begins there. */
function kept(score: Score, start: number, stop: number): Score["markers"] {
  const inside = score.markers.findLast(([tick]) => tick >= start && tick < stop);
  const isNamed = score.markers.some(([tick]) => tick === stop);
  if (!inside || isNamed || stop === edgesOf(score).at(-1)) return score.markers;
  const before = score.markers.filter(([tick]) => tick < stop);
  return [...before, [stop, inside[1]], ...score.markers.slice(before.length)];
}
