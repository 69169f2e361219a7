/** What lies under a pointer: the lane, the time and pitch, and the note with the part of it. */
import type { Note, Score } from "../score/score";
import { drumRow, pitchOfY, tickOfX, type View, xOfTick, yOfPitch } from "./geometry";
import { drumsTop, type Lane, type Layout, laneAt, rollTop, touchTop } from "./layout";
import { indexOf } from "./noteindex";

export interface Found {
  readonly track: number;
  readonly note: Note;
  readonly part: "start" | "body" | "end";
}

export interface Hit {
  readonly lane: Lane;
  readonly tick: number;
  readonly pitch: number;
  /** 0–127 by the height in the touch lane. */
  readonly touch: number;
  readonly found: Found | null;
}

/** What is looked at. */
export interface Sight {
  readonly score: Score;
  readonly view: View;
  readonly layout: Layout;
  /** The track that is worked on; its notes lie on top. */
  readonly focus: number;
}

const EDGE = 6; // pixels at either end of a note that stretch it
const DIAMOND = 6; // half the width of a drum stroke
export const STEM = 4; // pixels beside a stem of the touch lane

export const DRUM_OF_ROW = [42, 38, 36] as const; // closed hat, snare, bass drum

/** `x` counts from the right edge of the keys; `slop` is how far a pointer may miss, in pixels. */
export function hitAt(sight: Sight, x: number, y: number, slop = 0): Hit {
  const { view, layout } = sight;
  const lane = laneAt(layout, y);
  const tick = tickOfX(view, x);
  const at = { lane, tick, touch: touchOfY(layout, y) };
  if (lane === "drums") {
    const pitch = DRUM_OF_ROW[drumRowOfY(layout, y)] ?? 38;
    return { ...at, pitch, found: drumAt(sight, x, y, slop) };
  }
  const pitch = Math.min(127, Math.max(0, pitchOfY(view, y - rollTop(layout))));
  return { ...at, pitch, found: lane === "roll" ? noteAt(sight, x, y, slop) : null };
}

/** The focused track first, then the others from the last drawn to the first. */
function order({ score, focus }: Sight): number[] {
  const all = score.tracks.map((_, index) => index).reverse();
  return [focus, ...all.filter((index) => index !== focus)];
}

function noteAt(sight: Sight, x: number, y: number, slop: number): Found | null {
  const { score, view, layout } = sight;
  const from = tickOfX(view, x - slop);
  const to = tickOfX(view, x + slop);
  for (const track of order(sight)) {
    const part = score.tracks[track];
    if (!part || part.isDrum) continue;
    let best: Note | null = null;
    let nearest = view.rowHeight / 2 + slop;
    indexOf(part.notes).between(from, to, (note) => {
      const middle = rollTop(layout) + yOfPitch(view, note[2]) + view.rowHeight / 2;
      const off = Math.abs(y - middle);
      if (off <= nearest) [best, nearest] = [note, off];
    });
    if (best) return { track, note: best, part: partAt(view, best, x) };
  }
  return null;
}

/** Short notes keep a body: their ends take a quarter each at most. */
function partAt(view: View, note: Note, x: number): Found["part"] {
  const start = xOfTick(view, note[0]);
  const width = note[1] * view.pixelsPerTick;
  const edge = Math.min(EDGE, width / 4);
  if (x > start + width - edge) return "end";
  return x < start + edge && edge >= 3 ? "start" : "body";
}

/** The height of a row of the drums lane. */
export const drumRowHeight = (layout: Layout) => (layout.drums - 8) / 3;

/** The middle of a drum stroke. */
export const drumY = (layout: Layout, pitch: number) =>
  drumsTop(layout) + 4 + (drumRow(pitch) + 0.5) * drumRowHeight(layout);

/** The row of the drums lane at a height. */
export function drumRowOfY(layout: Layout, y: number): number {
  const row = Math.floor((y - drumsTop(layout) - 4) / drumRowHeight(layout));
  return Math.min(2, Math.max(0, row));
}

function drumAt(sight: Sight, x: number, y: number, slop: number): Found | null {
  const { score, view, layout } = sight;
  const reach = DIAMOND + slop;
  for (const track of order(sight)) {
    const part = score.tracks[track];
    if (!part?.isDrum) continue;
    let best: Note | null = null;
    let nearest = reach;
    indexOf(part.notes).between(tickOfX(view, x - 200), tickOfX(view, x + reach), (note) => {
      const off = Math.hypot(xOfTick(view, note[0]) - x, drumY(layout, note[2]) - y);
      if (off <= nearest) [best, nearest] = [note, off];
    });
    if (best) return { track, note: best, part: "body" };
  }
  return null;
}

const TOUCH_TOP = 4; // pixels free above the hardest touch

/** The upper end of a stem. */
export const touchY = (layout: Layout, touch: number) =>
  layout.height - 1 - (touch / 127) * (layout.touch - TOUCH_TOP);

function touchOfY(layout: Layout, y: number): number {
  if (!layout.touch || y < touchTop(layout)) return 0;
  const touch = ((layout.height - 1 - y) / (layout.touch - TOUCH_TOP)) * 127;
  return Math.round(Math.min(127, Math.max(1, touch)));
}
