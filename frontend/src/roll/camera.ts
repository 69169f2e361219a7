/** What part of the music is looked at: zoom and place, kept within the music; all pure. */
import { endTick } from "../score/bars";
import type { Score } from "../score/score";
import { barPixels, pitchRange, type View } from "./geometry";

export interface Camera {
  /** The tick at the left edge. */
  readonly start: number;
  /** How much wider than usual a bar is drawn: 1 is eight bars on a desk. */
  readonly across: number;
  /** How much higher than usual a row is drawn: 1 shows just the pitches that sound. */
  readonly up: number;
  /** The pitch at the upper edge; null is the highest that sounds. */
  readonly top: number | null;
}

/** What there is to look at. */
export interface Extent {
  readonly length: number;
  readonly barTicks: number;
  readonly low: number;
  readonly high: number;
}

/** The size of the roll's own lane, in CSS pixels. */
export interface Box {
  readonly width: number;
  readonly height: number;
}

export const HOME: Camera = { start: 0, across: 1, up: 1, top: null };

const ACROSS = [1 / 40, 24] as const;
const MOST_UP = 8;
const PITCHES = 128;

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

export function extentOf(score: Score): Extent {
  const length = endTick(score);
  const [low, high] = pitchRange(score);
  return { length, barTicks: length / Math.max(1, score.bars.length), low, high };
}

export function viewOf(camera: Camera, extent: Extent, box: Box): View {
  const pixelsPerTick = (barPixels(box.width) * camera.across) / extent.barTicks;
  const rows = extent.high - extent.low + 1;
  const up = Math.max(camera.up, rows / PITCHES);
  const rowHeight = (box.height / rows) * up;
  const top = clamp(camera.top ?? extent.high, rows / up - 1, PITCHES - 1);
  return { start: camera.start, pixelsPerTick, top, rowHeight, width: box.width };
}

/** The last start that still fills the width. */
export const lastStart = (view: View, extent: Extent) =>
  Math.max(0, extent.length - view.width / view.pixelsPerTick);

/** Moves what is seen by pixels: what lay under the fingers stays under them. */
export function panned(camera: Camera, extent: Extent, box: Box, dx: number, dy: number): Camera {
  const view = viewOf(camera, extent, box);
  const start = clamp(view.start - dx / view.pixelsPerTick, 0, lastStart(view, extent));
  const top = viewOf({ ...camera, top: view.top + dy / view.rowHeight }, extent, box).top;
  return { ...camera, start, top };
}

/** Zooms about a point of the lane: the note there stays there. */
export function zoomed(
  camera: Camera,
  extent: Extent,
  box: Box,
  at: { readonly x: number; readonly y: number },
  across: number,
  up = 1,
): Camera {
  const view = viewOf(camera, extent, box);
  const whole = box.width / (barPixels(box.width) * (extent.length / extent.barTicks));
  const least = Math.max(ACROSS[0], Math.min(1, whole)); // not smaller than the whole song
  const wanted = {
    ...camera,
    across: clamp(camera.across * across, least, ACROSS[1]),
    up: clamp(camera.up * up, (extent.high - extent.low + 1) / PITCHES, MOST_UP),
  };
  const next = viewOf(wanted, extent, box);
  const tick = view.start + at.x / view.pixelsPerTick;
  const pitch = view.top - at.y / view.rowHeight;
  const start = clamp(tick - at.x / next.pixelsPerTick, 0, lastStart(next, extent));
  const top = viewOf({ ...wanted, top: pitch + at.y / next.rowHeight }, extent, box).top;
  return { ...wanted, start, top: up === 1 ? camera.top : top };
}

const HAIR = 1e-3; // of the width: what stands nearer to the right edge is not seen
const EDGE = 0.06; // of the width: what is shown lies at least so far inside

/** Brings a stretch of time, or a place that has some room behind it, into sight, moving as little as it can. */
export function revealed(
  camera: Camera,
  extent: Extent,
  box: Box,
  from: number,
  to = from,
): Camera {
  const view = viewOf(camera, extent, box);
  const span = view.width / view.pixelsPerTick;
  const edge = span * EDGE;
  const end = view.start + span;
  if (from >= view.start && from < end - HAIR * span && to <= end) return camera;
  const start = from < view.start || to - from > span ? from - edge : to - span + edge;
  return { ...camera, start: clamp(start, 0, lastStart(view, extent)) };
}

/** Brings a pitch into sight. */
export function revealedPitch(camera: Camera, extent: Extent, box: Box, pitch: number): Camera {
  const view = viewOf(camera, extent, box);
  const bottom = view.top - box.height / view.rowHeight;
  if (pitch <= view.top && pitch - 1 >= bottom) return camera;
  return { ...camera, top: pitch > view.top ? pitch + 1 : pitch - 2 + box.height / view.rowHeight };
}
