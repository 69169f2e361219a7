/** Draws single signs of the staff: heads, stems, flags, rests, clefs, accidentals. */
import type { Pen } from "../scene";
import type { Value } from "./rhythm";

export const GAP = 7; // pixels between two lines
const HEAD = 4.3; // half the width of a head
export const SIGN_ROOM = HEAD + 2; // from the right edge of a sign to the middle of its head
export const STEM_UP = 22; // pixels that a stem is long
export const MUSIC = '"Noto Music"';

export function drawHead(pen: Pen, x: number, y: number, value: Value): void {
  pen.save();
  pen.translate(x, y);
  if (value.base > 1) pen.rotate(-0.34);
  pen.beginPath();
  pen.ellipse(0, 0, HEAD, value.base > 1 ? 3.1 : 3.3, 0, 0, 2 * Math.PI);
  if (value.base >= 4) pen.fill();
  else {
    pen.lineWidth = value.base === 1 ? 1.8 : 1.5;
    pen.stroke();
  }
  pen.restore();
  if (!value.dotted) return;
  pen.beginPath();
  pen.arc(x + HEAD + 4, y - 2, 1.3, 0, 2 * Math.PI);
  pen.fill();
}

/** The x of a stem: right of the head when it goes up, left when down. */
export const stemX = (x: number, up: boolean) => x + (up ? HEAD - 0.6 : -HEAD + 0.6);

export function drawStem(pen: Pen, x: number, y: number, up: boolean, to: number): void {
  const at = stemX(x, up);
  pen.fillRect(at - 0.6, Math.min(y, to), 1.2, Math.abs(to - y));
}

export function drawFlags(pen: Pen, x: number, tip: number, up: boolean, count: number): void {
  const at = stemX(x, up);
  pen.lineWidth = 1.6;
  for (let flag = 0; flag < count; flag++) {
    const y = tip + (up ? 5 : -5) * flag;
    const bend = up ? 1 : -1;
    pen.beginPath();
    pen.moveTo(at, y);
    pen.bezierCurveTo(at + 1, y + 5 * bend, at + 7, y + 6 * bend, at + 5, y + 13 * bend);
    pen.stroke();
  }
}

export function drawSign(pen: Pen, sign: string, x: number, y: number): void {
  pen.font = `15px ${MUSIC}`;
  pen.textAlign = "right";
  pen.textBaseline = "alphabetic";
  pen.fillText(sign, x - SIGN_ROOM, y + 4.5);
  pen.textAlign = "left";
}

/** `middle` is the y of the middle line. */
export function drawRest(pen: Pen, value: Value, x: number, middle: number): void {
  if (value.base === 1) pen.fillRect(x - 5, middle - GAP, 10, 3.5);
  else if (value.base === 2) pen.fillRect(x - 5, middle - 3.5, 10, 3.5);
  else {
    pen.font = `26px ${MUSIC}`;
    pen.textAlign = "center";
    pen.textBaseline = "alphabetic";
    pen.fillText(value.base === 4 ? "𝄽" : "𝄾", x, middle + 9);
    pen.textAlign = "left";
  }
}

/** Short lines through or under heads above and below the staff. */
export function drawLedgers(pen: Pen, x: number, step: number, middle: number): void {
  const outer = Math.abs(step);
  for (let line = 6; line <= outer; line += 2) {
    const y = middle - Math.sign(step) * line * (GAP / 2);
    pen.fillRect(x - HEAD - 3, Math.round(y) - 0.5, 2 * HEAD + 6, 1);
  }
}

export function drawTie(pen: Pen, from: number, to: number, y: number, up: boolean): void {
  const bend = up ? 6 : -6; // away from the stem
  pen.lineWidth = 1.3;
  pen.beginPath();
  pen.moveTo(from, y + bend);
  pen.quadraticCurveTo((from + to) / 2, y + 2 * bend, to, y + bend);
  pen.stroke();
}
