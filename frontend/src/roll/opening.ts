/** The opening bars of a song: tune in ink, the rest paler, bar lines between. */

import { sheetOf } from "./canvas";
import { readColours } from "./colours";

export type OpeningNote = readonly [x: number, pitch: number, width: number, lead: number];

const BARS = 8;
const LEAD = 1.25; // how much thicker the tune is

export interface OpeningBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly lead: boolean;
}

/** Where each note lies in a box of `width` × `height` pixels; the pitches fill its height. */
export function openingBoxes(
  notes: readonly OpeningNote[],
  width: number,
  height: number,
): OpeningBox[] {
  const pitches = notes.map((note) => note[1]);
  const high = Math.max(...pitches);
  const rows = Math.max(12, high - Math.min(...pitches) + 1);
  const thick = Math.max(1.5, Math.min((height / rows) * 0.9, height / 24));
  const row = (height - thick * LEAD) / rows;
  return notes.map(([x, pitch, length, lead]) => ({
    x: (x / BARS) * width,
    y: (high - pitch + 0.5) * row,
    width: Math.max(1.5, (length / BARS) * width - 0.5),
    height: lead ? thick * LEAD : thick,
    lead: lead > 0,
  }));
}

export function paintOpening(canvas: HTMLCanvasElement, notes: readonly OpeningNote[]): void {
  const sheet = sheetOf(canvas);
  if (!sheet) return;
  const { context: pen, width, height } = sheet;
  const colours = readColours(canvas);
  pen.clearRect(0, 0, width, height);
  pen.fillStyle = colours.bar;
  for (let bar = 0; bar <= BARS; bar++) {
    pen.fillRect(Math.min(width - 1, Math.round((bar / BARS) * width)), 0, 1, height);
  }
  if (!notes.length) return;
  const boxes = openingBoxes(notes, width, height - 4);
  for (const lead of [false, true]) {
    pen.fillStyle = lead ? colours.ink : colours.ink3;
    pen.globalAlpha = lead ? 1 : 0.6;
    for (const box of boxes) {
      if (box.lead !== lead) continue;
      pen.beginPath();
      pen.roundRect(box.x, box.y + 2, box.width, box.height, Math.min(2, box.height / 2));
      pen.fill();
    }
  }
  pen.globalAlpha = 1;
}
