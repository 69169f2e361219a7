/** With Draw on an empty place: a note from the line before the pointer, as long as it is drawn out. */
import type { Note } from "../../score/score";
import { edit } from "../changes";
import { tickOfX } from "../geometry";
import { snapped, unitAt } from "../grid";
import { keysOf } from "../picked";
import { type Begin, isFar, type Pointer } from "./gesture";

const TOUCH = 88; // mezzo-forte and a little more

export const draw: Begin = (desk, hit, from) => {
  const { score, snap, view } = desk;
  const onset = from.alt ? Math.round(Math.max(0, hit.tick)) : snapped(score, snap, hit.tick, true);
  const unit = Math.round(
    Math.min(
      snap.quarters ? unitAt(score, snap, onset) : score.ticksPerQuarter / 4,
      4 * score.ticksPerQuarter,
    ),
  );
  const note = (to: Pointer): Note => {
    const end = tickOfX(view, to.x);
    const line = to.alt ? Math.round(end) : snapped(score, snap, end + unit / 2);
    const length = isFar(from, to)
      ? Math.max(to.alt ? 1 : unit, line - onset)
      : desk.lastLength || unit;
    return [onset, length, hit.pitch, TOUCH];
  };
  return {
    sounding: { pitch: hit.pitch, touch: TOUCH },
    move: (to) => ({ ghosts: [note(to)] }),
    end: (to) => {
      const drawn = note(to);
      return {
        edit: edit(score, desk.focus, [], [drawn]),
        picked: keysOf([drawn]),
        length: drawn[1],
      };
    },
  };
};
