/** Draws what the notes lie on: rows, selected bars, bar lines, the ruler and the chords. */
import { barIndex, barSpan, beatTicks, endTick } from "../score/bars";
import type { Score } from "../score/score";
import { chordParts, endOf, isBlack, type View, xOfTick } from "./geometry";
import { rollBottom, rollTop, touchTop } from "./layout";
import { DISPLAY, type Pen, type Scene, UI } from "./scene";
import { covered } from "./tags";

/** Everything beneath the notes; x counts from the right edge of the keys. */
export function paintGround(pen: Pen, scene: Scene): void {
  const { layout, view, colours } = scene;
  pen.fillStyle = colours.stage;
  pen.fillRect(0, 0, view.width, layout.height);
  paintRows(pen, scene);
  paintSelected(pen, scene);
  paintGrid(pen, scene);
  pen.fillStyle = colours.line;
  pen.fillRect(0, layout.ruler - 1, view.width, 1);
  if (rollTop(layout) > layout.ruler) pen.fillRect(0, rollTop(layout) - 1, view.width, 1);
  if (layout.drums) pen.fillRect(0, rollBottom(layout), view.width, 1);
  if (layout.touch) pen.fillRect(0, touchTop(layout), view.width, 1);
}

function paintRows(pen: Pen, { view, layout, colours }: Scene): void {
  pen.fillStyle = colours.rowBlack;
  const top = rollTop(layout);
  const bottom = rollBottom(layout);
  for (let pitch = Math.ceil(view.top); pitch >= 0; pitch--) {
    const y = top + (view.top - pitch) * view.rowHeight;
    if (y >= bottom) break;
    if (!isBlack(pitch)) continue;
    const from = Math.max(top, y);
    pen.fillRect(0, from, view.width, Math.min(bottom, y + view.rowHeight) - from);
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
export function barsInView(score: Score, view: View): number[] {
  const first = barIndex(score, Math.max(0, view.start));
  const found: number[] = [];
  for (let index = first; index < score.bars.length; index++) {
    if ((score.bars[index] ?? 0) > endOf(view)) break;
    found.push(index);
  }
  return found;
}

const CLOSE = 7; // pixels: closer beat lines are left out

function paintGrid(pen: Pen, { score, view, layout, colours }: Scene): void {
  const top = rollTop(layout);
  const bars = barsInView(score, view);
  pen.fillStyle = colours.beat;
  for (const index of bars) {
    const [start, end] = barSpan(score, index);
    const beat = beatTicks(score, start);
    if (beat * view.pixelsPerTick < CLOSE) continue;
    for (let tick = start + beat; tick < end; tick += beat) {
      pen.fillRect(Math.round(xOfTick(view, tick)), top, 1, layout.height - top);
    }
  }
  pen.fillStyle = colours.bar;
  const every = sparse(view, bars.length);
  for (const index of bars) {
    if (index % every) continue;
    const x = Math.round(xOfTick(view, score.bars[index] ?? 0));
    pen.fillRect(x, layout.ruler - 8, 1, layout.height);
  }
  const last = Math.round(xOfTick(view, endTick(score)));
  pen.fillStyle = colours.ink2;
  pen.fillRect(last - 5, top, 1, layout.height - top);
  pen.fillRect(last - 2, top, 3, layout.height - top); // the final barline
}

/** Every how many bars a line and a number are drawn: they never touch. */
function sparse(view: View, bars: number): number {
  const width = ((endOf(view) - view.start) / Math.max(1, bars)) * view.pixelsPerTick;
  return [1, 4, 8, 16, 32, 64].find((every) => width * every >= 26) ?? 128;
}

const APART = 6; // pixels: what stands nearer would be read as one

/** The stretches of the ruler over which names of sections lie. */
function underTags(pen: Pen, { tags }: Scene): (readonly [number, number])[] {
  const wide = (font: string, text: string) => {
    pen.font = font;
    return pen.measureText(text).width;
  };
  return tags.map((tag) => {
    const { name, first } = tag.section;
    return covered(tag, wide(`700 12px ${DISPLAY}`, name), wide(`12px ${UI}`, String(first)));
  });
}

export function paintRuler(pen: Pen, scene: Scene): void {
  const { score, view, layout, colours, written } = scene;
  const taken = underTags(pen, scene);
  pen.textBaseline = "alphabetic";
  const indices = barsInView(score, view);
  const every = sparse(view, indices.length);
  pen.font = `12px ${UI}`;
  for (const index of indices) {
    const start = score.bars[index] ?? 0;
    if (index % every) continue;
    const [number, x] = [String(index + 1), xOfTick(view, start) + 5];
    const end = x + pen.measureText(number).width;
    const tagged = taken.some(([from, to]) => x < to + APART && end + APART > from);
    if (tagged) continue; // a tag has its own number in it
    pen.fillStyle = start < written ? colours.ink2 : colours.ink3;
    pen.fillText(number, x, layout.ruler - 7);
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
