/** Draws a stand without music: an empty staff with a whole rest. */
import type { Colours } from "./colours";
import type { Pen } from "./scene";

export function paintBlank(pen: Pen, colours: Colours, width: number, height: number): void {
  pen.fillStyle = colours.stage;
  pen.fillRect(0, 0, width, height);
  pen.fillStyle = colours.line;
  const middle = Math.round(height / 2) - 24;
  for (let line = 0; line < 5; line++) pen.fillRect(24, middle + line * 12, width - 48, 1);
  pen.fillStyle = colours.ink2;
  pen.fillRect(width / 2 - 13, middle + 12, 26, 6);
}
