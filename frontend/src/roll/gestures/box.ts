/** On an empty place with Select: a drag draws a box round notes, a press lets go or goes there. */
import { drumRow, pitchOfY, tickOfX } from "../geometry";
import { drumRowOfY } from "../hit";
import { laneAt, rollTop } from "../layout";
import { keysOf, NONE, within } from "../picked";
import { type Begin, type Desk, isFar, type Pointer } from "./gesture";

export const box: Begin = (desk, hit, from) => {
  const found = (to: Pointer) => {
    const keys = keysOf(boxed(desk, from, to));
    return from.shift ? new Set([...desk.picked, ...keys]) : keys;
  };
  return {
    move: (to) => {
      if (!isFar(from, to)) return {};
      const x = Math.min(from.x, to.x);
      const y = Math.min(from.y, to.y);
      const box = { x, y, w: Math.abs(to.x - from.x), h: Math.abs(to.y - from.y) };
      return { box, hidden: NONE };
    },
    end: (to) => {
      if (isFar(from, to)) return { picked: found(to) };
      return desk.picked.size ? { picked: NONE } : { seek: hit.tick };
    },
  };
};

/** The notes of the focused track that a box touches. */
function boxed(desk: Desk, from: Pointer, to: Pointer) {
  const { view, layout, score, focus } = desk;
  const [left, right] = [Math.min(from.x, to.x), Math.max(from.x, to.x)];
  const [upper, lower] = [Math.min(from.y, to.y), Math.max(from.y, to.y)];
  const notes = score.tracks[focus]?.notes ?? [];
  const [start, end] = [tickOfX(view, left), tickOfX(view, right)];
  if (score.tracks[focus]?.isDrum) {
    if (laneAt(layout, lower) !== "drums") return [];
    const [first, last] = [drumRowOfY(layout, upper), drumRowOfY(layout, lower)];
    return within(notes, start, end).filter((note) => {
      const row = drumRow(note[2]);
      return note[0] >= start && row >= first && row <= last;
    });
  }
  const low = pitchOfY(view, lower - rollTop(layout));
  const high = pitchOfY(view, upper - rollTop(layout));
  return within(notes, start, end, low, high);
}
