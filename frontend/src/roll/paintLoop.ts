/** Draws the loop on the ruler: a rail between two repeat signs. */
import { xOfTick } from "./geometry";
import type { Pen, Scene } from "./scene";

const RAIL_Y = 2;
const THICK = 3;
const DOT = 1.5;

export function paintLoop(pen: Pen, { loop, preview, view, layout, colours }: Scene): void {
  const span = preview.loop ?? loop?.span;
  if (!span) return;
  const [from, to] = [xOfTick(view, span[0]), xOfTick(view, span[1])];
  if (to < 0 || from > view.width) return;
  pen.fillStyle = loop?.on || preview.loop ? colours.blue : colours.ink3;
  pen.fillRect(from, RAIL_Y, to - from, THICK);
  sign(pen, from, 1, layout.ruler);
  sign(pen, to, -1, layout.ruler);
}

/** A thick line, a thin one and two dots, towards `inside`. */
function sign(pen: Pen, x: number, inside: 1 | -1, height: number): void {
  const bottom = height - 4;
  pen.fillRect(inside > 0 ? x : x - THICK, RAIL_Y, THICK, bottom - RAIL_Y);
  pen.fillRect(x + inside * 5 - (inside > 0 ? 0 : 1), RAIL_Y, 1, bottom - RAIL_Y);
  for (const y of [bottom / 2 - 2, bottom / 2 + 4]) {
    pen.beginPath();
    pen.arc(x + inside * 9, y, DOT, 0, 2 * Math.PI);
    pen.fill();
  }
}
