/** Draws the roll: ruler, chords, keys, notes and the drums lane, in this order. */
import { barIndex, barSpan, beatTicks, endTick } from "../score/bars";
import { leadTrack } from "../score/lead";
import type { Note, Score } from "../score/score";
import type { Colours } from "./colours";
import {
  chordParts,
  drumRow,
  endOf,
  isBlack,
  pitchName,
  type View,
  xOfTick,
  yOfPitch,
} from "./geometry";

export interface TrackPaint {
  readonly colour: string;
  readonly striped: boolean;
  readonly muted: boolean;
}

/** Heights of the parts in CSS pixels, from the top; the roll takes what is left. */
export interface Layout {
  readonly keys: number;
  readonly ruler: number;
  readonly chords: number;
  readonly drums: number;
  readonly height: number;
}

export interface Scene {
  readonly score: Score;
  readonly view: View;
  readonly layout: Layout;
  readonly colours: Colours;
  readonly tracks: readonly TrackPaint[];
  readonly kept: ReadonlySet<Note>;
  /** The tick up to which the music is written; beyond it bars are only ruled. */
  readonly written: number;
  /** Start and end of the selected bars, in ticks. */
  readonly selected: readonly [number, number] | null;
}

type Pen = CanvasRenderingContext2D;

const UI = '"Instrument Sans Variable", Arial, sans-serif';
const DISPLAY = '"Besley Variable", Georgia, serif';

export const rollTop = (layout: Layout) => layout.ruler + layout.chords;
export const rollBottom = (layout: Layout) => layout.height - layout.drums;

export function paintRoll(pen: Pen, scene: Scene): void {
  const { layout, view, colours } = scene;
  const width = layout.keys + view.width;
  pen.fillStyle = colours.stage;
  pen.fillRect(0, 0, width, layout.height);
  pen.save();
  pen.beginPath();
  pen.rect(layout.keys, 0, view.width, layout.height);
  pen.clip();
  pen.translate(layout.keys, 0);
  paintRows(pen, scene);
  paintSelected(pen, scene);
  paintGrid(pen, scene);
  paintNotes(pen, scene);
  paintDrums(pen, scene);
  paintRuler(pen, scene);
  pen.restore();
  paintKeys(pen, scene);
  pen.fillStyle = colours.line;
  pen.fillRect(0, layout.ruler - 1, width, 1);
  if (layout.chords) pen.fillRect(0, rollTop(layout) - 1, width, 1);
  pen.fillRect(0, rollBottom(layout), width, 1);
}

function paintRows(pen: Pen, { view, layout, colours }: Scene): void {
  pen.fillStyle = colours.rowBlack;
  const top = rollTop(layout);
  const rows = Math.ceil((rollBottom(layout) - top) / view.rowHeight);
  for (let row = 0; row < rows; row++) {
    const pitch = view.top - row;
    if (pitch >= 0 && isBlack(pitch)) {
      pen.fillRect(0, top + row * view.rowHeight, view.width, view.rowHeight);
    }
  }
}

function paintSelected(pen: Pen, { view, layout, colours, selected }: Scene): void {
  if (!selected) return;
  const [x, end] = [xOfTick(view, selected[0]), xOfTick(view, selected[1])];
  pen.fillStyle = colours.select;
  pen.fillRect(x, layout.ruler, end - x, layout.height - layout.ruler);
  pen.fillStyle = colours.blue;
  pen.fillRect(x, layout.ruler - 3, end - x, 3);
  pen.fillRect(x - 1, layout.ruler, 2, layout.height);
  pen.fillRect(end - 1, layout.ruler, 2, layout.height);
}

/** Indices of the bars in view. */
function barsInView(score: Score, view: View): number[] {
  const first = barIndex(score, Math.max(0, view.start));
  const found: number[] = [];
  for (let index = first; index < score.bars.length; index++) {
    if ((score.bars[index] ?? 0) > endOf(view)) break;
    found.push(index);
  }
  return found;
}

function paintGrid(pen: Pen, { score, view, layout, colours }: Scene): void {
  const top = rollTop(layout);
  for (const index of barsInView(score, view)) {
    const [start, end] = barSpan(score, index);
    pen.fillStyle = colours.beat;
    const beat = beatTicks(score, start);
    for (let tick = start + beat; tick < end; tick += beat) {
      pen.fillRect(Math.round(xOfTick(view, tick)), top, 1, layout.height - top);
    }
    pen.fillStyle = colours.bar;
    pen.fillRect(Math.round(xOfTick(view, start)), layout.ruler - 8, 1, layout.height);
  }
  const last = Math.round(xOfTick(view, endTick(score)));
  pen.fillStyle = colours.ink2;
  pen.fillRect(last - 5, top, 1, layout.height - top);
  pen.fillRect(last - 2, top, 3, layout.height - top); // the final barline
}

function paintRuler(pen: Pen, { score, view, layout, colours, written }: Scene): void {
  pen.textBaseline = "alphabetic";
  const indices = barsInView(score, view);
  const widest = (endOf(view) - view.start) / Math.max(1, indices.length);
  const every = widest * view.pixelsPerTick < 26 ? 4 : 1;
  for (const index of indices) {
    const start = score.bars[index] ?? 0;
    if (index % every) continue;
    pen.font = `12px ${UI}`;
    pen.fillStyle = start < written ? colours.ink2 : colours.ink3;
    pen.fillText(String(index + 1), xOfTick(view, start) + 5, layout.ruler - 7);
  }
  if (!layout.chords) return;
  pen.fillStyle = colours.ink;
  let free = Number.NEGATIVE_INFINITY; // where the last symbol ends: none is drawn over another
  score.chords.forEach(([tick, name], index) => {
    const next = xOfTick(view, score.chords[index + 1]?.[0] ?? Number.POSITIVE_INFINITY);
    // What began before the edge and goes on is named at the edge.
    const x = Math.max(xOfTick(view, tick), next > 48 ? 0 : Number.NEGATIVE_INFINITY) + 5;
    if (x < 0 || x > view.width || x < free) return;
    free = paintChord(pen, name, x, layout.ruler + layout.chords - 8) + 4;
  });
}

/** A chord symbol with its root large and the rest small and raised; returns where it ends. */
function paintChord(pen: Pen, name: string, x: number, y: number): number {
  const [root, kind] = chordParts(name);
  pen.font = `700 15px ${DISPLAY}`;
  pen.fillText(root, x, y);
  const middle = x + pen.measureText(root).width + 1;
  pen.font = `700 11px ${DISPLAY}`;
  pen.fillText(kind, middle, y - 4);
  return middle + pen.measureText(kind).width;
}

function paintNotes(pen: Pen, scene: Scene): void {
  const { score, view, layout, tracks } = scene;
  const from = view.start;
  const to = endOf(view);
  pen.save();
  pen.beginPath();
  pen.rect(0, rollTop(layout), view.width, rollBottom(layout) - rollTop(layout));
  pen.clip();
  // The tune is drawn last, on top of its accompaniment.
  const tune = leadTrack(score);
  const order = score.tracks
    .map((track, index) => ({ track, index }))
    .sort((a, b) => Number(a.index === tune) - Number(b.index === tune));
  for (const { track, index } of order) {
    const paint = tracks[index];
    if (track.isDrum || !paint) continue;
    pen.globalAlpha = paint.muted ? 0.25 : 1;
    const height = Math.max(2, Math.round(view.rowHeight * (index === tune ? 0.95 : 0.62)));
    for (const note of track.notes) {
      if (note[0] > to || note[0] + note[1] < from) continue;
      paintNote(pen, scene, note, paint, height);
    }
  }
  pen.restore();
}

function paintNote(pen: Pen, scene: Scene, note: Note, paint: TrackPaint, height: number): void {
  const { view, layout, colours, kept } = scene;
  const x = xOfTick(view, note[0]);
  const width = Math.max(2.5, note[1] * view.pixelsPerTick - 1);
  const y = rollTop(layout) + yOfPitch(view, note[2]) + (view.rowHeight - height) / 2;
  pen.fillStyle = paint.colour;
  pen.beginPath();
  pen.roundRect(x, y, width, height, Math.min(2, height / 2));
  pen.fill();
  if (paint.striped) {
    pen.fillStyle = colours.stage;
    for (let stripe = x + 4; stripe < x + width - 2; stripe += 6)
      pen.fillRect(stripe, y, 2, height);
  }
  if (kept.has(note)) {
    pen.fillStyle = colours.ink;
    pen.fillRect(x - 0.5, y - 1.5, 3, height + 3);
  }
}

function paintDrums(pen: Pen, { score, view, layout, tracks, colours }: Scene): void {
  const top = rollBottom(layout) + 4;
  const row = (layout.drums - 8) / 3;
  const size = Math.min(4, row / 2.4);
  pen.fillStyle = colours.stage;
  score.tracks.forEach((track, index) => {
    const paint = tracks[index];
    if (!track.isDrum || !paint) return;
    pen.fillStyle = paint.colour;
    pen.globalAlpha = paint.muted ? 0.25 : 1;
    for (const note of track.notes) {
      const x = xOfTick(view, note[0]);
      if (x < -8 || x > view.width + 8) continue;
      const y = top + (drumRow(note[2]) + 0.5) * row;
      pen.beginPath();
      pen.moveTo(x, y - size);
      pen.lineTo(x + size, y);
      pen.lineTo(x, y + size);
      pen.lineTo(x - size, y);
      pen.fill();
    }
    pen.globalAlpha = 1;
  });
}

function paintKeys(pen: Pen, { view, layout, colours }: Scene): void {
  const top = rollTop(layout);
  const bottom = rollBottom(layout);
  pen.fillStyle = colours.panel;
  pen.fillRect(0, 0, layout.keys, layout.height);
  pen.save();
  pen.beginPath();
  pen.rect(0, top, layout.keys, bottom - top);
  pen.clip();
  for (let pitch = view.top; yOfPitch(view, pitch) < bottom - top; pitch--) {
    const y = top + yOfPitch(view, pitch);
    if (isBlack(pitch)) {
      pen.fillStyle = colours.ink2;
      pen.fillRect(0, y + 0.5, layout.keys * 0.5, view.rowHeight - 1);
    } else if (pitch % 12 === 0) {
      pen.fillStyle = colours.line;
      pen.fillRect(0, y + view.rowHeight, layout.keys, 1);
      pen.fillStyle = colours.ink3;
      pen.font = `11px ${UI}`;
      pen.textBaseline = "alphabetic";
      pen.textAlign = "right";
      pen.fillText(pitchName(pitch), layout.keys - 4, y + view.rowHeight - 1);
      pen.textAlign = "left";
    }
  }
  pen.restore();
  pen.font = `11px ${UI}`;
  pen.fillStyle = colours.ink3;
  pen.textAlign = "right";
  pen.textBaseline = "middle";
  pen.fillText("Drums", layout.keys - 5, bottom + layout.drums / 2);
  pen.textAlign = "left";
  pen.fillStyle = colours.line;
  pen.fillRect(layout.keys - 1, 0, 1, layout.height);
}
