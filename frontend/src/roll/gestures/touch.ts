/** In the touch lane: the pointer draws how hard the notes it passes are played. */
import type { Note } from "../../score/score";
import { edit } from "../changes";
import { tickOfX, xOfTick } from "../geometry";
import { hitAt, STEM } from "../hit";
import { keyOf, keysOf, NONE, within } from "../picked";
import type { Begin, Pointer } from "./gesture";

export const touch: Begin = (desk, _hit, from) => {
  const notes = desk.score.tracks[desk.focus]?.notes ?? [];
  const set = new Map<Note, number>();
  let last: Pointer = from;
  let hidden = NONE;

  function pass(to: Pointer): void {
    const [left, right] = [Math.min(last.x, to.x), Math.max(last.x, to.x)];
    const start = tickOfX(desk.view, left - STEM);
    for (const note of within(notes, start, tickOfX(desk.view, right + STEM))) {
      if (note[0] < start) continue;
      // Where only some notes are picked, only these are meant.
      if (desk.picked.size && !desk.picked.has(keyOf(note))) continue;
      const share = right === left ? 1 : (xOfTick(desk.view, note[0]) - last.x) / (to.x - last.x);
      const y = last.y + (to.y - last.y) * Math.min(1, Math.max(0, share));
      set.set(note, hitAt(desk, to.x, Math.max(desk.layout.height - desk.layout.touch, y)).touch);
    }
    last = to;
  }
  const after = () =>
    [...set].map(([[onset, duration, pitch], hard]): Note => [onset, duration, pitch, hard]);

  pass(from);
  return {
    move: (to) => {
      pass(to);
      if (hidden.size !== set.size) hidden = keysOf([...set.keys()]);
      return { ghosts: after(), hidden };
    },
    end: (to) => {
      pass(to);
      return { edit: edit(desk.score, desk.focus, [...set.keys()], after()) };
    },
  };
};
