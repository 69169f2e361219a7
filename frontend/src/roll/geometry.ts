/** The roll's coordinates: ticks and pitches to pixels and back, and what the view follows. */
import { compassOf } from "../score/compass";
import type { Score } from "../score/score";

export interface View {
  /** The tick at the left edge. */
  readonly start: number;
  readonly pixelsPerTick: number;
  /** The pitch whose row begins at the upper edge; a fraction where the edge cuts a row. */
  readonly top: number;
  readonly rowHeight: number;
  readonly width: number;
}

export const xOfTick = (view: View, tick: number) => (tick - view.start) * view.pixelsPerTick;

export const tickOfX = (view: View, x: number) => view.start + x / view.pixelsPerTick;

/** The upper edge of a pitch's row. */
export const yOfPitch = (view: View, pitch: number) => (view.top - pitch) * view.rowHeight;

const HAIR = 1e-9; // what division leaves over at the edge of a row

export const pitchOfY = (view: View, y: number) => Math.ceil(view.top - y / view.rowHeight - HAIR);

/** The tick at the right edge. */
export const endOf = (view: View) => tickOfX(view, view.width);

const LEAST_ROWS = 30; // two and a half octaves: narrower, and rows would be fat
const MARGIN = 2; // rows left free above and below

/** The pitches to show: all that sound, with a margin, and never less than LEAST_ROWS. */
export function pitchRange(score: Pick<Score, "tracks">): readonly [low: number, high: number] {
  let [low, high] = compassOf(score) ?? [48, 84];
  low -= MARGIN;
  high += MARGIN;
  const missing = Math.max(0, LEAST_ROWS - (high - low + 1));
  low = Math.max(0, low - Math.ceil(missing / 2));
  high = Math.min(127, Math.max(high + Math.floor(missing / 2), low + LEAST_ROWS - 1));
  return [low, high];
}

const LEAST_BAR_PIXELS = 84; // a bar of sixteenths still shows its notes apart

/** How wide a bar is drawn: eight in view on a desk, about four on a phone. */
export function barPixels(width: number): number {
  return Math.max(LEAST_BAR_PIXELS, width / 8);
}

const HOLD = 0.4; // of the width; the playhead runs up to here, then the music moves under it

/**
 * Where the view starts so that the playhead is in sight.
 *
 * Scrolls smoothly while it plays; `paging` turns whole pages instead, for those who want less
 * motion. `length` is the whole length in ticks.
 */
export function follow(view: View, tick: number, length: number, paging: boolean): number {
  const span = view.width / view.pixelsPerTick;
  const last = Math.max(0, length - span);
  if (paging) {
    if (tick >= view.start && tick < view.start + span * 0.98) return view.start;
    return Math.min(last, Math.floor(tick / span) * span);
  }
  return Math.min(last, Math.max(0, tick - span * HOLD));
}

const BLACK = new Set([1, 3, 6, 8, 10]);
export const isBlack = (pitch: number) => BLACK.has(pitch % 12);

const NAMES = ["C", "C♯", "D", "E♭", "E", "F", "F♯", "G", "A♭", "A", "B♭", "B"];

/** Scientific pitch name: middle C (60) is C4. */
export function pitchName(pitch: number): string {
  return `${NAMES[pitch % 12]}${Math.floor(pitch / 12) - 1}`;
}

/** A chord symbol as root and quality, with real accidentals: "Bbmaj7" is B♭ and maj7. */
export function chordParts(name: string): readonly [root: string, kind: string] {
  const [, letter = name, sign = "", kind = ""] = /^([A-G])([b#]*)(.*)$/.exec(name) ?? [];
  return [letter + sign.replaceAll("b", "♭").replaceAll("#", "♯"), kind];
}

const DRUM_ROWS: readonly (readonly number[])[] = [
  [49, 51, 52, 53, 55, 57, 59, 42, 44, 46], // cymbals and hats
  [37, 38, 39, 40, 41, 43, 45, 47, 48, 50], // snares and toms
  [35, 36], // bass drums
];

/** Which of the three rows of the drums lane a stroke belongs to; hand percussion lies in the middle. */
export function drumRow(pitch: number): number {
  const row = DRUM_ROWS.findIndex((pitches) => pitches.includes(pitch));
  return row < 0 ? 1 : row;
}
