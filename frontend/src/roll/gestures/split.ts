/** With Split on a note: it is cut in two at the line nearest to the pointer. */
import { cut, edit } from "../changes";
import { snapped } from "../grid";
import type { Found } from "../hit";
import { keysOf } from "../picked";
import type { Begin } from "./gesture";

export const split: Begin = (desk, hit, from) => {
  const { note } = hit.found as Found;
  const line = from.alt ? hit.tick : snapped(desk.score, desk.snap, hit.tick);
  const halves = cut(note, line) ?? cut(note, hit.tick); // shorter than the grid: where it was pressed
  const preview = halves ? { ghosts: halves, hidden: keysOf([note]) } : {};
  return {
    move: () => preview,
    end: () =>
      halves ? { edit: edit(desk.score, desk.focus, [note], halves), picked: keysOf(halves) } : {},
  };
};
