/** On an empty place with Select: a drag draws a box round notes, a press lets go or goes there. */
import { drumRow, pitchOfY, tickOfX } from "../geometry";
import { drumRowOfY } from "../hit";
import { laneAt, rollTop } from "../layout";
import { keysOf, NONE, within } from "../picked";
import { type Beside, NOBODY } from "../together";
import { type Begin, type Desk, isFar, type Pointer } from "./gesture";

export const box: Begin = (desk, hit, from) => {
  const found = (to: Pointer) => {
    const keys = keysOf(boxed(desk, desk.focus, from, to));
    return from.shift ? new Set([...desk.picked, ...keys]) : keys;
  };
  const beside = (to: Pointer): Beside => {
    const more = new Map(from.shift ? desk.beside : NOBODY);
    for (const track of desk.company) {
      const keys = keysOf(boxed(desk, track, from, to));
      if (keys.size) more.set(track, new Set([...(more.get(track) ?? NONE), ...keys]));
    }
    return more;
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
      if (isFar(from, to)) return { picked: found(to), beside: beside(to) };
      return desk.picked.size || desk.beside.size ? { picked: NONE } : { seek: hit.tick };
    },
  };
};

/** The notes of a track that a box touches. */
function boxed(desk: Desk, track: number, from: Pointer, to: Pointer) {
  const { view, layout, score } = desk;
  const [left, right] = [Math.min(from.x, to.x), Math.max(from.x, to.x)];
  const [upper, lower] = [Math.min(from.y, to.y), Math.max(from.y, to.y)];
  const notes = score.tracks[track]?.notes ?? [];
  const [start, end] = [tickOfX(view, left), tickOfX(view, right)];
  if (score.tracks[track]?.isDrum) {
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
