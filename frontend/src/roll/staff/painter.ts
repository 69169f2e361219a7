/** Draws the lead-sheet staff over the roll: the tune in notes, on the roll's own bars. */
import { barSpan, metreAt } from "../../score/bars";
import { xOfTick } from "../geometry";
import { SIGN, SIGNS_FROM } from "../layout";
import { barsInView } from "../paint";
import { DISPLAY, type Pen, type Scene, type StaffPainter, UI } from "../scene";
import {
  drawFlags,
  drawHead,
  drawLedgers,
  drawRest,
  drawSign,
  drawStem,
  drawTie,
  GAP,
  MUSIC,
  SIGN_ROOM,
  STEM_UP,
  stemX,
} from "./glyphs";
import { signsOf } from "./signature";
import { type Staff, type StaffBar, type StaffNote, staffOf } from "./tune";

const INDENT = 10; // pixels from a bar line to its first head
const CROWDED = 9; // pixels a quarter: closer, notes would be a blur
const EDGE = 33; // pixels from the middle line to where a beam has to end: the lane is no higher
const OVERHANG = 60; // pixels beyond the view that a beam or a tie may reach

interface Place {
  readonly pen: Pen;
  readonly scene: Scene;
  readonly staff: Staff;
  /** The y of the middle line. */
  readonly middle: number;
}

const middleOf = ({ layout }: Scene) => Math.round(layout.ruler + layout.chords + layout.staff / 2);

export const painter: StaffPainter = {
  paint(pen, scene) {
    const { view, score, colours } = scene;
    const middle = middleOf(scene);
    pen.fillStyle = colours.ink3;
    for (let line = -2; line <= 2; line++) pen.fillRect(0, middle + line * GAP, view.width, 1);
    if (view.pixelsPerTick * score.ticksPerQuarter < CROWDED) return;
    const place = { pen, scene, staff: staffOf(score), middle: middle + 0.5 };
    const wide = {
      ...view,
      start: view.start - OVERHANG / view.pixelsPerTick,
      width: view.width + 2 * OVERHANG,
    };
    pen.save();
    pen.fillStyle = colours.ink;
    pen.strokeStyle = colours.ink;
    for (const index of barsInView(score, wide)) {
      if ((score.bars[index] ?? 0) < scene.written) paintBar(place, index);
    }
    pen.restore();
  },

  clef(pen, scene) {
    const { layout, colours } = scene;
    if (!layout.staff || !scene.score.bars.length) return;
    const middle = middleOf(scene);
    pen.fillStyle = colours.ink3;
    for (let line = -2; line <= 2; line++) pen.fillRect(2, middle + line * GAP, layout.keys - 3, 1);
    const { clef, octaves } = staffOf(scene.score);
    pen.fillStyle = colours.ink;
    pen.textBaseline = "alphabetic";
    pen.font = `29px ${MUSIC}`;
    if (clef === "treble") pen.fillText("𝄞", 2, middle + 3 * GAP - 3.5);
    else pen.fillText("𝄢", 2, middle + 2 * GAP - 2);
    paintSignature(pen, scene, middle, clef);
    if (!octaves) return;
    pen.font = `10px ${UI}`;
    const words = `${7 * Math.abs(octaves) + 1}`;
    pen.fillText(words, 13, octaves > 0 ? middle - 2 * GAP - 5 : middle + 2 * GAP + 13);
  },
};

/** Key and metre behind the clef, in the column that `layout.ts` makes wide enough. */
function paintSignature(pen: Pen, scene: Scene, middle: number, clef: "treble" | "bass"): void {
  signsOf(scene.score.key, clef).forEach(({ sign, step }, i) => {
    drawSign(pen, sign, SIGNS_FROM + (i + 1) * SIGN + SIGN_ROOM, middle - step * (GAP / 2));
  });
  pen.font = `700 15px ${DISPLAY}`;
  pen.textAlign = "center";
  metreAt(scene.score, Math.max(0, scene.view.start)).forEach((number, row) => {
    pen.fillText(`${number}`, scene.layout.keys - 7, middle - 1.5 + row * 2 * GAP, 11);
  });
  pen.textAlign = "left";
}

function paintBar(place: Place, index: number): void {
  const { scene, staff, pen, middle } = place;
  const [start] = barSpan(scene.score, index);
  const quarter = scene.score.ticksPerQuarter;
  const x = (at: number) => xOfTick(scene.view, start + at * quarter) + INDENT;
  const bar = staff.bar(index);
  const whole = bar.notes.length === 0;
  for (const rest of bar.rests) {
    pen.fillStyle = whole ? scene.colours.ink3 : scene.colours.ink;
    drawRest(pen, rest.value, whole ? centre(place, index) : x(rest.at), middle);
  }
  pen.fillStyle = scene.colours.ink;
  const beamed = new Set(bar.beams.flat());
  for (const group of bar.beams) paintBeam(place, bar, group, x);
  bar.notes.forEach((note, i) => {
    paintHead(place, note, x(note.at));
    if (!beamed.has(i)) paintStem(place, note, x(note.at));
    const before = bar.notes[i - 1];
    paintOctaves(place, note, x(note.at), before?.octaves === note.octaves ? x(before.at) : null);
    if (note.tied) tieBack(place, note, index, x(note.at));
  });
}

function centre({ scene }: Place, index: number): number {
  const [start, end] = barSpan(scene.score, index);
  return (xOfTick(scene.view, start) + xOfTick(scene.view, end)) / 2;
}

const yOf = ({ middle }: Place, step: number) => middle - step * (GAP / 2);
const isUp = (step: number) => step < 0;

/** An 8 or 15 beyond the head that sounds so much higher or lower; a line goes on `from` the last. */
function paintOctaves({ pen, middle }: Place, note: StaffNote, x: number, from: number | null) {
  if (!note.octaves) return;
  const y = note.octaves > 0 ? middle - EDGE + 8 : middle + EDGE;
  if (from !== null) {
    pen.fillRect(from + 5, y - 4, x - from - 1, 1);
    return;
  }
  pen.font = `italic 700 10px ${DISPLAY}`;
  pen.textAlign = "center";
  pen.fillText(`${7 * Math.abs(note.octaves) + 1}`, x, y);
  pen.textAlign = "left";
}

function paintHead(place: Place, note: StaffNote, x: number): void {
  const y = yOf(place, note.step);
  drawLedgers(place.pen, x, note.step, place.middle);
  drawHead(place.pen, x, y, note.value);
  if (note.sign) drawSign(place.pen, note.sign, x, y);
}

function paintStem(place: Place, note: StaffNote, x: number): void {
  if (note.value.base < 2) return;
  const up = isUp(note.step);
  const y = yOf(place, note.step);
  const tip = y + (up ? -STEM_UP : STEM_UP);
  drawStem(place.pen, x, y, up, tip);
  if (note.value.base >= 8) drawFlags(place.pen, x, tip, up, note.value.base === 16 ? 2 : 1);
}

/** Stems to one level beam; a second one where sixteenths meet. */
function paintBeam(
  place: Place,
  bar: StaffBar,
  group: readonly number[],
  x: (at: number) => number,
) {
  const { pen, middle } = place;
  const notes = group.map((i) => bar.notes[i] as StaffNote);
  const steps = notes.map((note) => note.step);
  const up = isUp(Math.max(...steps) + Math.min(...steps)); // what lies furthest out decides
  const ys = notes.map((note) => yOf(place, note.step));
  const tip = up
    ? Math.max(Math.min(...ys) - STEM_UP + 3, middle - EDGE)
    : Math.min(Math.max(...ys) + STEM_UP - 3, middle + EDGE);
  for (const note of notes) drawStem(pen, x(note.at), yOf(place, note.step), up, tip);
  const edge = (note: StaffNote) => stemX(x(note.at), up);
  const [first, last] = [notes[0] as StaffNote, notes.at(-1) as StaffNote];
  const thick = up ? 3.5 : -3.5;
  pen.fillRect(edge(first) - 0.6, tip, edge(last) - edge(first) + 1.2, thick);
  notes.forEach((note, i) => {
    const next = notes[i + 1];
    if (next?.value.base !== 16 || note.value.base !== 16) return;
    pen.fillRect(edge(note), tip + (up ? 5.5 : -5.5), edge(next) - edge(note), thick);
  });
  if (notes.length % 3 === 0 && notes.every((note) => note.value.triplet)) {
    pen.font = `italic 11px ${UI}`;
    pen.textAlign = "center";
    pen.fillText("3", (edge(first) + edge(last)) / 2, up ? tip - 2 : tip + 10);
    pen.textAlign = "left";
  }
}

/** From where the note was struck, in the bar before, to where it goes on. */
function tieBack(place: Place, note: StaffNote, index: number, x: number): void {
  const { scene, staff, pen } = place;
  const before = index > 0 ? staff.bar(index - 1).notes.at(-1) : undefined;
  const from =
    before && before.pitch === note.pitch
      ? xOfTick(
          scene.view,
          (scene.score.bars[index - 1] ?? 0) + before.at * scene.score.ticksPerQuarter,
        ) + INDENT
      : x - 16;
  drawTie(pen, from, x, yOf(place, note.step), isUp(note.step));
}
