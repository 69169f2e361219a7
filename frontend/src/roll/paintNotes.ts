/** Draws the notes of a view: all tracks in the roll, drums in their lane, touch as stems. */
import type { Note } from "../score/score";
import { endOf, type View, xOfTick, yOfPitch } from "./geometry";
import { drumRowHeight, drumY, touchY } from "./hit";
import { type Layout, rollBottom, rollTop } from "./layout";
import { indexOf } from "./noteindex";
import { keyOf } from "./picked";
import type { Pen, Scene, TrackPaint } from "./scene";

const MUTED = 0.25;
const FOCUSED = 0.95; // of a row's height; the others are drawn at 62 %
const OTHERS = 0.62;
const ROUND_FROM = 5; // pixels: narrower notes have no room for round corners
const SMALL = 10; // pixels a quarter: below, a diamond or a head would only blur
const OVERHANG = 8; // pixels that a cap, a diamond or an outline reaches beyond its note

export interface NoteBox {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** Where a note of the roll lies on the canvas. */
export function noteBox(view: View, layout: Layout, note: Note, focused: boolean): NoteBox {
  const h = Math.max(2, Math.round(view.rowHeight * (focused ? FOCUSED : OTHERS)));
  return {
    x: xOfTick(view, note[0]),
    y: rollTop(layout) + yOfPitch(view, note[2]) + (view.rowHeight - h) / 2,
    w: Math.max(2.5, note[1] * view.pixelsPerTick - 1),
    h,
  };
}

/** Tells `see` the notes of a track that show in the view and are not hidden. */
function shown(scene: Scene, index: number, see: (note: Note) => void): void {
  const { view, score, focus, preview } = scene;
  const hidden = index === focus ? preview.hidden : preview.gone?.get(index);
  const over = OVERHANG / view.pixelsPerTick;
  indexOf(score.tracks[index]?.notes ?? []).between(
    view.start - over,
    endOf(view) + over,
    (note) => {
      if (!hidden?.has(keyOf(note))) see(note);
    },
  );
}

export function paintNotes(pen: Pen, scene: Scene): void {
  const { score, view, layout, tracks, focus } = scene;
  pen.save();
  pen.beginPath();
  pen.rect(0, rollTop(layout), view.width, rollBottom(layout) - rollTop(layout));
  pen.clip();
  const order = score.tracks.map((_, index) => index).filter((index) => index !== focus);
  for (const index of [...order, focus]) {
    const paint = tracks[index];
    if (!paint || score.tracks[index]?.isDrum) continue;
    pen.globalAlpha = paint.muted ? MUTED : 1;
    pen.fillStyle = paint.colour;
    shown(scene, index, (note) => paintNote(pen, scene, note, paint, index === focus));
  }
  pen.restore();
  score.tracks.forEach((track, index) => {
    const paint = tracks[index];
    if (!track.isDrum || !paint || !layout.drums) return;
    pen.globalAlpha = paint.muted ? MUTED : 1;
    pen.fillStyle = paint.colour;
    shown(scene, index, (note) => paintStroke(pen, scene, note));
  });
  pen.globalAlpha = 1;
  const paint = tracks[focus];
  if (!layout.touch || !paint) return;
  pen.fillStyle = paint.colour;
  shown(scene, focus, (note) => paintStem(pen, scene, note));
}

/** In the fill that is set: thousands come one after the other. */
export function paintNote(
  pen: Pen,
  scene: Scene,
  note: Note,
  paint: TrackPaint,
  focused: boolean,
): void {
  const { view, layout, colours, kept } = scene;
  const { x, y, w, h } = noteBox(view, layout, note, focused);
  if (y > rollBottom(layout) || y + h < rollTop(layout)) return;
  if (w < ROUND_FROM || h < ROUND_FROM) pen.fillRect(x, y, w, h);
  else {
    pen.beginPath();
    pen.roundRect(x, y, w, h, 2);
    pen.fill();
  }
  const capped = kept.size > 0 && kept.has(note);
  if (!paint.striped && !capped) return;
  pen.fillStyle = colours.stage;
  for (let at = x + 4; paint.striped && at < x + w - 2; at += 6) pen.fillRect(at, y, 2, h);
  pen.fillStyle = colours.ink;
  if (capped) pen.fillRect(x - 0.5, y - 1.5, 3, h + 3);
  pen.fillStyle = paint.colour;
}

/** A drum stroke: a diamond in one of three rows. */
export function paintStroke(pen: Pen, { view, layout, score }: Scene, note: Note, more = 0): void {
  const x = xOfTick(view, note[0]);
  if (x < -OVERHANG || x > view.width + OVERHANG) return;
  const y = drumY(layout, note[2]);
  const size = Math.min(4, drumRowHeight(layout) / 2.4) + more;
  if (view.pixelsPerTick * score.ticksPerQuarter < SMALL) {
    pen.fillRect(x - 1, y - size, 2, 2 * size);
    return;
  }
  pen.beginPath();
  pen.moveTo(x, y - size);
  pen.lineTo(x + size, y);
  pen.lineTo(x, y + size);
  pen.lineTo(x - size, y);
  pen.fill();
}

/** How hard a note is played: a stem with a head. */
export function paintStem(pen: Pen, { view, layout, score }: Scene, note: Note): void {
  const x = xOfTick(view, note[0]);
  const y = touchY(layout, note[3]);
  if (x < -OVERHANG || x > view.width + OVERHANG) return;
  pen.fillRect(x - 0.75, y, 1.5, layout.height - y);
  if (view.pixelsPerTick * score.ticksPerQuarter < SMALL) return;
  pen.beginPath();
  pen.arc(x, Math.max(y, layout.height - layout.touch + 3), 2.5, 0, 2 * Math.PI);
  pen.fill();
}
