/** On the ruler: a press goes there, a drag selects bars. */
import { barIndex } from "../../score/bars";
import { tickOfX } from "../geometry";
import type { Begin, Pointer } from "./gesture";
import { isFar } from "./gesture";

export const ruler: Begin = (desk, hit, from) => {
  const first = barIndex(desk.score, hit.tick) + 1;
  const bars = (to: Pointer): readonly [number, number] => {
    const last = barIndex(desk.score, Math.max(0, tickOfX(desk.view, to.x))) + 1;
    return first <= last ? [first, last] : [last, first];
  };
  const selects = (to: Pointer) => desk.selectable && isFar(from, to);
  return {
    move: (to) => (selects(to) ? { bars: bars(to) } : {}),
    end: (to) => (selects(to) ? { bars: bars(to) } : { seek: hit.tick, bars: null }),
  };
};
