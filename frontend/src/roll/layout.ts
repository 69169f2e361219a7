/** The lanes of the roll, one under the other: ruler, chords, staff, notes, drums, touch. */

/** Heights in CSS pixels; the notes take what is left. 0 where a lane is not shown. */
export interface Layout {
  /** Width of the keys at the left. */
  readonly keys: number;
  readonly ruler: number;
  readonly chords: number;
  readonly staff: number;
  readonly drums: number;
  readonly touch: number;
  readonly height: number;
}

export type Lane = "ruler" | "staff" | "roll" | "drums" | "touch";

const KEYS = 44;
export const SIGNS_FROM = 22; // pixels: so wide is a clef
export const SIGN = 5; // pixels from one sharp or flat to the next
const METRE = 13; // pixels

const LEAST_ROLL = 120; // below, the staff and then the touch lane make room

export interface Shown {
  readonly chords: boolean;
  readonly staff: boolean;
  /** Sharps or flats before the staff. */
  readonly signs?: number;
  readonly drums: boolean;
  readonly touch: boolean;
}

/** The lanes that fit into `height`. */
export function layoutOf(height: number, shown: Shown): Layout {
  const chords = shown.chords ? 26 : 0;
  const drums = shown.drums ? 44 : 0;
  const rest = height - 24 - chords - drums - LEAST_ROLL;
  const staff = shown.staff && rest >= 68 ? 68 : 0;
  const touch = shown.touch && rest - staff >= 32 ? 32 : 0;
  const signature = staff ? SIGNS_FROM + (shown.signs ?? 0) * SIGN + METRE : 0;
  return { keys: Math.max(KEYS, signature), ruler: 24, chords, staff, drums, touch, height };
}

export const rollTop = (layout: Layout) => layout.ruler + layout.chords + layout.staff;
export const rollBottom = (layout: Layout) => layout.height - layout.drums - layout.touch;
export const drumsTop = rollBottom;
export const touchTop = (layout: Layout) => layout.height - layout.touch;

/** The lane at a height. The chords belong to the ruler: both tell the bar. */
export function laneAt(layout: Layout, y: number): Lane {
  if (y < layout.ruler + layout.chords) return "ruler";
  if (y < rollTop(layout)) return "staff";
  if (y < rollBottom(layout)) return "roll";
  return y < touchTop(layout) ? "drums" : "touch";
}

const MARGIN = 8;

/**
 * Where something of `size` pixels floats about `middle` in a lane of `width`: clear of the
 * playhead at `head` if there is room on the side that is nearer.
 */
export function besideHead(middle: number, size: number, width: number, head: number): number {
  const inside = (x: number) => Math.max(MARGIN, Math.min(width - size - MARGIN, x));
  const x = inside(middle - size / 2);
  if (head < x || head > x + size) return x;
  const sides = [inside(head - size - MARGIN), inside(head + MARGIN)].filter(
    (side) => head < side || head > side + size,
  );
  return sides.sort((a, b) => Math.abs(a - x) - Math.abs(b - x))[0] ?? x;
}
