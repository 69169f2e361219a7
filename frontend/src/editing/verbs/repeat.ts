/** Bars played again right after themselves; what follows moves on. */
import { integer, withDefault } from "../../lib/check";
import { span } from "../ranges";
import { spliced } from "../splicing";
import { bar, verb } from "../verb";

export const repeat = verb(
  { first_bar: bar, last_bar: bar, times: withDefault(integer(1, 64), 1) },
  (score, edit) => {
    const [start, stop] = span(score, edit.first_bar, edit.last_bar);
    const again = Array.from({ length: edit.times }, () => ({ start, stop }));
    return spliced(score, [
      { start: 0, stop },
      ...again,
      { start: stop, stop: Number.POSITIVE_INFINITY },
    ]);
  },
);
