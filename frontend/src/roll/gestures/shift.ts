/** On a note: it and what is picked with it are moved, or stretched at an end. */
import type { Note } from "../../score/score";
import { moved, stretched, stretchedAtStart } from "../changes";
import { drumRow, tickOfX } from "../geometry";
import { snapped, unitAt } from "../grid";
import { DRUM_OF_ROW, drumRowHeight, type Found } from "../hit";
import { keyOf, keysOf, toggled } from "../picked";
import { changed, editsOf, type Part, partsOf, picksOf } from "../together";
import { type Begin, type Desk, type Gesture, isFar, type Pointer } from "./gesture";

/** What a drag of `found` takes along: all that is picked if it is one of them, else it alone. */
function taken(desk: Desk, found: Found): Part[] {
  const { score, focus, picked, beside } = desk;
  const alone = [{ track: focus, notes: [found.note] }];
  return picked.has(keyOf(found.note)) ? partsOf(score, focus, picked, beside) : alone;
}

function carry(
  desk: Desk,
  found: Found,
  from: Pointer,
  become: (notes: Note[], to: Pointer) => Note[],
): Gesture {
  const { score, focus } = desk;
  const parts = taken(desk, found);
  const alone: Note = found.note;
  const [hidden, gone] = picksOf(parts, focus); // once, so that what is not moved is drawn once
  const after = (to: Pointer) => changed(score, parts, (notes) => become(notes, to));
  return {
    sounding: { pitch: alone[2], touch: alone[3] },
    move: (to) => {
      if (!isFar(from, to)) return {};
      const [own, ...others] = after(to);
      return { ghosts: own?.notes ?? [], hidden, others, gone };
    },
    end: (to) => {
      if (!isFar(from, to)) {
        const kept = from.shift ? { beside: desk.beside } : {};
        const picked = from.shift ? toggled(desk.picked, alone) : keysOf([alone]);
        return { picked, length: alone[1], ...kept };
      }
      const now = after(to);
      const steps = editsOf(score, parts, now);
      const [picked, beside] = picksOf(now, focus);
      const own = steps.find((step) => step.track === focus) ?? null;
      return { edit: own, edits: steps.filter((step) => step !== own), picked, beside };
    },
  };
}

export const move: Begin = (desk, hit, from) => {
  const found = hit.found as Found;
  const { score, snap, view } = desk;
  return carry(desk, found, from, (notes, to) => {
    const wanted = found.note[0] + (to.x - from.x) / view.pixelsPerTick;
    const onset = to.alt ? Math.round(wanted) : snapped(score, snap, wanted);
    // Only sideways, or only up and down, is what a short way or a held Shift means.
    const ticks = Math.abs(to.x - from.x) < 3 ? 0 : onset - found.note[0];
    if (score.tracks[desk.focus]?.isDrum)
      return ondrums(desk, moved(score, notes, ticks, 0), from, to);
    return moved(score, notes, ticks, Math.round((from.y - to.y) / view.rowHeight));
  });
};

/** Drums go from row to row; within a row each keeps its own sound. */
function ondrums(desk: Desk, notes: Note[], from: Pointer, to: Pointer): Note[] {
  const rows = Math.round((to.y - from.y) / drumRowHeight(desk.layout));
  if (!rows) return notes;
  return notes.map(([onset, duration, pitch, touch]) => {
    const row = Math.min(2, Math.max(0, drumRow(pitch) + rows));
    return [onset, duration, row === drumRow(pitch) ? pitch : (DRUM_OF_ROW[row] ?? pitch), touch];
  });
}

export const stretchEnd: Begin = (desk, hit, from) => {
  const found = hit.found as Found;
  const [onset, duration] = found.note;
  return carry(desk, found, from, (notes, to) => {
    const { ticks, least } = toLine(desk, onset + duration, from, to);
    return stretched(notes, ticks, least);
  });
};

export const stretchStart: Begin = (desk, hit, from) => {
  const found = hit.found as Found;
  return carry(desk, found, from, (notes, to) => {
    const { ticks, least } = toLine(desk, found.note[0], from, to);
    return stretchedAtStart(notes, ticks, least);
  });
};

/** How far an end at `tick` is drawn, on the grid unless Alt is held, and the shortest length. */
function toLine(desk: Desk, tick: number, from: Pointer, to: Pointer) {
  const { score, snap, view } = desk;
  const wanted = tick + tickOfX(view, to.x) - tickOfX(view, from.x);
  const line = to.alt ? Math.round(wanted) : snapped(score, snap, wanted);
  const least = to.alt ? 1 : Math.min(unitAt(score, snap, tick), score.ticksPerQuarter);
  return { ticks: line - tick, least };
}
