/** Empty bars put in before a bar, in its metre, tempo and key. */
import { integer } from "../../lib/check";
import { metreAt } from "../../score/bars";
import { barLength } from "../layout";
import { edgesOf, span } from "../ranges";
import { spliced } from "../splicing";
import { bar, verb } from "../verb";

export const insert = verb({ before_bar: bar, bars: integer(1, 999) }, (score, edit) => {
  if (edit.before_bar === edgesOf(score).length) {
    throw new Error(
      "a song ends with its last note, so that nothing empty stays behind it; copy bars there and change them.",
    );
  }
  const [place] = span(score, edit.before_bar, edit.before_bar);
  // The whole length of its metre: the bar itself may have been cut short.
  const length = barLength(score.ticksPerQuarter, ...metreAt(score, place));
  return spliced(score, [
    { start: 0, stop: place },
    { start: place, stop: place + edit.bars * length, silent: true },
    { start: place, stop: Number.POSITIVE_INFINITY },
  ]);
});
