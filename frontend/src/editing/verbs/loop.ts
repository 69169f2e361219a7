/** A song made of some bars only, again and again. */
import { integer } from "../../lib/check";
import { span } from "../ranges";
import { spliced } from "../splicing";
import { bar, verb } from "../verb";

export const loop = verb(
  { first_bar: bar, last_bar: bar, times: integer(1, 64) },
  (score, edit) => {
    const [start, stop] = span(score, edit.first_bar, edit.last_bar);
    return spliced(
      score,
      Array.from({ length: edit.times }, () => ({ start, stop })),
    );
  },
);
