/** Two systems under one another, as in a score: a piece as it came, and what was made of it. */
import { barsAt } from "../score/bars";
import { compassOf } from "../score/compass";
import { leadTrack } from "../score/lead";
import type { Note, Score } from "../score/score";
import type { Colours } from "./colours";
import { drumRow } from "./geometry";

export interface Systems {
  readonly upper: Score;
  readonly lower: Score;
  /** Notes of the lower system that were in the upper one. */
  readonly kept: ReadonlySet<Note>;
  /** Bars gone by at the left edge, and pixels a bar. */
  readonly start: number;
  readonly barPixels: number;
  /** Where the music begins: the brace stands left of it. */
  readonly left: number;
  readonly colours: Colours;
  /** Which of the two is heard; the other is drawn paler. */
  readonly sounding: "upper" | "lower" | null;
}

export interface Box {
  readonly top: number;
  readonly bottom: number;
}

type Pen = CanvasRenderingContext2D;

const LEAST_SPAN = 18; // semitones: narrower, and a tune of three notes would leap

/** Where the systems lie in a canvas of that height. */
export function boxesOf(height: number): { upper: Box; lower: Box; drums: Box } {
  return {
    upper: { top: height * 0.1, bottom: height * 0.31 },
    lower: { top: height * 0.47, bottom: height * 0.83 },
    drums: { top: height * 0.86, bottom: height * 0.93 },
  };
}

/** Bars in view: about eight on a desk, three on a phone. */
export function systemBarPixels(width: number): number {
  return Math.max(116, width / 8.2);
}

/** The music moves under the playhead once that has come to two fifths of the width. */
export function systemStart(
  bars: number,
  length: number,
  width: number,
  barPixels: number,
): number {
  const span = width / barPixels;
  return Math.max(0, Math.min(Math.max(0, length - span), bars - span * 0.4));
}

export function paintSystems(pen: Pen, width: number, height: number, scene: Systems): void {
  const { colours } = scene;
  const { upper, lower, drums } = boxesOf(height);
  pen.clearRect(0, 0, width, height);
  pen.fillStyle = colours.stage;
  pen.fillRect(0, 0, width, height);
  pen.save();
  pen.beginPath();
  pen.rect(scene.left, 0, width - scene.left, height);
  pen.clip();
  paintBars(pen, width, scene, upper);
  paintBars(pen, width, scene, { top: lower.top, bottom: drums.bottom });
  paintUpper(pen, scene, upper);
  paintLower(pen, scene, lower, drums);
  pen.restore();
  paintBrace(pen, scene, upper.top, drums.bottom);
}

function paintBars(pen: Pen, width: number, scene: Systems, box: Box): void {
  pen.fillStyle = scene.colours.bar;
  const first = Math.floor(scene.start);
  const last = scene.start + (width - scene.left) / scene.barPixels;
  for (let bar = Math.max(1, first); bar <= last; bar++) {
    const x = Math.round(scene.left + (bar - scene.start) * scene.barPixels);
    if (x > scene.left) pen.fillRect(x, box.top, 1, box.bottom - box.top);
  }
}

/** Draws each note of the pitched tracks that `colourOf` gives a colour. */
function paintNotes(
  pen: Pen,
  scene: Systems,
  score: Score,
  box: Box,
  styleOf: (note: Note, track: number) => { colour: string; tall: number; alpha: number } | null,
): void {
  const [low, highest] = compassOf(score) ?? [60, 60];
  const high = Math.max(highest, low + LEAST_SPAN);
  const row = (box.bottom - box.top) / (high - low + 1);
  score.tracks.forEach((track, index) => {
    if (track.isDrum) return;
    for (const note of track.notes) {
      const style = styleOf(note, index);
      if (!style) continue;
      const from = barsAt(score, note[0]);
      const x = scene.left + (from - scene.start) * scene.barPixels;
      const wide = (barsAt(score, note[0] + note[1]) - from) * scene.barPixels - 1.5;
      const y = box.top + (high - note[2] + 0.5) * row - style.tall / 2;
      pen.globalAlpha = style.alpha;
      pen.fillStyle = style.colour;
      pen.beginPath();
      pen.roundRect(x, y, Math.max(2.5, wide), style.tall, 2);
      pen.fill();
    }
  });
  pen.globalAlpha = 1;
}

function paintUpper(pen: Pen, scene: Systems, box: Box): void {
  const tune = leadTrack(scene.upper);
  const pale = scene.sounding === "lower" ? 0.55 : 1;
  const { ink, ink3 } = scene.colours;
  paintNotes(pen, scene, scene.upper, box, (_, track) =>
    track === tune ? null : { colour: ink3, tall: 2.5, alpha: 0.55 * pale },
  );
  paintNotes(pen, scene, scene.upper, box, (_, track) =>
    track === tune ? { colour: ink, tall: 6, alpha: pale } : null,
  );
}

function paintLower(pen: Pen, scene: Systems, box: Box, drums: Box): void {
  const pale = scene.sounding === "upper" ? 0.55 : 1;
  const { ink, blue } = scene.colours;
  paintNotes(pen, scene, scene.lower, box, (note) =>
    scene.kept.has(note) ? null : { colour: blue, tall: 3.5, alpha: pale },
  );
  paintNotes(pen, scene, scene.lower, box, (note) =>
    scene.kept.has(note) ? { colour: ink, tall: 6, alpha: pale } : null,
  );
  pen.fillStyle = blue;
  pen.globalAlpha = pale;
  for (const track of scene.lower.tracks) {
    if (!track.isDrum) continue;
    for (const note of track.notes) {
      const x = scene.left + (barsAt(scene.lower, note[0]) - scene.start) * scene.barPixels;
      const y = drums.top + (drumRow(note[2]) / 2) * (drums.bottom - drums.top);
      pen.beginPath();
      pen.moveTo(x, y - 2.6);
      pen.lineTo(x + 2.6, y);
      pen.lineTo(x, y + 2.6);
      pen.lineTo(x - 2.6, y);
      pen.fill();
    }
  }
  pen.globalAlpha = 1;
}

/** The thick bracket that holds the systems of one piece together. */
function paintBrace(pen: Pen, scene: Systems, top: number, bottom: number): void {
  const x = scene.left - 14;
  pen.fillStyle = scene.colours.ink;
  pen.fillRect(x, top - 2, 5, bottom - top + 4);
  pen.fillRect(scene.left - 3, top, 2, bottom - top);
  pen.strokeStyle = scene.colours.ink;
  pen.lineWidth = 2;
  pen.beginPath();
  pen.moveTo(x, top - 2);
  pen.quadraticCurveTo(x + 9, top - 3, x + 16, top - 9);
  pen.moveTo(x, bottom + 2);
  pen.quadraticCurveTo(x + 9, bottom + 3, x + 16, bottom + 9);
  pen.stroke();
}
